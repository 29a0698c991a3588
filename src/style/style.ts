import type { Stage } from '../core/stage.ts';
import type { Seconds } from '../core/units.ts';
import { LIMBS, type Limb, MOTION_RATE, type MotionFrame } from '../motion/types.ts';
import { createAccentPicker, LOOKAHEAD, type Peak } from './accent-picker.ts';
import { createDescriptors } from './descriptors.ts';
import { createNovelty, NOVELTY_DELAY } from './novelty.ts';
import type { Accent, StyleFrame } from './types.ts';

/** A sharp move stops this many frames after it starts, so a start is held back to meet its own stop in one peak. */
const THROW = 3;
/** A start counts less than a stop as sharp: a hit is both, and lands where it stops. */
const START_WEIGHT = 0.6;
/**
 * From the middle of a stop to where the hit lands. Measured on the drawn dancer's hits, whose stop is complete 20 ms before
 * the beat: without it accents come 41 ms early. Starts need none: in real dance speed rises through the beat.
 */
const LANDING: Seconds = 0.041;
/** The limb that moved most is looked for over the frames in which the hit was thrown. */
const REACH = LOOKAHEAD + 2 * THROW;

/** A calm dancer holds a pose for half a second between two hits, and reads still meanwhile: no rest yet. */
const POSE = MOTION_RATE / 2;

/**
 * The style stage: sudden changes of the body's motion as accents, and slow descriptors of how it moves.
 * An accent is certain 0.15 to 0.3 s after the body made it. Nothing comes while the body rests. When frames don't follow
 * each other at MOTION_RATE (time jumped) or nobody is there, the past is forgotten.
 */
export function createStyle(): Stage<MotionFrame, StyleFrame> {
  const novelty = createNovelty();
  const picker = createAccentPicker();
  const descriptors = createDescriptors();
  const limbs = createLimbWatch();
  const starts = new Float64Array(THROW);
  const stops = new Uint8Array(LOOKAHEAD + 2);
  let frames = 0;
  let last = Number.NaN;

  const forgetMotion = (): void => {
    novelty.reset();
    picker.reset();
    starts.fill(0);
    stops.fill(0);
  };
  /** The curve that accents are peaks of, and which of its two parts made it. */
  const curve = (): number => {
    const start = START_WEIGHT * starts[frames % THROW]!;
    starts[frames % THROW] = novelty.rise;
    stops[frames % stops.length] = novelty.fall >= start ? 1 : 0;
    return Math.max(novelty.fall, start);
  };
  const toAccent = (time: Seconds, { back, strength }: Peak): Accent => {
    const stop = stops[(frames - LOOKAHEAD + stops.length) % stops.length] === 1;
    const happened = time - back / MOTION_RATE - NOVELTY_DELAY;
    return { time: stop ? happened + LANDING : happened - THROW / MOTION_RATE, strength, limb: limbs.most() };
  };

  let stillFor = Number.POSITIVE_INFINITY;

  return {
    step(frame) {
      const { time } = frame;
      if (!frame.present || Math.abs(time - last - 1 / MOTION_RATE) > 1e-3) forgetMotion();
      last = time;
      frames++;
      novelty.step(frame);
      limbs.step(frame.energy);
      const peak = picker.step(curve());
      stillFor = frame.activity > 0 ? 0 : stillFor + 1;
      const accents = peak && stillFor <= POSE ? [toAccent(time, peak)] : [];
      const settledUntil = time - (LOOKAHEAD + 0.5 + THROW) / MOTION_RATE - NOVELTY_DELAY;
      return { time, accents, descriptors: descriptors.step(frame, novelty.rise), novelty: novelty.rise, settledUntil };
    },
    reset() {
      forgetMotion();
      descriptors.reset();
      limbs.reset();
      last = Number.NaN;
      stillFor = Number.POSITIVE_INFINITY;
    },
  };
}

/** Which limb has been fastest over the last frames. */
function createLimbWatch() {
  const speeds = LIMBS.map(() => new Float64Array(REACH));
  let frames = 0;
  return {
    step(energy: MotionFrame['energy']): void {
      LIMBS.forEach((limb, i) => {
        speeds[i]![frames % REACH] = energy[limb];
      });
      frames++;
    },
    most(): Limb {
      const peaks = speeds.map((speed) => Math.max(...speed));
      return LIMBS[peaks.indexOf(Math.max(...peaks))]!;
    },
    reset(): void {
      for (const speed of speeds) speed.fill(0);
    },
  };
}
