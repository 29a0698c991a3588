import { expect, test } from 'vitest';
import { heardAt, jumps, type Reading, stampErrors, tickErrors } from '../../demo/tools/soak-sync.ts';
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

test('every tick has its place between two beats; one that is missing, late or early is seen, and rests have none', () => {
  const beats = [1, 1.5, 2.1, 6, 6.5];
  const places = (start: number, length: number) => Array.from({ length: 24 }, (_, k) => start + (k * length) / 24);
  const ticks = [...places(1, 0.5), ...places(1.5, 0.6), ...places(2.1, 3.9), ...places(6, 0.5)];
  expect(tickErrors(beats, ticks)).toHaveLength(72);
  expect(Math.max(...tickErrors(beats, ticks).map(Math.abs))).toBeLessThan(1e-9);
  const moved = ticks.map((time, i) => (i === 30 ? time + 0.002 : time)).filter((_, i) => i !== 10);
  expect(tickErrors(beats, moved)[30]).toBeCloseTo(2, 9);
  expect(tickErrors(beats, moved)[10]).toBe(Number.POSITIVE_INFINITY);
});
