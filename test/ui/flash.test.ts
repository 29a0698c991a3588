import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FLASH, isLit } from '../../src/ui/flash.ts';

const FRAME = 1 / 60;

test('on for a tenth of a second, from the frame nearest to its time', () => {
  const times = fc.double({ min: 0, max: 100, noNaN: true });
  fc.assert(
    fc.property(times, fc.double({ min: 0, max: FRAME, noNaN: true }), (flash, phase) => {
      const frames = Array.from({ length: 40 }, (_, i) => flash - 0.2 + phase + i * FRAME);
      const lit = frames.filter((now) => isLit([flash], now, FRAME));
      expect(Math.abs(lit[0]! - flash)).toBeLessThanOrEqual(FRAME / 2 + 1e-9);
      expect(Math.abs(lit.length * FRAME - FLASH)).toBeLessThanOrEqual(FRAME + 1e-9);
    }),
  );
});

test('dark between flashes and without any', () => {
  expect(isLit([1, 2], 1.5, FRAME)).toBe(false);
  expect(isLit([1, 2], 2.05, FRAME)).toBe(true);
  expect(isLit([], 1, FRAME)).toBe(false);
});
