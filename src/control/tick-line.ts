import type { Seconds } from '../core/units.ts';

/** Ticks remembered: 16 s at 120 bpm. The line through all of them is ten times finer than one tick. */
export const MEMORY = 768;
/** Windows, in ticks: each a quarter longer than the one before. */
export const SHORTEST = 6;
const GROWTH = 1.25;
/** How far ahead the line must be right: beats are committed half a second before they happen. */
const REACH: Seconds = 0.5;
/** Half-width of a confidence interval, in standard deviations. */
const TRUST = 4.5;
/** No clock is believed to be finer: many stamp whole milliseconds. */
const FINEST: Seconds = 5e-4;
/** Second differences that the noise is read from. */
const LISTEN = 384;
/** Median of the absolute second difference of white noise, in its standard deviations. */
const SECOND_DIFFERENCE = 0.6745 * Math.sqrt(6);

/** A tick that was given its number. */
export interface Tick {
  readonly index: number;
  readonly time: Seconds;
}

/** A straight line through ticks: index <-> time. */
export interface Line {
  /** Passes through (index, time) with `period` seconds a tick. */
  readonly index: number;
  readonly time: Seconds;
  readonly period: Seconds;
  /** Ticks that it was drawn through. */
  readonly count: number;
  /** Standard error of the period. */
  readonly error: Seconds;
}

export const timeOf = (line: Line, index: number): Seconds => line.time + (index - line.index) * line.period;
export const indexAt = (line: Line, time: Seconds): number => line.index + (time - line.time) / line.period;

/** Sums for least squares, relative to the newest tick so that nothing cancels. */
interface Sums {
  n: number;
  x: number;
  y: number;
  xx: number;
  xy: number;
}

/** Noise of one tick, from the median of second differences: they don't see tempo, and a change of it only once. */
export function noiseOf(ticks: readonly Tick[]): Seconds {
  const differences = new Float64Array(LISTEN);
  let count = 0;
  for (let i = Math.max(2, ticks.length - LISTEN); i < ticks.length; i++) {
    const [a, b, c] = [ticks[i - 2]!, ticks[i - 1]!, ticks[i]!];
    if (c.index - a.index === 2) differences[count++] = Math.abs(c.time - 2 * b.time + a.time);
  }
  const middle = differences.subarray(0, count).sort()[count >> 1] ?? 0;
  return Math.max(FINEST, middle / SECOND_DIFFERENCE);
}

function drawLine({ n, x, y, xx, xy }: Sums, newest: Tick, noise: Seconds): Line {
  const spread = xx - (x * x) / n;
  const period = (xy - (x * y) / n) / spread;
  return {
    index: newest.index + x / n,
    time: newest.time + y / n,
    period,
    count: n,
    error: noise / Math.sqrt(spread),
  };
}

/** Standard error of the line's time at tick `index`. */
export function errorAt(line: Line, index: number, noise: Seconds): Seconds {
  return Math.hypot(noise / Math.sqrt(line.count), line.error * (index - line.index));
}

function add(sums: Sums, x: number, y: number): void {
  sums.n += 1;
  sums.x += x;
  sums.y += y;
  sums.xx += x * x;
  sums.xy += x * y;
}

/**
 * The line through the newest ticks, over the longest stretch that they are straight on: least squares over windows of
 * growing length, of which the longest is taken whose prediction lies within the confidence intervals of all shorter ones
 * (intersection of confidence intervals; Goldenshluger and Nemirovski 1997, Katkovnik 1999). So a steady clock is averaged
 * over many seconds, and a change of tempo is followed within a few ticks.
 * @param ticks in order, at most `MEMORY` of them are of use.
 * @returns null before the second tick.
 */
export function longestLine(ticks: readonly Tick[], noise: Seconds): Line | null {
  const newest = ticks.at(-1);
  if (newest === undefined || ticks.length < 2) return null;
  const sums: Sums = { n: 0, x: 0, y: 0, xx: 0, xy: 0 };
  const period = (newest.time - ticks[0]!.time) / (newest.index - ticks[0]!.index);
  const target = newest.index + REACH / period;
  let best: Line | null = null;
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  let size = Math.min(SHORTEST, ticks.length);
  for (let i = ticks.length - 1; i >= 0 && low <= high; i--) {
    add(sums, ticks[i]!.index - newest.index, ticks[i]!.time - newest.time);
    if (sums.n < size && i > 0) continue;
    const line = drawLine(sums, newest, noise);
    const margin = TRUST * errorAt(line, target, noise);
    low = Math.max(low, timeOf(line, target) - margin);
    high = Math.min(high, timeOf(line, target) + margin);
    if (low <= high) best = line;
    size = Math.ceil(sums.n * GROWTH);
  }
  return best;
}
