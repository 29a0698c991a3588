import { expect, test } from 'vitest';
import { confidenceOf } from '../../src/beat/confidence.ts';

test('confidence rises with the posterior mass and stays a probability', () => {
  const values = Array.from({ length: 101 }, (_, i) => confidenceOf({ mass: i / 100 }));
  for (let i = 1; i < values.length; i++) expect(values[i]).toBeGreaterThanOrEqual(values[i - 1]!);
  expect(values[0]).toBeGreaterThan(0);
  expect(values.at(-1)).toBeLessThan(1);
  expect(confidenceOf({ mass: 0.5 })).toBeCloseTo(0.27, 9);
});
