import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createClockMap } from '../../src/core/clock-map.ts';
import { createRandom } from '../../src/core/random.ts';
import { errors, heardAt, play } from './clock-simulation.ts';

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

const machines = fc.record({
  seed: fc.integer({ min: 1, max: 1e9 }),
  ppm: fc.double({ min: -200, max: 200, noNaN: true }),
  noise: fc.double({ min: 0.6e-4, max: 1.3e-4, noNaN: true }),
  block: fc.constantFrom(0, 0.2, 0.5),
  steps: fc.constant([]),
});

test('on any machine: MIDI stamp minus what is heard has a mean below 0.05 ms and a p99 below 0.25 ms, from the first half second on', () => {
  fc.assert(
    fc.property(machines, (machine) => {
      const { strokes, map } = play(machine, 30);
      const { mean, p99 } = errors(strokes);
      expect(Math.abs(mean)).toBeLessThan(0.05);
      expect(p99).toBeLessThan(0.25);
      expect(map.restarts).toBe(0);
    }),
    { numRuns: 20, seed: 1 },
  );
});

test('a jump of any size (sleep, another device, a buffer left out) costs the strokes of 0.35 s and no more', () => {
  const jump = fc.oneof(
    fc.double({ min: 1e-3, max: 0.3, noNaN: true }),
    fc.double({ min: -0.3, max: -1e-3, noNaN: true }),
    fc.constantFrom(-3600, 7200),
  );
  fc.assert(
    fc.property(machines, jump, (machine, by) => {
      const at = 20.3;
      const { strokes, map } = play({ ...machine, steps: [[at, by]] }, 20);
      expect(map.restarts).toBe(1);
      const settled = at + 0.35 + machine.block;
      const { mean, p99 } = errors(strokes.filter(({ due }) => due < at || due > settled));
      expect(Math.abs(mean)).toBeLessThan(0.05);
      expect(p99).toBeLessThan(0.25);
    }),
    { numRuns: 200, seed: 2 },
  );
});

test('readings ten times as noisy, as of a browser with a coarse clock, still make a map', () => {
  const { strokes, map } = play({ seed: 4, ppm: 80, noise: 1e-3, block: 0, steps: [] }, 60);
  expect(map.restarts).toBeLessThan(3);
  const { mean, p99 } = errors(strokes.filter(({ due }) => due > 15));
  expect(Math.abs(mean)).toBeLessThan(0.2);
  expect(p99).toBeLessThan(1);
});

test('a main thread blocked for ten seconds: the learned rate carries the map', () => {
  const machine = { seed: 5, ppm: 150, noise: 1e-4, block: 0, steps: [] };
  const { map } = play(machine, 20);
  expect(Math.abs(map.toTarget(40) - heardAt(machine, 40))).toBeLessThan(1e-4);
});

test('to the target and back is where one was, while an offset is being worked off, too', () => {
  fc.assert(
    fc.property(machines, fc.double({ min: -1, max: 30, noNaN: true }), (machine, ahead) => {
      const { map } = play(machine, 3);
      map.add(13.01, heardAt(machine, 13.01) + 4e-4);
      expect(map.toSource(map.toTarget(13 + ahead))).toBeCloseTo(13 + ahead, 9);
    }),
    { numRuns: 30, seed: 3 },
  );
});
