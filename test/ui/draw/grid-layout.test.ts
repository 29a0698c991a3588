import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnX, gridLayout, placeMark, rowY } from '../../../src/ui/draw/grid-layout.ts';

const blank = () => ({ x: 0, y: 0, width: 0, height: 0, alpha: 0 });

test('columns lie in order, inside the box, with a gap before every beat', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 160, max: 2000, noNaN: true }),
      fc.double({ min: 0, max: 100, noNaN: true }),
      (width, gutter) => {
        const layout = gridLayout(width, 90, gutter);
        const x = Array.from({ length: 16 }, (_, step) => columnX(layout, step));
        expect(x[0]).toBeCloseTo(gutter, 6);
        expect(x[15]! + layout.cellWidth).toBeCloseTo(width, 6);
        for (let step = 1; step < 16; step++) {
          const gap = x[step]! - x[step - 1]! - layout.cellWidth;
          expect(gap).toBeCloseTo(step % 4 === 0 ? layout.beatGap : 0, 6);
        }
      },
    ),
  );
});

test('the kick lies at the bottom, the ride on top', () => {
  const layout = gridLayout(400, 90, 0);
  expect(rowY(layout, 0)).toBe(80);
  expect(rowY(layout, 8)).toBe(0);
});

test('louder is larger and brighter', () => {
  const layout = gridLayout(400, 90, 0);
  const soft = placeMark(blank(), layout, { step: 3, voice: 1, velocity: 0.1, offset: 0 });
  const loud = placeMark(blank(), layout, { step: 3, voice: 1, velocity: 1, offset: 0 });
  expect(loud.width).toBeGreaterThan(soft.width * 1.8);
  expect(loud.alpha).toBe(1);
  expect(soft.alpha).toBeLessThan(0.6);
});

test('micro-timing shifts a mark by that part of a column', () => {
  const layout = gridLayout(400, 90, 0);
  const at = { step: 5, voice: 1, velocity: 0.7 };
  const early = placeMark(blank(), layout, { ...at, offset: -0.25 });
  const late = placeMark(blank(), layout, { ...at, offset: 0.25 });
  expect(late.x - early.x).toBeCloseTo(layout.cellWidth * 0.5, 6);
});
