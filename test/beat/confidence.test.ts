import { expect, test } from 'vitest';
import { confidenceOf, PHASE_RELIABILITY, PULSE_RELIABILITY } from '../../src/beat/confidence.ts';

test.each([
  ['pulses', PULSE_RELIABILITY],
  ['phases', PHASE_RELIABILITY],
])('of %s: confidence rises with the posterior mass and stays a probability', (_, reliability) => {
  const values = Array.from({ length: 101 }, (_, i) => confidenceOf(i / 100, reliability));
  for (let i = 1; i < values.length; i++) expect(values[i]).toBeGreaterThanOrEqual(values[i - 1]!);
  expect(values[0]).toBeGreaterThan(0);
  expect(values.at(-1)).toBeLessThan(1);
});

test('between the points it was fitted at it is a straight line', () => {
  expect(
    confidenceOf(0.5, [
      [-1, 0.2],
      [1, 0.6],
    ]),
  ).toBeCloseTo(0.4, 9);
});
