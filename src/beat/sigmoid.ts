import type { Unit } from '../core/units.ts';

/** From log odds to a probability. */
export function sigmoid(logit: number): Unit {
  return 1 / (1 + Math.exp(-logit));
}
