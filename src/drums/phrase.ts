import type { Unit } from '../core/units.ts';

/** Phrases are heard in eights, and in fours when there is energy for it. */
const LONG = 8;
const SHORT = 4;
/** Energy from which the short phrase ends with a fill, too. */
const LIVELY: Unit = 0.65;

/** Whether the bar, counted from 0 since the music started, is the fill that ends a phrase. */
export function isFill(sinceStart: number, energy: Unit): boolean {
  const next = sinceStart + 1;
  return next % LONG === 0 || (next % SHORT === 0 && energy >= LIVELY);
}
