import { expect, test } from 'vitest';
import { Taps } from '../../src/beat/taps.ts';

test('a count gives tempo and phase by least squares', () => {
  const taps = new Taps();
  expect(taps.tap(10)).toBeNull();
  expect(taps.tap(10.5)).toMatchObject({ frequency: 2, time: 10.5 });
  taps.tap(11.02);
  const { frequency, time } = taps.tap(11.5)!;
  expect(frequency).toBeCloseTo(1 / 0.502, 9);
  expect(time).toBeCloseTo(10.755 + 1.5 * 0.502, 9);
});

test('a pause, or a tap out of time, begins a new count', () => {
  const taps = new Taps();
  taps.tap(1);
  taps.tap(1.5);
  expect(taps.tap(5)).toBeNull();
  expect(taps.tap(5.6)?.frequency).toBeCloseTo(1 / 0.6, 9);
  expect(taps.tap(5.9)).toBeNull();
});

test('tempi outside the range say nothing', () => {
  const taps = new Taps();
  taps.tap(1);
  expect(taps.tap(1.2)).toBeNull();
});

test('the longer a count, the more exactly it tells the tempo', () => {
  const taps = new Taps();
  taps.tap(1);
  const within = [1.5, 2, 2.5, 3, 3.5].map((time) => taps.tap(time)!.within);
  expect(within[0]).toBeCloseTo((2.5 * 0.025) / Math.SQRT1_2 / 0.5, 9);
  expect(within.at(-1)).toBe(0.04);
  for (let i = 1; i < within.length; i++) expect(within[i]).toBeLessThanOrEqual(within[i - 1]!);
});
