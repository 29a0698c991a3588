import { expect, test } from 'vitest';
import { createStillness, ease } from '../../../src/camera/dancer/stillness.ts';

test('easing starts and ends flat, rises all the way and holds outside', () => {
  const values = Array.from({ length: 101 }, (_, i) => ease(i / 100));
  for (const [i, value] of values.entries()) if (i > 0) expect(value).toBeGreaterThanOrEqual(values[i - 1]!);
  expect([ease(-1), ease(0), ease(0.5), ease(1), ease(2)]).toEqual([0, 0, 0.5, 1, 1]);
});

test('listed rests: danced before, still within, danced again after', () => {
  const stillness = createStillness([{ from: 10, to: 15 }]);
  expect([0, 5, 9.99, 10.31, 14.99, 15.41, 100].map(stillness.weightAt)).toEqual([0, 0, 0, 1, 1, 0, 0]);
  expect(stillness.danceAt(12)).toEqual({ index: 0, from: 0, to: 10, until: 15 });
  expect(stillness.danceAt(15)).toEqual({ index: 1, from: 15, to: Infinity, until: Infinity });
});

test('a cycle of rests goes on for ever', () => {
  const stillness = createStillness({ dance: 48, rest: 6 });
  expect(stillness.danceAt(54 * 1000 + 1)).toEqual({ index: 1000, from: 54000, to: 54048, until: 54054 });
  expect(stillness.weightAt(54 * 7 + 50)).toBe(1);
  expect(stillness.weightAt(54 * 7 + 20)).toBe(0);
});

test('rests out of order are refused', () => {
  expect(() => createStillness([{ from: 5, to: 5 }])).toThrow('rest from 5 to 5');
  expect(() =>
    createStillness([
      { from: 5, to: 9 },
      { from: 8, to: 10 },
    ]),
  ).toThrow('rest from 8 to 10');
});
