import { expect, test } from 'vitest';
import { createEstimatorNoise } from '../../../src/camera/dancer/estimator-noise.ts';
import { LANDMARK, LANDMARK_COUNT } from '../../../src/core/joints.ts';
import type { Landmark, Person } from '../../../src/core/pose-frame.ts';
import { createRandom } from '../../../src/core/random.ts';

const person: Person = {
  image: Array.from({ length: LANDMARK_COUNT }, (): Landmark => [0.5, 0.5, 0, 0.98]),
  world: null,
};
const SIZE = { width: 640, height: 480 };
const FRAMES = 6000;

const seen = (jitter: number, drop: number): readonly (Person | null)[] => {
  const noise = createEstimatorNoise({ jitter, drop }, SIZE, createRandom(3));
  return Array.from({ length: FRAMES }, () => noise(person));
};
const spread = (frames: readonly (Person | null)[], joint: number): number =>
  Math.sqrt(frames.reduce((sum, frame) => sum + ((frame!.image[joint]![0] - 0.5) * 640) ** 2, 0) / frames.length);

test('jitter is the standard deviation at the trunk in pixels, and hands err twice as much', () => {
  const frames = seen(2, 0);
  expect(spread(frames, LANDMARK.left_hip)).toBeGreaterThan(1.85);
  expect(spread(frames, LANDMARK.left_hip)).toBeLessThan(2.15);
  expect(spread(frames, LANDMARK.left_wrist)).toBeGreaterThan(3.7);
  expect(spread(frames, LANDMARK.left_wrist)).toBeLessThan(4.3);
});

test('the share of lost frames is as asked, and they come in runs', () => {
  const lost = seen(0, 0.2).map((frame) => frame === null);
  const share = lost.filter(Boolean).length / FRAMES;
  const runs = lost.filter((isLost, i) => isLost && !lost[i - 1]).length;
  expect(share).toBeGreaterThan(0.17);
  expect(share).toBeLessThan(0.23);
  expect((share * FRAMES) / runs).toBeGreaterThan(2.5);
});

test('without jitter and loss nothing changes but visibility', () => {
  for (const frame of seen(0, 0).slice(0, 50))
    expect(frame!.image.map(([x, y]) => [x, y])).toEqual(person.image.map(([x, y]) => [x, y]));
});
