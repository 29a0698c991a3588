import { expect, test } from 'vitest';
import { confidenceOf, PULSE_RELIABILITY, phaseConfidence } from '../../src/beat/confidence.ts';

const rising = (values: readonly number[]): void => {
  for (let i = 1; i < values.length; i++) expect(values[i]).toBeGreaterThanOrEqual(values[i - 1]!);
  expect(values[0]).toBeGreaterThan(0);
  expect(values.at(-1)).toBeLessThan(1);
};

test('of pulses: confidence rises with the posterior mass and stays a probability', () => {
  rising(Array.from({ length: 101 }, (_, i) => confidenceOf(i / 100, PULSE_RELIABILITY)));
});

test('of phases: it rises with what they explain and with how sure they are, from little better than chance to nearly certain', () => {
  const tenths = Array.from({ length: 11 }, (_, i) => i / 10);
  rising(tenths.map((share) => phaseConfidence({ nats: 200 * share, sureness: 0.1 })));
  rising(tenths.map((sureness) => phaseConfidence({ nats: 20, sureness })));
  expect(phaseConfidence({ nats: 0, sureness: 0 })).toBeLessThan(0.3);
  expect(phaseConfidence({ nats: 300, sureness: 0.9 })).toBeGreaterThan(0.9);
});

test('between the points it was fitted at it is a straight line', () => {
  expect(
    confidenceOf(0.5, [
      [-1, 0.2],
      [1, 0.6],
    ]),
  ).toBeCloseTo(0.4, 9);
});
