import type { Bpm, Seconds } from '../../core/units.ts';
import { STEPS_PER_BEAT } from '../../core/voices.ts';

/**
 * Position of the playhead in 16ths, fractional. It glides within the column that the engine says sounds
 * and never leaves it: the engine's step is the truth, the glide only makes it smooth.
 */
export function sweepPosition(now: Seconds, start: Seconds, bpm: Bpm, step: number): number {
  const steps = ((now - start) * bpm * STEPS_PER_BEAT) / 60;
  return Math.min(step + 1, Math.max(step, steps));
}
