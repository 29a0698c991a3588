import { expect, test } from 'vitest';
import { LANDMARK_COUNT } from '../../src/core/joints.ts';
import type { Landmark, Person } from '../../src/core/pose-frame.ts';
import { createRandom } from '../../src/core/random.ts';
import { createUnsmoother } from '../../src/pose/unsmooth.ts';

const WIDTH = 640;
const HEIGHT = 480;
const BODY = 0.35;

/** MediaPipe's filter, forwards, for one coordinate in pixels. */
function oneEuro(values: readonly number[], rate: number, scale: number): number[] {
  const share = (cutoff: number): number => 1 / (1 + rate / (2 * Math.PI * cutoff));
  let [smoothed, raw, speed] = [values[0]!, values[0]!, 0];
  return values.map((value, index) => {
    if (index === 0) return value;
    speed += share(1) * (((value - raw) / scale) * rate - speed);
    raw = value;
    smoothed += share(0.05 + 80 * Math.abs(speed)) * (value - smoothed);
    return smoothed;
  });
}

/** A body whose hips stand at (0.5, 0.5), whose heels are BODY below and whose left wrist (15) is where it is put. */
function person(wristX: number): Person {
  const image = Array.from({ length: LANDMARK_COUNT }, (_, index): Landmark => {
    if (index === 15) return [wristX / WIDTH, 0.4, 0, 1];
    return [0.5, index === 29 || index === 30 ? 0.5 + BODY : 0.5, 0, 1];
  });
  return { image, world: null };
}

const region = 2.2 * BODY * HEIGHT;

test.each([
  ['a slow bounce', (t: number) => 300 + 12 * Math.sin(2 * Math.PI * 1.8 * t)],
  ['a fast wave', (t: number) => 300 + 90 * Math.sin(2 * Math.PI * 1.1 * t) ** 3],
  ['a hold', (t: number) => (t < 0.5 ? 300 + 80 * t : 340)],
])('%s comes back nearly as it was before MediaPipe smoothed it', (name, wave) => {
  const rate = 30;
  const random = createRandom(4);
  const raw = Array.from({ length: 90 }, (_, k) => wave(k / rate) + 0.3 * random.normal());
  const smoothed = oneEuro(raw, rate, region);
  const unsmoother = createUnsmoother();
  const restored = smoothed.map((x, k) => {
    const [back] = unsmoother.restore([person(x)], k / rate, WIDTH, HEIGHT);
    return back!.image[15]![0] * WIDTH;
  });
  const error = (values: readonly number[]): number =>
    Math.sqrt(values.reduce((sum, value, k) => sum + (value - raw[k]!) ** 2, 0) / values.length);
  console.log(
    `${name}: ${error(smoothed).toFixed(2)} px rms off when smoothed, ${error(restored).toFixed(2)} px restored`,
  );
  expect(error(restored)).toBeLessThan(0.3 * error(smoothed));
});

test('after an empty picture it begins anew, as the filter does', () => {
  const unsmoother = createUnsmoother();
  unsmoother.restore([person(100)], 0, WIDTH, HEIGHT);
  unsmoother.restore([person(110)], 0.03, WIDTH, HEIGHT);
  expect(unsmoother.restore([], 0.06, WIDTH, HEIGHT)).toEqual([]);
  expect(unsmoother.restore([person(300)], 0.09, WIDTH, HEIGHT)).toEqual([person(300)]);
});

test('a body that does not move is left where it is', () => {
  const unsmoother = createUnsmoother();
  for (let k = 0; k < 5; k += 1) {
    expect(unsmoother.restore([person(200)], k / 30, WIDTH, HEIGHT)[0]!.image[15]![0]).toBeCloseTo(200 / WIDTH, 9);
  }
});
