import type { Unit } from '../core/units.ts';

/** A number of beats without the whole ones: how far it lies from the nearest beat, -1/2 to 1/2. */
export function wrap(beats: number): Unit {
  return beats - Math.round(beats);
}
