import { expect, test } from 'vitest';
import { createMusicalClock } from '../../src/schedule/musical-clock.ts';
import { phrase } from './helpers.ts';

test('linear between beats, whatever bpm they claim', () => {
  const clock = createMusicalClock();
  for (const beat of phrase(10, [0.5, 0.6, 0.5])) clock.add(beat);
  expect(clock.timeOf(1, 0.5)).toBeCloseTo(10.8, 12);
  expect(clock.timeOf(1, -0.25)).toBeCloseTo(10.375, 12);
  expect(clock.positionAt(10.8)).toBeCloseTo(1.5, 12);
});

test('one beat beyond the last one at its bpm, then silence', () => {
  const clock = createMusicalClock();
  for (const beat of phrase(10, [0.5, 0.5])) clock.add(beat);
  expect(clock.timeOf(1, 0.99)).toBeCloseTo(10.995, 12);
  expect(clock.timeOf(2, -0.01)).toBeCloseTo(10.995, 12);
  expect(clock.timeOf(2, 0)).toBeNull();
  expect(clock.positionAt(10.99)).toBeCloseTo(1.98, 12);
  expect(clock.positionAt(11.01)).toBeNull();
  expect(clock.positionAt(9.99)).toBeNull();
});

test('a rest ends a phrase: nothing is stretched across it', () => {
  const clock = createMusicalClock();
  for (const beat of phrase(10, [0.5, 0.5])) clock.add(beat);
  for (const beat of phrase(20, [0.4, 0.4], 2, 1)) clock.add(beat);
  expect(clock.timeOf(1, 0.5)).toBeCloseTo(10.75, 12);
  expect(clock.positionAt(15)).toBeNull();
  expect(clock.timeOf(2, -0.125)).toBeCloseTo(19.95, 12);
});

test('memory is bounded, repeated beats are ignored, a gap in the numbering starts anew', () => {
  const clock = createMusicalClock();
  const beats = phrase(
    0,
    Array.from({ length: 100 }, () => 0.5),
  );
  for (const beat of [...beats, ...beats]) clock.add(beat);
  expect(clock.timeOf(99, 0)).toBeCloseTo(49.5, 12);
  expect(clock.timeOf(10, 0)).toBeNull();
  clock.add({ ...beats[0]!, index: 200, time: 100 });
  expect(clock.beat(99)).toBeUndefined();
  clock.reset();
  expect(clock.positionAt(100.1)).toBeNull();
});
