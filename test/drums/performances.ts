import { createRandom } from '../../src/core/random.ts';
import { STEPS, STEPS_PER_BEAT, VOICE_COUNT } from '../../src/core/voices.ts';
import { USUAL_CONTROLS } from '../../src/drums/controls.ts';
import { PRESENT } from '../../src/drums/sampling.ts';
import type { DrumBar, DrumControls, DrumWriter } from '../../src/drums/types.ts';
import type { BarRequest } from '../../src/rhythm/types.ts';

export const CONTROLS: DrumControls = USUAL_CONTROLS;

/** A request for a bar, with the time line of a steady tempo. */
export function request(
  bar: number,
  rhythm: Float32Array,
  { energy = 0.5, bpm = 110, sinceStart = bar } = {},
): BarRequest {
  const start = (bar * 240) / bpm;
  return {
    bar,
    downbeat: {
      time: start,
      emittedAt: start - 0.4,
      bpm,
      confidence: 1,
      index: bar * 4,
      beatInBar: 0,
      bar,
      first: sinceStart === 0,
    },
    start,
    bpm,
    decidedAt: start - 0.5,
    rhythm,
    danced: STEPS,
    from: 0,
    sinceStart,
    descriptors: { energy, regularity: 0.7, balance: 0, arms: 0.5 },
  };
}

/** 'X' a full accent, 'x' half of one, anything else none. */
export const rhythmOf = (pattern: string): Float32Array =>
  Float32Array.from(pattern, (mark) => (mark === 'X' ? 1 : mark === 'x' ? 0.5 : 0));

/**
 * A dancer by rule: a figure of steps on the beats and graded accents between them, kept for four bars with small
 * changes, then another. No recording is behind it.
 */
export function dancedRhythms(bars: number, seed: number): Float32Array[] {
  const random = createRandom(seed);
  let figure = new Float32Array(STEPS);
  return Array.from({ length: bars }, (_, bar) => {
    if (bar % 4 === 0) {
      const [onBeat, offBeat] = [random.between(0.4, 1), random.between(0.05, 0.35)];
      figure = Float32Array.from({ length: STEPS }, (_, step) =>
        random.next() < (step % STEPS_PER_BEAT === 0 ? onBeat : offBeat) ? random.between(0.3, 1) : 0,
      );
    }
    return figure.map((value) => (random.next() < 0.08 ? 0 : Math.min(1, value * random.between(0.8, 1.2))));
  });
}

/** All bars, one after the other. */
export async function play(
  writer: DrumWriter,
  requests: readonly BarRequest[],
  controls: DrumControls = CONTROLS,
): Promise<DrumBar[]> {
  const bars: DrumBar[] = [];
  for (const one of requests) bars.push(await writer.write(one, controls));
  return bars;
}

export const hitCount = (bar: DrumBar): number => bar.hits.reduce((sum, hit) => sum + hit, 0);
export const barKey = (bar: DrumBar): string => bar.hits.join('');

/** Whether one of the first `voices` voices sounds at a step. */
const sounds = (bar: DrumBar, step: number, voices: number): boolean =>
  bar.hits.slice(step * VOICE_COUNT, step * VOICE_COUNT + voices).some((hit) => hit > 0);

/** Rates of sounding steps among accented and other steps; `voices` = 2 asks for kick and snare only. */
export function accentRates(bars: readonly DrumBar[], rhythms: readonly Float32Array[], voices: number = VOICE_COUNT) {
  const tally = { accent: [0, 0], none: [0, 0] };
  for (const [index, bar] of bars.entries()) {
    for (let step = 0; step < STEPS; step++) {
      const cell = rhythms[index]![step]! > PRESENT ? tally.accent : tally.none;
      cell[0]! += sounds(bar, step, voices) ? 1 : 0;
      cell[1]! += 1;
    }
  }
  return { accent: tally.accent[0]! / tally.accent[1]!, none: tally.none[0]! / tally.none[1]! };
}

/** Of all kick and snare steps, the share that stands on an accent. */
export function bodyOnAccents(bars: readonly DrumBar[], rhythms: readonly Float32Array[]): number {
  let [on, all] = [0, 0];
  for (const [index, bar] of bars.entries()) {
    for (let step = 0; step < STEPS; step++) {
      if (!sounds(bar, step, 2)) continue;
      all += 1;
      on += rhythms[index]![step]! > PRESENT ? 1 : 0;
    }
  }
  return on / all;
}
