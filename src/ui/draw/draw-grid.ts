import { SOUND_LABELS, STEPS, STEPS_PER_BEAT, VOICE_COUNT, VOICES } from '../../core/voices.ts';
import type { DrumBar } from '../../drums/types.ts';
import { columnX, type GridLayout, type Mark, placeMark, rowY } from './grid-layout.ts';
import type { Palette } from './palette.ts';

const RADIUS = 2;
/** Row labels are at most this large, in CSS pixels, and never taller than their row. */
const LABEL_SIZE = 13;
/** Rows lower than this have no labels: unreadable ones say less than none. */
const LABEL_ROW = 13;

const mark: Mark = { x: 0, y: 0, width: 0, height: 0, alpha: 1 };
const at = { step: 0, voice: 0, velocity: 0, offset: 0 };

/** What a grid shows at one instant. `step`: the column that sounds, or -1. `scale`: label size over the default. */
export interface GridPicture {
  readonly bar: DrumBar | null;
  readonly step: number;
  readonly scale: number;
}

function drawLabels(context: CanvasRenderingContext2D, layout: GridLayout, palette: Palette, scale: number): void {
  context.fillStyle = palette.quiet;
  context.font = `${Math.min(LABEL_SIZE * scale, layout.cellHeight * 0.82)}px ${palette.font}`;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  VOICES.forEach((voice, row) => {
    context.fillText(SOUND_LABELS[voice], 0, rowY(layout, row) + layout.cellHeight / 2 + 1, layout.gutter - 10);
  });
}

function drawBeats(context: CanvasRenderingContext2D, layout: GridLayout, palette: Palette, step: number): void {
  context.fillStyle = palette.beat;
  for (let first = 0; first < STEPS; first += STEPS_PER_BEAT)
    context.fillRect(columnX(layout, first), 0, layout.cellWidth * STEPS_PER_BEAT, layout.height);
  if (step < 0) return;
  context.fillStyle = palette.idle;
  context.fillRect(columnX(layout, step), 0, layout.cellWidth, layout.height);
}

function drawRest(context: CanvasRenderingContext2D, layout: GridLayout, step: number, voice: number): void {
  const size = step % STEPS_PER_BEAT === 0 ? 3 : 2;
  const x = columnX(layout, step) + (layout.cellWidth - size) / 2;
  context.fillRect(x, rowY(layout, voice) + (layout.cellHeight - size) / 2, size, size);
}

function drawStroke(context: CanvasRenderingContext2D, layout: GridLayout, struck: boolean): void {
  placeMark(mark, layout, at);
  context.globalAlpha = struck ? 1 : mark.alpha;
  context.beginPath();
  context.roundRect(mark.x, mark.y, mark.width, mark.height, RADIUS);
  context.fill();
  context.globalAlpha = 1;
}

function drawCells(
  context: CanvasRenderingContext2D,
  layout: GridLayout,
  palette: Palette,
  picture: GridPicture,
): void {
  const { bar, step: playing } = picture;
  for (let step = 0; step < STEPS; step++) {
    for (let voice = 0; voice < VOICE_COUNT; voice++) {
      const cell = step * VOICE_COUNT + voice;
      if (!bar?.hits[cell]) {
        context.fillStyle = palette.idle;
        drawRest(context, layout, step, voice);
        continue;
      }
      at.step = step;
      at.voice = voice;
      at.velocity = bar.velocity[cell]!;
      at.offset = bar.offset[cell]!;
      context.fillStyle = step === playing ? palette.struck : palette.drums;
      drawStroke(context, layout, step === playing);
    }
  }
}

/** Paints a whole bar; about a third of a millisecond, so only when bar, column or size changed. */
export function drawGrid(
  context: CanvasRenderingContext2D,
  layout: GridLayout,
  palette: Palette,
  picture: GridPicture,
): void {
  context.clearRect(0, 0, layout.width, layout.height);
  drawBeats(context, layout, palette, picture.step);
  if (layout.gutter > 0 && layout.cellHeight >= LABEL_ROW) drawLabels(context, layout, palette, picture.scale);
  drawCells(context, layout, palette, picture);
}
