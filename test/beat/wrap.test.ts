import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrap } from '../../src/beat/wrap.ts';

test('whole beats are left out, and what is left is at most half a beat', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1000, max: 1000, noNaN: true }),
      fc.integer({ min: -50, max: 50 }),
      (beats, whole) => {
        const off = wrap(beats);
        expect(Math.abs(off)).toBeLessThanOrEqual(0.5);
        expect(beats - off - Math.round(beats)).toBeCloseTo(0, 9);
        expect(Math.abs(wrap(whole))).toBe(0);
      },
    ),
  );
  expect(wrap(3.25)).toBe(0.25);
  expect(wrap(2.75)).toBe(-0.25);
});
