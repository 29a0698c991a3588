import type { Milliseconds } from '../core/units.ts';

/** Bars without the nets after the first late one, and at most. */
const FIRST = 1;
const MOST = 16;

/**
 * Decides when a machine that is too slow at the moment is spared the nets: one bar after the first bar that took too long,
 * twice as many after every next, none after one in time.
 */
export interface Breather {
  /** Asked once a bar: whether this one goes without the nets. */
  rests(): boolean;
  /** What a bar took. Returns how many bars are spared for it. */
  took(time: Milliseconds): number;
}

export function createBreather(patience: Milliseconds): Breather {
  let left = 0;
  let next = FIRST;
  return {
    rests() {
      left -= 1;
      return left >= 0;
    },
    took(time) {
      left = 0;
      if (time <= patience) {
        next = FIRST;
        return 0;
      }
      left = next;
      next = Math.min(MOST, 2 * next);
      return left;
    },
  };
}
