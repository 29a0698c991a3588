import type { Seconds } from './units.ts';

/**
 * How one clock reads on another, learned from noisy pairs. Pure: it asks no clock itself.
 * Used for stream clock -> AudioContext clock.
 */
export interface ClockMap {
  /** A pair of readings of the same instant. Pairs with a source time not after the last one are ignored. */
  add(source: Seconds, target: Seconds): void;
  /** False until enough pairs agree; {@link toTarget} is meaningless before. */
  readonly ready: boolean;
  toTarget(source: Seconds): Seconds;
  toSource(target: Seconds): Seconds;
  /** Target seconds a source second, about 1. */
  readonly rate: number;
  /** Times the map was given up and learned anew (sleep, device change). */
  readonly restarts: number;
  reset(): void;
}

/** Pairs before the map is trusted: the median of 5 survives two wild ones. */
const READY_PAIRS = 5;
/** Pairs remembered: half a minute at 10 a second, long enough to see a drift of 10 ppm through 0.1 ms of noise. */
const WINDOW = 300;
/** Standard deviation of one reading; browsers show 0.06-0.13 ms. */
const NOISE: Seconds = 1e-4;
/** How far a sound card's quartz may be off: the prior that keeps the rate sane while the window is short. */
const RATE_SPREAD = 2e-4;
/** A pair further off than this is no noise: it is left out, or, when several agree, means that a clock jumped. */
const OUTLIER: Seconds = 2e-3;
/** Outliers in a row that make a jump. */
const JUMP_PAIRS = 8;
/** Largest correction a second: 0.5 ms, well below what is heard between two strokes. */
const SLEW = 5e-4;
/** The correction's time constant. */
const SETTLE: Seconds = 1;

interface Line {
  /** Passes through (source, target) with slope `rate`. */
  readonly source: Seconds;
  readonly target: Seconds;
  readonly rate: number;
}

const at = (line: Line, source: Seconds): Seconds => line.target + (source - line.source) * line.rate;

const median = (values: number[]): number => {
  const sorted = values.sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
};

/** Least squares with a Gaussian prior on the rate (mean 1): a ridge regression whose ridge is NOISE²/RATE_SPREAD². */
function leastSquares(sources: readonly number[], targets: readonly number[]): Line {
  const n = sources.length;
  const origin = sources[0]!;
  const start = targets[0]!;
  const meanX = sources.reduce((sum, x) => sum + (x - origin), 0) / n;
  const meanY = targets.reduce((sum, y, i) => sum + (y - start - (sources[i]! - origin)), 0) / n;
  let xx = (NOISE / RATE_SPREAD) ** 2;
  let xy = 0;
  for (let i = 0; i < n; i += 1) {
    const x = sources[i]! - origin - meanX;
    xx += x * x;
    xy += x * (targets[i]! - start - (sources[i]! - origin) - meanY);
  }
  return { source: origin + meanX, target: start + meanX + meanY, rate: 1 + xy / xx };
}

/** The first line: rate 1 through the median offset, so that wild first pairs don't matter. */
function firstLine(sources: readonly number[], targets: readonly number[]): Line {
  const offset = median(targets.map((target, i) => target - sources[i]!));
  const source = sources.at(-1)!;
  return { source, target: source + offset, rate: 1 };
}

/**
 * The map used moves towards the fitted line by at most SLEW and is continuous at every pair, so times that were computed
 * a moment ago hardly change and never jump; only a clock that itself jumped makes it start anew.
 */
export function createClockMap(): ClockMap {
  let sources: number[] = [];
  let targets: number[] = [];
  let odd: [number, number][] = [];
  let line: Line | null = null;
  let restarts = 0;

  const clear = (): void => {
    sources = [];
    targets = [];
    odd = [];
    line = null;
  };

  const remember = (source: Seconds, target: Seconds): void => {
    sources.push(source);
    targets.push(target);
    if (sources.length > WINDOW) {
      sources.shift();
      targets.shift();
    }
  };

  /** Keeps the pairs that lie within OUTLIER of the first line. */
  const begin = (): void => {
    const first = firstLine(sources, targets);
    const good = sources.map((source, i) => Math.abs(targets[i]! - at(first, source)) < OUTLIER);
    sources = sources.filter((_, i) => good[i]);
    targets = targets.filter((_, i) => good[i]);
    if (sources.length * 2 > good.length) line = first;
  };

  const follow = (previous: Line, source: Seconds): Line => {
    const fitted = leastSquares(sources, targets);
    const target = at(previous, source);
    const error = at(fitted, source) - target;
    return { source, target, rate: fitted.rate + Math.min(SLEW, Math.max(-SLEW, error / SETTLE)) };
  };

  /** True if the pair was put aside as an outlier. After JUMP_PAIRS of them the map starts anew from those. */
  const putAside = (current: Line, source: Seconds, target: Seconds): boolean => {
    if (Math.abs(target - at(current, source)) < OUTLIER) {
      odd = [];
      return false;
    }
    odd.push([source, target]);
    if (odd.length < JUMP_PAIRS) return true;
    sources = odd.map(([s]) => s);
    targets = odd.map(([, t]) => t);
    line = null;
    odd = [];
    restarts += 1;
    begin();
    return true;
  };

  return {
    get ready() {
      return line !== null;
    },
    get rate() {
      return line?.rate ?? 1;
    },
    get restarts() {
      return restarts;
    },
    add(source, target) {
      const last = odd.at(-1)?.[0] ?? sources.at(-1) ?? Number.NEGATIVE_INFINITY;
      if (!(source > last) || !Number.isFinite(target)) return;
      if (line && putAside(line, source, target)) return;
      remember(source, target);
      if (line) line = follow(line, source);
      else if (sources.length >= READY_PAIRS) begin();
    },
    toTarget: (source) => (line ? at(line, source) : Number.NaN),
    toSource: (target) => (line ? line.source + (target - line.target) / line.rate : Number.NaN),
    reset: clear,
  };
}
