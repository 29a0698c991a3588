import { createTracker } from '../../src/beat/tracker.ts';
import type { Activation, Beat, BeatState, BeatTracker } from '../../src/beat/types.ts';
import { createRandom } from '../../src/core/random.ts';

/** A synthetic activation: pulses on the beats, with what disturbs them. */
export interface PulseTrain {
  readonly seconds: number;
  /** Beats a minute at a time. */
  readonly bpm: (time: number) => number;
  /** Standard deviation of white noise; pulses are 0.5 high. */
  readonly noise?: number;
  /** Height of every other beat. */
  readonly weak?: number;
  /** Share of frames that never come. */
  readonly lost?: number;
  readonly rests?: readonly (readonly [number, number])[];
  readonly seed?: number;
}

const WIDTH = 0.06;
const FRAME = 1 / 30;

function beatTimes({ seconds, bpm, rests = [] }: PulseTrain): readonly number[] {
  const times: number[] = [];
  for (let t = 0.37; t < seconds; t += 60 / bpm(t)) times.push(t);
  return times.filter((t) => !rests.some(([from, to]) => t >= from && t < to));
}

/** The frames and the true beats. */
export function pulseTrain(train: PulseTrain): {
  readonly frames: readonly Activation[];
  readonly truth: readonly number[];
} {
  const { seconds, noise = 0, weak = 1, lost = 0, rests = [], seed = 1 } = train;
  const random = createRandom(seed);
  const truth = beatTimes(train);
  const frames: Activation[] = [];
  for (let k = 0; k < seconds * 30; k++) {
    const time = k * FRAME;
    const still = rests.some(([from, to]) => time >= from && time < to);
    const pulses = truth.reduce(
      (sum, t, i) => sum + (i % 2 === 1 ? weak : 1) * Math.exp(-(((time - t) / WIDTH) ** 2) / 2),
      0,
    );
    const beat = Math.min(1, Math.max(0, 0.3 + 0.5 * pulses + noise * random.normal()));
    const lostNow = random.next() < lost;
    if (!lostNow) frames.push({ time, beat: still ? 0 : beat, downbeat: 0, activity: still ? 0 : 1 });
  }
  return { frames, truth };
}

/** A tracker for activations that peak exactly on the beat. */
export const exactTracker = (): BeatTracker => createTracker({ lag: 0, bias: 0, tells: 'pulse' });

export function track(
  frames: readonly Activation[],
  tracker = exactTracker(),
): { readonly beats: Beat[]; readonly states: BeatState[] } {
  const states = frames.map((frame) => tracker.step(frame));
  return { beats: states.flatMap((state) => state.committed), states };
}
