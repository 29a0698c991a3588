import type { Hertz, Seconds, Unit } from '../core/units.ts';

/** The 1 Euro filter's three numbers. */
export interface OneEuroTuning {
  /** Cut-off at rest: lower is steadier and later. */
  readonly minCutoff: Hertz;
  /** What a unit of speed a second adds to the cut-off: higher is earlier in motion. */
  readonly beta: number;
  /** Cut-off of the speed that decides this. */
  readonly speedCutoff: Hertz;
}

/** One coordinate. */
export interface OneEuro {
  /** @param dt seconds since the last call, above 0; @param trust 0..1, scales how far a new value moves the filter. */
  step(value: number, dt: Seconds, trust: Unit, tuning: OneEuroTuning): number;
}

/** Share of the way to a new value that a first-order low-pass goes in `dt`. */
export function smoothingFactor(cutoff: Hertz, dt: Seconds): number {
  const r = 2 * Math.PI * cutoff * dt;
  return r / (1 + r);
}

/**
 * G. Casiez, N. Roussel, D. Vogel: 1 Euro Filter, CHI 2012. Starts at its first value.
 * In motion its lag is about 1 / (2 pi (minCutoff + beta |speed|)).
 */
export function createOneEuro(): OneEuro {
  let last: number | undefined;
  let raw = 0;
  let speed = 0;
  return {
    step: (value, dt, trust, { minCutoff, beta, speedCutoff }) => {
      if (last === undefined) return (last = raw = value);
      speed += trust * smoothingFactor(speedCutoff, dt) * ((value - raw) / dt - speed);
      raw = value;
      last += trust * smoothingFactor(minCutoff + beta * Math.abs(speed), dt) * (value - last);
      return last;
    },
  };
}
