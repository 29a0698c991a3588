import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../../src/core/random.ts';
import { createClapWatch, wristGap } from '../../../src/engine/calibration/clap-watch.ts';
import { ASPECT, bodyWithGap } from './body.ts';

test('the gap between the wrists, in torsos', () => {
  expect(wristGap({ time: 0, person: bodyWithGap(1.2), aspect: ASPECT })).toBeCloseTo(1.2, 9);
  expect(wristGap({ time: 0, person: null, aspect: ASPECT })).toBeNull();
  expect(wristGap({ time: 0, person: bodyWithGap(1.2, 0.1), aspect: ASPECT })).toBeNull();
});

/** People don't clap in step with the camera. */
const PERIOD = 1.037;
/** Periods since the last clap. */
const since = (t: number): number => ((t - 0.37) / PERIOD) % 1;
/** Hands swing, and bounce off or rest together for a fifth of the time. */
const bounce = (t: number): number => 0.2 + 1.1 * Math.abs(Math.sin(Math.PI * since(t)));
const rest = (t: number): number => {
  const after = (since(t) + 1) % 1;
  return 0.2 + (after < 0.2 ? 0 : 1.1 * Math.sin((Math.PI * (after - 0.2)) / 0.8));
};

function watch(gap: (t: number) => number, fps: number, shift: number, noise: number, seed: number): number[] {
  const random = createRandom(seed);
  const claps = createClapWatch();
  const found: number[] = [];
  for (let t = shift; t < 10; t += 1 / fps) {
    const met = claps.step({ time: t, person: bodyWithGap(gap(t) + random.normal() * noise), aspect: ASPECT });
    if (met !== null) found.push(met);
  }
  return found;
}

test('hands that meet are seen within 15 ms on the median, all but one within 45, though frames are 33 ms apart', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(bounce, rest),
      fc.constantFrom(25, 30, 60),
      fc.double({ min: 0, max: 0.04, noNaN: true }),
      fc.integer({ min: 1, max: 1e6 }),
      (gap, fps, shift, seed) => {
        const found = watch(gap, fps, shift, 0.015, seed);
        expect(found.length).toBeGreaterThanOrEqual(9);
        expect(found.length).toBeLessThanOrEqual(10);
        const errors = found
          .map((time) => time - 0.37 - PERIOD * Math.round((time - 0.37) / PERIOD))
          .sort((a, b) => a - b);
        expect(Math.abs(errors[errors.length >> 1]!)).toBeLessThan(0.015);
        const sizes = errors.map(Math.abs).sort((a, b) => a - b);
        expect(sizes.at(-2)!).toBeLessThan(0.045);
      },
    ),
    { seed: 1, numRuns: 100 },
  );
});

test('no clap: hands at rest, slow hands, and hands that pass at a distance', () => {
  const still = (): number => 0.2;
  const slow = (t: number): number => 0.2 + 0.6 * Math.abs(Math.sin(0.15 * Math.PI * t));
  const far = (t: number): number => 0.7 + 0.8 * Math.abs(Math.sin(Math.PI * t));
  for (const gap of [still, slow, far]) expect(watch(gap, 30, 0, 0.01, 3)).toEqual([]);
});
