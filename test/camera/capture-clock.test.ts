import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCameraClock, createMediaClock } from '../../src/camera/capture-clock.ts';
import { createRandom } from '../../src/core/random.ts';

test('a camera clock with any offset and late deliveries is found to within the fastest delivery', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e5, max: 1e5, noNaN: true }), fc.integer(), (offset, seed) => {
      const random = createRandom(seed);
      const clock = createCameraClock();
      const errors = Array.from({ length: 300 }, (_, k) => {
        const shutter = k / 30;
        return clock.at(shutter + offset, shutter + 0.005 + random.between(0, 0.025)) - shutter;
      });
      for (const error of errors.slice(60)) {
        expect(error).toBeGreaterThan(0.004);
        expect(error).toBeLessThan(0.009);
      }
    }),
    { numRuns: 20 },
  );
});

test('a drifting camera clock is followed', () => {
  const clock = createCameraClock();
  let error = 0;
  for (let t = 0; t < 600; t += 1 / 30) error = clock.at(t * 1.0002, t + 0.01) - t;
  expect(Math.abs(error - 0.01)).toBeLessThan(0.005);
});

test('answers always grow, whatever comes in', () => {
  const anything = fc.array(
    fc.tuple(fc.double({ min: 0, max: 100, noNaN: true }), fc.double({ min: 0, max: 100, noNaN: true })),
  );
  for (const create of [createCameraClock, createMediaClock])
    fc.assert(
      fc.property(anything, (pairs) => {
        const clock = create();
        const out = pairs.map(([stamp, now]) => clock.at(stamp, now));
        expect(out.every((t, k) => k === 0 || t > out[k - 1]!)).toBe(true);
      }),
    );
});

test('a file keeps its own steps, though shown irregularly, and goes on after a loop or a stall', () => {
  const clock = createMediaClock();
  const shown = [10, 10.05, 10.07, 10.11].map((now, k) => clock.at(k / 30, now));
  shown.forEach((t, k) => {
    expect(t).toBeCloseTo(10 + k / 30, 9);
  });
  expect(clock.at(0, 12)).toBe(12);
  expect(clock.at(1 / 30, 15)).toBe(15);
});
