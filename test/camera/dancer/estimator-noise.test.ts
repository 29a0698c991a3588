import { expect, test } from 'vitest';
import { createEstimatorNoise, type EstimatorNoise, FITTED } from '../../../src/camera/dancer/estimator-noise.ts';
import { LANDMARK, LANDMARK_COUNT } from '../../../src/core/joints.ts';
import type { Landmark, Person } from '../../../src/core/pose-frame.ts';
import { createRandom } from '../../../src/core/random.ts';

const SIZE = { width: 640, height: 480 };
const FRAMES = 3000;
const { left_hip, right_hip, left_wrist, left_ankle } = LANDMARK;

/** Everything at one place, left a little to the right of right. */
const bodyAt = (x: number): Person => ({
  image: Array.from({ length: LANDMARK_COUNT }, (_, i): Landmark => [x + (i % 2 ? 0.1 : 0), 0.5, 0, 0.98]),
  world: null,
});
/** Pixels a second to the right, for ever. */
const moving =
  (speed: number, fps = 30) =>
  (frame: number): Person =>
    bodyAt((frame * speed) / fps / SIZE.width);
const still = moving(0);

const seen = (noise: EstimatorNoise, body = still, seed = 3): readonly (Person | null)[] => {
  const disturb = createEstimatorNoise(noise, SIZE, createRandom(seed));
  return Array.from({ length: FRAMES }, (_, frame) => disturb(body(frame)));
};
/** Pixels across that a joint is seen beside its place. */
const errors = (noise: EstimatorNoise, joint: number, body = still): readonly number[] =>
  seen(noise, body)
    .map((person, frame) => (person!.image[joint]![0] - body(frame).image[joint]![0]) * SIZE.width)
    .slice(1);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const spread = (values: readonly number[]): number => Math.sqrt(mean(values.map((v) => (v - mean(values)) ** 2)));
const correlation = (values: readonly number[], later: number): number =>
  mean(values.slice(later).map((value, i) => value * values[i]!)) / spread(values) ** 2;
const runsOf = (flags: readonly boolean[]) => {
  const share = flags.filter(Boolean).length / flags.length;
  const begun = flags.filter((flag, i) => flag && !flags[i - 1]).length;
  return { share, length: (share * flags.length) / begun };
};

test('jitter is the standard deviation at the trunk in pixels, and hands err twice as much', () => {
  const noise = { jitter: 2, drop: 0 };
  const [hip, wrist] = [spread(errors(noise, left_hip)), spread(errors(noise, left_wrist))];
  expect(hip).toBeGreaterThan(1.8);
  expect(hip).toBeLessThan(2.2);
  expect(wrist / hip).toBeGreaterThan(1.9);
  expect(wrist / hip).toBeLessThan(2.5);
});

test.each([15, 30, 60])('errors of a dancing body last as long at %i frames a second as at any other rate', (fps) => {
  const noise = { jitter: 0, drop: 0, wander: 2, speedError: 0, fps };
  const later = Math.round(0.1 * fps);
  const at = (joint: number) => correlation(errors(noise, joint, moving(100, fps)), later);
  expect(Math.abs(at(left_hip) - Math.exp(-later / fps / 0.148))).toBeLessThan(0.1);
  expect(Math.abs(at(left_wrist) - Math.exp(-later / fps / 0.088))).toBeLessThan(0.1);
});

test('what wanders stands still with the body', () => {
  const [first, ...rest] = errors({ jitter: 0, drop: 0, wander: 2 }, left_wrist);
  expect(Math.abs(first!)).toBeGreaterThan(0.1);
  for (const error of rest) expect(error).toBeCloseTo(first!, 9);
});

test('errors grow with speed, as much as asked', () => {
  const at = (speed: number, speedError: number) =>
    spread(errors({ jitter: 0, drop: 0, wander: 1, speedError }, left_ankle, moving(speed)));
  const steady = at(500, 0);
  expect(at(250, 0)).toBeCloseTo(steady, 5);
  const growth = at(250, 1) - steady;
  expect(growth).toBeGreaterThan(2);
  expect((at(500, 1) - steady) / growth).toBeCloseTo(2, 5);
  expect((at(500, 2) - steady) / growth).toBeCloseTo(4, 5);
});

test.each([15, 30, 60])('a moving trunk is seen where it was a lag ago, at %i frames a second', (fps) => {
  const lagging = errors({ jitter: 0, drop: 0, lag: 0.02, fps }, left_hip, moving(300, fps));
  for (const error of lagging) expect(error).toBeCloseTo(-6, 6);
  const wrist = errors({ jitter: 0, drop: 0, lag: 0.02, fps }, left_wrist, moving(300, fps));
  expect(mean(wrist)).toBeGreaterThan(-6);
  expect(mean(wrist)).toBeLessThan(-1);
});

test('the share of lost frames is as asked, and they come in runs', () => {
  const { share, length } = runsOf(seen({ jitter: 0, drop: 0.2 }).map((person) => person === null));
  expect(share).toBeGreaterThan(0.17);
  expect(share).toBeLessThan(0.23);
  expect(length).toBeGreaterThan(2.5);
});

test('left and right are exchanged in as many frames as asked, in runs, and all of the body at once', () => {
  const frames = seen({ jitter: 0, drop: 0, swaps: 0.1 });
  const turned = (joint: number, other: number) =>
    frames.map((person) => person!.image[joint]![0] === still(0).image[other]![0]);
  const hips = turned(left_hip, right_hip);
  const { share, length } = runsOf(hips);
  expect(share).toBeGreaterThan(0.08);
  expect(share).toBeLessThan(0.12);
  expect(length).toBeGreaterThan(2);
  expect(length).toBeLessThan(3);
  expect(turned(left_wrist, LANDMARK.right_wrist)).toEqual(hips);
  expect(runsOf(seen(FITTED).map((person) => person === null)).share).toBe(0);
});

test('the same seed errs in the same way, another in another', () => {
  const said = (seed: number) => JSON.stringify(seen(FITTED, moving(100), seed).slice(0, 100));
  expect(said(5)).toBe(said(5));
  expect(said(5)).not.toBe(said(6));
});

test('hands are seen less well than the trunk, and nothing better than it is', () => {
  const frames = seen(FITTED);
  const visibility = (joint: number) => frames.map((person) => person!.image[joint]![3]);
  expect(visibility(left_hip).every((value) => value === 0.98)).toBe(true);
  expect(mean(visibility(left_wrist))).toBeLessThan(0.95);
  expect(mean(visibility(left_wrist))).toBeGreaterThan(0.9);
  expect(visibility(left_wrist).every((value) => value >= 0 && value <= 0.98)).toBe(true);
});

test('without jitter and loss nothing changes but visibility', () => {
  const frames = seen({ jitter: 0, drop: 0 }, moving(200));
  for (const [index, frame] of frames.slice(0, 50).entries())
    expect(frame!.image.map(([x, y]) => [x, y])).toEqual(moving(200)(index).image.map(([x, y]) => [x, y]));
});
