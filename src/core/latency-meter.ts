import type { Milliseconds } from './units.ts';

/** Quantiles over the last samples of one stage, and how many there ever were. */
export interface LatencyReading {
  readonly count: number;
  readonly min: Milliseconds;
  readonly p50: Milliseconds;
  readonly p95: Milliseconds;
  readonly p99: Milliseconds;
  readonly max: Milliseconds;
}

/** Collects durations without growing: quantiles speak of the newest `window` samples, `min`, `max` and `count` of all. */
export interface LatencyMeter {
  add(ms: Milliseconds): void;
  read(): LatencyReading;
}

/** @param window how many samples the quantiles cover; 1024 is half a minute at 30 a second. */
export function createLatencyMeter(window = 1024): LatencyMeter {
  const samples = new Float64Array(window);
  let count = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  return {
    add: (ms) => {
      samples[count % window] = ms;
      count += 1;
      min = Math.min(min, ms);
      max = Math.max(max, ms);
    },
    read: () => {
      const sorted = samples.slice(0, Math.min(count, window)).sort();
      const quantile = (q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
      const range = count > 0 ? { min, max } : { min: 0, max: 0 };
      return { count, ...range, p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99) };
    },
  };
}

/** One meter a stage, made on first use. */
export interface LatencyBook {
  /** Times a synchronous call under `stage`. */
  time<T>(stage: string, call: () => T): T;
  add(stage: string, ms: Milliseconds): void;
  read(): Record<string, LatencyReading>;
}

/** @param now a monotonic clock in milliseconds; it measures cost and decides nothing. */
export function createLatencyBook(now: () => Milliseconds): LatencyBook {
  const meters = new Map<string, LatencyMeter>();
  const add = (stage: string, ms: Milliseconds): void => {
    const meter = meters.get(stage) ?? createLatencyMeter();
    meters.set(stage, meter);
    meter.add(ms);
  };
  return {
    add,
    time: (stage, call) => {
      const begin = now();
      const result = call();
      add(stage, now() - begin);
      return result;
    },
    read: () => Object.fromEntries([...meters].map(([stage, meter]) => [stage, meter.read()])),
  };
}
