import type { Unit } from '../core/units.ts';
import type { Belief } from './tempo-belief.ts';

/** Probability that a beat of this belief lies within 70 ms of a true one. */
export function confidenceOf(belief: Belief): Unit {
  return belief.mass;
}
