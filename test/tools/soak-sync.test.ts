import { expect, test } from 'vitest';
import { heardAt, jumps, type Reading, stampErrors } from '../../demo/tools/soak-sync.ts';
import { createRandom } from '../../src/core/random.ts';

/** The audio clock drifts by 100 ppm, is read with noise, and leaves out 10 ms at second 30. */
const truth = (page: number): number => (page - 5) * 1.0001 - (page >= 30 ? 0.01 : 0);
const random = createRandom(1);
const readings = Array.from({ length: 2000 }, (_, i): Reading => {
  const page = 10 + i * 0.025;
  return [page, truth(page) + random.normal() * 1e-4 - (i % 50 === 7 ? 0.004 : 0)];
});

test('when a frame was heard is known after the fact within 0.05 ms, before and after a jump, too', () => {
  for (const page of [12, 20.3, 28.4, 31.6, 45])
    expect(Math.abs(heardAt(readings, truth(page)) - page)).toBeLessThan(5e-5);
});

test('a buffer that was left out is seen once', () => {
  const found = jumps(readings);
  expect(found).toHaveLength(1);
  expect(Math.abs(found[0]! + 10)).toBeLessThan(0.3);
});

test('each stroke has the nearest note of its own voice, or none', () => {
  const strokes = [
    { voice: 'kick', at: 1 },
    { voice: 'snare', at: 1.001 },
    { voice: 'kick', at: 2 },
  ];
  const notes = [
    { voice: 'kick', at: 1.0004 },
    { voice: 'snare', at: 1.0012 },
    { voice: 'kick', at: 3 },
  ];
  const errors = stampErrors(strokes, notes);
  expect(errors).toHaveLength(2);
  expect(errors[0]).toBeCloseTo(0.4, 6);
  expect(errors[1]).toBeCloseTo(0.2, 6);
});
