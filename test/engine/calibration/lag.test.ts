import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../../src/core/random.ts';
import { estimateLag } from '../../../src/engine/calibration/lag.ts';

const SEARCH = { earliest: -0.1, latest: 0.4, width: 0.05 };
const causes = Array.from({ length: 12 }, (_, i) => 5 + i * 0.8);

test('the lag is found through noise, missing and foreign answers', () => {
  const property = fc.property(
    fc.integer({ min: 1, max: 1e9 }),
    fc.double({ min: -0.05, max: 0.35, noNaN: true }),
    (seed, lag) => {
      const random = createRandom(seed);
      const answers = causes.map((cause) => cause + lag + random.normal() * 0.004).filter((_, i) => i % 4 !== 2);
      const foreign = Array.from({ length: 6 }, () => random.between(5, 15));
      const found = estimateLag(causes, [...answers, ...foreign], SEARCH)!;
      expect(Math.abs(found.lag - lag)).toBeLessThan(0.006);
      expect(found.confident).toBe(true);
      expect(found.pairs + found.rejected).toBe(causes.length);
    },
  );
  fc.assert(property, { seed: 3, numRuns: 200 });
});

test('a person who taps with 30 ms of scatter is believed after sixteen taps and not after four', () => {
  const random = createRandom(2);
  const beats = Array.from({ length: 16 }, (_, i) => i * 0.75);
  const taps = beats.map((beat) => beat - 0.03 + random.normal() * 0.03);
  const search = { earliest: -0.3, latest: 0.4, width: 0.1 };
  const many = estimateLag(beats, taps, search)!;
  expect(many.confident).toBe(true);
  expect(Math.abs(many.lag + 0.03)).toBeLessThan(0.02);
  expect(many.error).toBeGreaterThan(0.002);
  expect(estimateLag(beats.slice(0, 4), taps, search)!.confident).toBe(false);
});

test('nothing in common is nothing known', () => {
  expect(estimateLag(causes, [], SEARCH)).toBeNull();
  expect(estimateLag([], [1, 2], SEARCH)).toBeNull();
  const random = createRandom(5);
  const found = estimateLag(
    causes,
    Array.from({ length: 12 }, () => random.between(5, 15)),
    SEARCH,
  );
  expect(found?.confident).toBe(false);
});
