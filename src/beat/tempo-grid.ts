import type { Bpm, Hertz } from '../core/units.ts';

/** The slowest and fastest tempo that is looked for. */
export const MIN_BPM: Bpm = 55;
export const MAX_BPM: Bpm = 215;

/** Log-normal prior of tempo: people dance around here; standard deviation in natural log units (0.42 = 0.6 octave). */
export const PRIOR_BPM: Bpm = 112;
const PRIOR_WIDTH = 0.42;
/** After a rest the tempo from before it has this much credit (nats), within this natural-log distance: mostly it goes on. */
const LAST_CREDIT = 8;
const LAST_WIDTH = 0.03;
/** Tempi that a body's movement can be mistaken for. */
const RATIOS: readonly number[] = [1 / 3, 1 / 2, 2 / 3, 3 / 2, 2, 3];
const RATIO_TOLERANCE = 0.05;

/** Tempi in beats a second, ascending, each `step` times the one before. */
export class TempoGrid {
  readonly tempi: Float64Array;
  /** Log prior of each tempo, nats. */
  readonly prior: Float64Array;
  readonly step: number;

  constructor(step: number) {
    this.step = step;
    const count = Math.floor(Math.log(MAX_BPM / MIN_BPM) / Math.log(step)) + 1;
    this.tempi = Float64Array.from({ length: count }, (_, i) => (MIN_BPM / 60) * step ** i);
    this.prior = this.tempi.map((f) => -0.5 * (Math.log((f * 60) / PRIOR_BPM) / PRIOR_WIDTH) ** 2);
  }

  /** Where a tempo in beats a second lies between the grid's, in steps from the slowest. */
  position(frequency: Hertz): number {
    return Math.log((frequency * 60) / MIN_BPM) / Math.log(this.step);
  }

  /** Nearest index of a tempo in beats a second, kept inside the grid. */
  index(frequency: Hertz): number {
    return Math.min(this.tempi.length - 1, Math.max(0, Math.round(this.position(frequency))));
  }

  /** The prior of somebody who danced in this tempo a moment ago. */
  priorAfter(last: Hertz): Float64Array {
    return this.prior.map(
      (p, i) => p + LAST_CREDIT * Math.exp(-0.5 * (Math.log(this.tempi[i]! / last) / LAST_WIDTH) ** 2),
    );
  }
}

/** Is one tempo half, double, a third ... of the other? */
export function isRatio(a: Hertz, b: Hertz): boolean {
  return RATIOS.some((r) => Math.abs(Math.log(a / (b * r))) < RATIO_TOLERANCE);
}

/** Vertex of the parabola through three equidistant values, -0.5..0.5 steps from the middle one. */
export function vertex(left: number, middle: number, right: number): number {
  const curvature = left - 2 * middle + right;
  if (curvature >= 0) return 0;
  return Math.max(-0.5, Math.min(0.5, (0.5 * (left - right)) / curvature));
}
