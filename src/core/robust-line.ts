import type { Seconds } from './units.ts';

/** Readings of two clocks at one instant. */
export interface Pair {
  readonly source: Seconds;
  readonly target: Seconds;
}

/** Passes through (source, target) with slope `rate`. */
export interface Line extends Pair {
  readonly rate: number;
}

/** How far a sound card's quartz may be off: the prior that keeps the rate sane while there are few pairs. */
const RATE_SPREAD = 2e-4;
/** Tukey's constant: 95 % as efficient as least squares where the noise is Gaussian. */
const TUKEY = 4.685;
/** A Gaussian's standard deviation is this times the median of its sizes. */
const MAD_TO_DEVIATION = 1.4826;

export const lineAt = (line: Line, source: Seconds): Seconds => line.target + (source - line.source) * line.rate;
export const lineBackAt = (line: Line, target: Seconds): Seconds => line.source + (target - line.target) / line.rate;

/** The upper median; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** The pairs' standard deviation about the line, by their median distance: a third of them may be wild. */
export const residualScale = (pairs: readonly Pair[], line: Line): Seconds =>
  MAD_TO_DEVIATION * median(pairs.map(({ source, target }) => Math.abs(target - lineAt(line, source))));

/**
 * One step of robust regression by iteratively reweighted least squares with Tukey's biweight (Holland and Welsch, 1977):
 * weights come from the distances to `from`, and a pair 4.7 deviations off has none. Called once a new pair, it has
 * long converged. A Gaussian prior about `usual` (a ridge of scale²/RATE_SPREAD²) holds the slope while the pairs span little
 * time.
 * @param scale standard deviation of a pair about the line
 * @param usual the rate expected before anything was seen
 */
export function fitLine(pairs: readonly Pair[], from: Line, scale: Seconds, usual: number): Line {
  let weights = 0;
  let sumX = 0;
  let sumY = 0;
  let sumXX = 0;
  let sumXY = 0;
  for (const { source, target } of pairs) {
    const x = source - from.source;
    const y = target - lineAt(from, source);
    const far = y / (TUKEY * scale);
    const weight = Math.abs(far) < 1 ? (1 - far * far) ** 2 : 0;
    weights += weight;
    sumX += weight * x;
    sumY += weight * y;
    sumXX += weight * x * x;
    sumXY += weight * x * y;
  }
  if (weights === 0) return from;
  const meanX = sumX / weights;
  const meanY = sumY / weights;
  const ridge = (scale / RATE_SPREAD) ** 2;
  const slope = (sumXY - sumX * meanY + ridge * (usual - from.rate)) / (sumXX - sumX * meanX + ridge);
  const source = from.source + meanX;
  return { source, target: lineAt(from, source) + meanY, rate: from.rate + slope };
}
