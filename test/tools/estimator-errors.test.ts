import { expect, test } from 'vitest';
import { measureErrors, runsOf, type Sight, swapped } from '../../demo/tools/estimator-errors.ts';
import { LANDMARK, LANDMARK_COUNT } from '../../src/core/joints.ts';
import { createRandom } from '../../src/core/random.ts';

const FPS = 30;
const FRAMES = 3000;
const SWING = 60;
const { left_wrist } = LANDMARK;

type Point = readonly [number, number];
type Err = (frame: number, speed: number, velocity: number) => number;

/** A body whose landmarks swing from side to side, left and right apart, and then stand still for a hundred frames. */
function sightWith(err: Err, isSwapped: (frame: number) => boolean = () => false): Sight {
  const phase = (frame: number) => Math.min(frame, FRAMES - 100) * 0.2;
  const place = (joint: number, frame: number): Point => [
    200 + 100 * (joint % 2) + SWING * Math.sin(phase(frame)),
    240,
  ];
  const velocity = (frame: number) => (frame < FRAMES - 100 ? SWING * Math.cos(phase(frame)) * 0.2 * FPS : 0);
  const joints = Array.from({ length: LANDMARK_COUNT }, (_, joint) => joint);
  const frames = Array.from({ length: FRAMES }, (_, frame) => frame);
  const see = (joint: number, frame: number): Point => {
    const [x, y] = place(isSwapped(frame) ? joint + (joint % 2 ? 1 : -1) : joint, frame);
    return [x + 3 + err(frame, Math.abs(velocity(frame)), velocity(frame)), y];
  };
  return {
    fps: FPS,
    exact: frames.map((frame) => joints.map((joint) => place(joint, frame))),
    velocity: frames.map((frame) => joints.map(() => [velocity(frame), 0] as const)),
    seen: frames.map((frame) => joints.map((joint) => see(joint, frame))),
    visibility: frames.map((frame) => joints.map(() => (frame % 4 ? 0.9 : 0.3))),
    still: [FRAMES - 100, FRAMES],
  };
}

test('a lag, a lasting error and visibility are found', () => {
  const found = measureErrors([sightWith((_, __, velocity) => -0.012 * velocity)], [left_wrist]);
  expect(found.lag).toBeCloseTo(0.012, 4);
  expect(found.bias).toBeCloseTo(3, 1);
  expect(found.sd).toBeLessThan(0.1);
  expect(found.visibility.mean).toBeCloseTo(0.75, 6);
  expect(found.visibility.low).toBeCloseTo(0.25, 6);
});

test('spread, its growth with speed, and its memory are found', () => {
  const random = createRandom(5);
  const memory = Math.exp(-1 / (0.15 * FPS));
  let last = random.normal();
  const wander = Array.from(
    { length: FRAMES },
    () => (last = memory * last + Math.sqrt(1 - memory ** 2) * random.normal()),
  );
  const noise: Err = (frame, speed) => (2 + 0.01 * speed) * wander[frame]!;
  const found = measureErrors([sightWith(noise)], [left_wrist]);
  // Errors are along x only, and spreads are per axis.
  expect(found.steady * Math.SQRT2).toBeGreaterThan(1.5);
  expect(found.steady * Math.SQRT2).toBeLessThan(2.5);
  expect(found.growth * Math.SQRT2).toBeGreaterThan(0.007);
  expect(found.growth * Math.SQRT2).toBeLessThan(0.013);
  expect(found.memory).toBeGreaterThan(0.11);
  expect(found.memory).toBeLessThan(0.19);
});

test('a tremble at rest that alternates is found as such', () => {
  const found = measureErrors([sightWith((frame) => (frame % 2 ? 0.3 : -0.3))], [left_wrist]);
  expect(found.tremble.sd * Math.SQRT2).toBeCloseTo(0.3, 2);
  expect(found.tremble.correlation).toBeCloseTo(-1, 1);
});

test('frames in which left is taken for right are found and left out of all else', () => {
  const isSwapped = (frame: number) => frame % 300 < 3;
  const sight = sightWith(() => 0, isSwapped);
  expect(swapped(sight)).toEqual(Array.from({ length: FRAMES }, (_, frame) => isSwapped(frame)));
  expect(runsOf(swapped(sight))).toEqual({ share: 0.01, length: 3 });
  expect(measureErrors([sight], [left_wrist]).sd).toBeCloseTo(0, 6);
});
