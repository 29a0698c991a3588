import type { Seconds } from '../core/units.ts';

/** How long a flash is on, as `CalibrationProgress` promises. */
export const FLASH: Seconds = 0.1;

/** Whether a light that can change only with the screen's frames is on in the frame drawn at `now`: the one nearest to its time. */
export function isLit(flashes: readonly Seconds[], now: Seconds, frame: Seconds): boolean {
  return flashes.some((flash) => now >= flash - frame / 2 && now < flash - frame / 2 + FLASH);
}
