import { expect, test } from 'vitest';
import { createClockMap } from '../../src/core/clock-map.ts';
import { createRandom } from '../../src/core/random.ts';

/** Ten pairs a second of a clock that runs `rate` as fast, read with the browser's noise. */
function feed(
  map: ReturnType<typeof createClockMap>,
  from: number,
  to: number,
  truth: (s: number) => number,
  seed = 1,
) {
  const random = createRandom(seed);
  for (let s = from; s < to; s += 0.1) map.add(s, truth(s) + random.normal() * 1e-4);
}

test('not ready before five pairs; wild first pairs do not matter', () => {
  const map = createClockMap();
  map.add(1, 0.5025);
  map.add(1.1, 0.6);
  map.add(1.2, 0.7);
  map.add(1.3, 5);
  expect(map.ready).toBe(false);
  expect(map.toTarget(2)).toBeNaN();
  map.add(1.4, 0.9);
  expect(map.ready).toBe(true);
  expect(map.toTarget(2)).toBeCloseTo(1.5, 3);
  expect(map.toSource(map.toTarget(7.25))).toBeCloseTo(7.25, 12);
});

test('drift is followed: 100 ppm for ten minutes, error below 0.1 ms', () => {
  const map = createClockMap();
  const truth = (s: number): number => 3 + (s - 10) * 1.0001;
  feed(map, 10, 70, truth);
  let worst = 0;
  for (let start = 70; start < 610; start += 30) {
    feed(map, start, start + 30, truth, start);
    worst = Math.max(worst, Math.abs(map.toTarget(start + 30.1) - truth(start + 30.1)));
  }
  expect(worst).toBeLessThan(1e-4);
  expect(map.rate).toBeCloseTo(1.0001, 4);
});

test('scheduled times never jump: one more pair moves a time 0.2 s ahead by less than 0.15 ms, outliers or not', () => {
  const map = createClockMap();
  const random = createRandom(5);
  feed(map, 0, 1, (s) => s);
  let worst = 0;
  for (let s = 1; s < 60; s += 0.1) {
    const before = map.toTarget(s + 0.2);
    map.add(s, s * 1.00005 + random.normal() * 1e-4 + (random.next() < 0.05 ? random.between(-0.05, 0.05) : 0));
    worst = Math.max(worst, Math.abs(map.toTarget(s + 0.2) - before));
  }
  expect(worst).toBeLessThan(1.5e-4);
  expect(map.restarts).toBe(0);
  expect(Math.abs(map.toTarget(60) - 60.003)).toBeLessThan(2e-4);
});

test('a clock that jumps (sleep, another device) is learned anew, and counted', () => {
  const map = createClockMap();
  feed(map, 0, 5, (s) => s);
  feed(map, 5, 7, (s) => s - 2, 3);
  expect(map.restarts).toBe(1);
  expect(map.toTarget(7)).toBeCloseTo(5, 3);
});

test('pairs that go back in time or are no numbers are ignored', () => {
  const map = createClockMap();
  feed(map, 0, 2, (s) => s + 1);
  const before = map.toTarget(3);
  map.add(1, 99);
  map.add(2.5, Number.NaN);
  expect(map.toTarget(3)).toBe(before);
  map.reset();
  expect(map.ready).toBe(false);
});
