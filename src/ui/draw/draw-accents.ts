import { STEPS, STEPS_PER_BEAT } from '../../core/voices.ts';
import { columnX, type GridLayout } from './grid-layout.ts';
import type { Palette } from './palette.ts';

/** A step without accent still shows where it is. */
const FLOOR = 2;

/** Paints the accents of the bar being danced as 16 graded bars. `step`: where the body is now, or -1. */
export function drawAccents(
  context: CanvasRenderingContext2D,
  layout: GridLayout,
  palette: Palette,
  accents: ArrayLike<number>,
  step: number,
): void {
  const { width, height, cellWidth } = layout;
  context.clearRect(0, 0, width, height);
  const gap = Math.max(1, cellWidth * 0.12);
  for (let index = 0; index < STEPS; index++) {
    const x = columnX(layout, index);
    const strength = Math.min(1, Math.max(0, accents[index] ?? 0));
    if (index === step) {
      context.fillStyle = palette.idle;
      context.fillRect(x, 0, cellWidth, height);
    }
    const base = index % STEPS_PER_BEAT === 0 ? FLOOR * 2 : FLOOR;
    const bar = base + strength * (height - base);
    context.fillStyle = strength > 0 ? palette.body : palette.quiet;
    context.globalAlpha = strength > 0 ? 0.55 + 0.45 * strength : 0.6;
    context.fillRect(x + gap, height - bar, cellWidth - gap * 2, bar);
    context.globalAlpha = 1;
  }
}
