import { expect, test } from 'vitest';
import type { Beat } from '../../src/beat/types.ts';
import { createBeatClock } from '../../src/ui/beat-clock.ts';

const beat = (index: number, time: number): Beat => ({
  time,
  emittedAt: time - 0.4,
  bpm: 120,
  confidence: 1,
  index,
  beatInBar: (index % 4) as Beat['beatInBar'],
  bar: Math.floor(index / 4),
  first: index === 0,
});

test('a committed beat holds from its own time, not from its announcement', () => {
  const clock = createBeatClock();
  clock.push(beat(0, 10));
  expect(clock.beatInBar(9.9)).toBe(-1);
  expect(clock.beatInBar(10)).toBe(0);
  clock.push(beat(1, 10.5));
  expect(clock.beatInBar(10.49)).toBe(0);
  expect(clock.beatInBar(10.5)).toBe(1);
});

test('16ths are counted through the bar', () => {
  const clock = createBeatClock();
  for (let index = 0; index < 4; index++) clock.push(beat(index, index * 0.5));
  const steps = Array.from({ length: 16 }, (_, step) => clock.step(step * 0.125 + 0.01));
  expect(steps).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
});

test('a late next beat keeps the last 16th; a missing one ends in silence', () => {
  const clock = createBeatClock();
  clock.push(beat(3, 1));
  expect(clock.step(1.6)).toBe(15);
  expect(clock.step(1.8)).toBe(-1);
});

test('a day of beats takes no more room than a bar of them', () => {
  const clock = createBeatClock();
  for (let index = 0; index < 1000; index++) clock.push(beat(index, index * 0.5));
  expect(clock.beatInBar(499.6)).toBe(3);
  expect(clock.beatInBar(1)).toBe(-1);
});
