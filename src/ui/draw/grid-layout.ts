import { BEATS_PER_BAR, STEPS, STEPS_PER_BEAT, VOICE_COUNT } from '../../core/voices.ts';

/** Where the 16 columns and 9 rows of a bar lie, in CSS pixels. */
export interface GridLayout {
  /** Width of the label column on the left. */
  readonly gutter: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** Extra space between beats. */
  readonly beatGap: number;
  readonly width: number;
  readonly height: number;
}

/** Beats stand apart by this part of a column: the eye counts four groups of four, not sixteen. */
const BEAT_GAP = 0.35;

/** Divides a box into a label gutter and 16 columns in four groups, 9 rows high. */
export function gridLayout(width: number, height: number, gutter: number): GridLayout {
  const columns = STEPS + (BEATS_PER_BAR - 1) * BEAT_GAP;
  const cellWidth = Math.max(0, width - gutter) / columns;
  return { gutter, cellWidth, cellHeight: height / VOICE_COUNT, beatGap: cellWidth * BEAT_GAP, width, height };
}

/** Left edge of a 16th column. Takes fractions: 3.5 is the middle of the fourth. */
export function columnX(layout: GridLayout, step: number): number {
  const gaps = Math.min(BEATS_PER_BAR - 1, Math.floor(step / STEPS_PER_BEAT));
  return layout.gutter + step * layout.cellWidth + gaps * layout.beatGap;
}

/** Top edge of a voice's row. The kick lies at the bottom, as its sound does. */
export function rowY(layout: GridLayout, voice: number): number {
  return (VOICE_COUNT - 1 - voice) * layout.cellHeight;
}

/** One stroke's mark: loud is large and bright, micro-timing is a shift within the column. */
export interface Mark {
  x: number;
  y: number;
  width: number;
  height: number;
  alpha: number;
}

/** The softest stroke still shows at these parts of full size and brightness. */
const SOFTEST_SIZE = 0.36;
const SOFTEST_ALPHA = 0.5;
/** A mark fills at most this part of its cell, so that neighbours stay apart. */
const FILL = 0.84;

/** Writes a stroke's mark into `mark` (no allocation: 144 cells are drawn at a time). */
export function placeMark(
  mark: Mark,
  layout: GridLayout,
  at: { step: number; voice: number; velocity: number; offset: number },
): Mark {
  const size = (SOFTEST_SIZE + (1 - SOFTEST_SIZE) * at.velocity) * FILL;
  mark.width = layout.cellWidth * size;
  mark.height = layout.cellHeight * size;
  mark.x = columnX(layout, at.step) + layout.cellWidth * (0.5 + at.offset) - mark.width / 2;
  mark.y = rowY(layout, at.voice) + (layout.cellHeight - mark.height) / 2;
  mark.alpha = SOFTEST_ALPHA + (1 - SOFTEST_ALPHA) * at.velocity;
  return mark;
}
