import { expect, test } from 'vitest';
import { sweepPosition } from '../../../src/ui/draw/sweep.ts';

test('the playhead glides through the column that sounds', () => {
  expect(sweepPosition(10.0625, 10, 120, 0)).toBeCloseTo(0.5, 9);
  expect(sweepPosition(10.3125, 10, 120, 2)).toBeCloseTo(2.5, 9);
});

test('it never leaves that column', () => {
  expect(sweepPosition(9, 10, 120, 0)).toBe(0);
  expect(sweepPosition(11, 10, 120, 3)).toBe(4);
});
