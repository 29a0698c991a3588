import type { Unit } from '../core/units.ts';
import { MOTION_RATE } from '../motion/types.ts';

/** The sliding window, and the periods that count: a fast 16th pair to a bar at 100 bpm. */
const WINDOW = 8 * MOTION_RATE;
const SHORTEST = Math.round(0.25 * MOTION_RATE);
const LONGEST = Math.round(2.4 * MOTION_RATE);
/** The answer is renewed five times a second; it changes over seconds. */
const EVERY = MOTION_RATE / 5;
/** Correlations that read 0 and 1: noise of the same smoothness has about 0.2 at its best lag, strict repetition 0.8 and more. */
const CHANCE = 0.2;
const STRICT = 0.8;

/** How periodic a curve has been over the last seconds: the best autocorrelation over all lags that a rhythm may have. */
export interface Regularity {
  step(value: number): Unit;
  reset(): void;
}

export function createRegularity(): Regularity {
  const window = new Float64Array(WINDOW);
  const centred = new Float64Array(WINDOW);
  let frames = 0;
  let regularity = 0;

  /** The window in order of time with its mean taken off. @returns the number of samples. */
  const unroll = (): number => {
    const count = Math.min(frames, WINDOW);
    let mean = 0;
    for (let i = 0; i < count; i++) mean += window[i]! / count;
    for (let i = 0; i < count; i++) centred[i] = window[(frames - count + i) % WINDOW]! - mean;
    return count;
  };

  return {
    step(value) {
      window[frames % WINDOW] = value;
      frames++;
      if (frames % EVERY === 0 && frames >= WINDOW / 2) {
        const best = bestCorrelation(centred, unroll());
        regularity = Math.min(1, Math.max(0, (best - CHANCE) / (STRICT - CHANCE)));
      }
      return regularity;
    },
    reset() {
      frames = regularity = 0;
    },
  };
}

function bestCorrelation(curve: Float64Array, count: number): number {
  let best = 0;
  for (let lag = SHORTEST; lag <= Math.min(LONGEST, count / 2); lag++) {
    let product = 0;
    let early = 1e-12;
    let late = 1e-12;
    for (let i = lag; i < count; i++) {
      product += curve[i]! * curve[i - lag]!;
      early += curve[i - lag]! ** 2;
      late += curve[i]! ** 2;
    }
    best = Math.max(best, product / Math.sqrt(early * late));
  }
  return best;
}
