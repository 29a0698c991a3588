import type { Seconds } from './units.ts';

/**
 * The stream clock of a live page: seconds since the page's main thread began.
 * Workers have their own `performance.timeOrigin`, so they are handed the main thread's.
 */
export interface PageClock {
  /** `performance.timeOrigin` of the main thread, milliseconds since the epoch. */
  readonly origin: number;
  now(): Seconds;
  /** From a `performance.now()` value of *this* thread, in milliseconds. */
  fromPerformance(ms: number): Seconds;
  /** To a `performance.now()` value of *this* thread, in milliseconds. */
  toPerformance(time: Seconds): number;
}

/** @param origin the main thread's `performance.timeOrigin`; leave out on the main thread itself. */
export function createPageClock(origin: number = performance.timeOrigin): PageClock {
  const offset = performance.timeOrigin - origin;
  const fromPerformance = (ms: number): Seconds => (ms + offset) / 1000;
  return {
    origin,
    fromPerformance,
    toPerformance: (time) => time * 1000 - offset,
    now: () => fromPerformance(performance.now()),
  };
}
