import { expect, test } from 'vitest';
import { CURVE_COUNT, LAGS, LIKENESS_RATE, Likeness } from '../../src/beat/likeness.ts';
import { MOVEMENT_SIZE } from '../../src/beat/movement.ts';
import { JOINT, JOINT_COUNT } from '../../src/core/joints.ts';
import { createRandom } from '../../src/core/random.ts';
import { MOTION_RATE } from '../../src/motion/types.ts';

const VELOCITIES = JOINT_COUNT * 2;
const VELOCITY_CURVE = 2;
const MIRROR_CURVE = 3;
const PERIOD = 0.8;

/** Both wrists go up and down, half a period apart. */
function alternating(k: number): Float32Array {
  const movement = new Float32Array(MOVEMENT_SIZE);
  const wave = Math.cos((2 * Math.PI * k) / MOTION_RATE / PERIOD);
  movement[VELOCITIES + 2 * JOINT.left_wrist + 1] = wave;
  movement[VELOCITIES + 2 * JOINT.right_wrist + 1] = -wave;
  return movement;
}

function after(seconds: number, movement: (k: number) => Float32Array | null): Likeness {
  const likeness = new Likeness();
  for (let k = 0; k < seconds * MOTION_RATE; k++) likeness.add(movement(k));
  likeness.evaluate();
  return likeness;
}

test('a movement is like itself after whole periods, its opposite after halves, and its mirror image the other way round', () => {
  const { curves } = after(12, alternating);
  const [same, other] = [curves[VELOCITY_CURVE]!, curves[MIRROR_CURVE]!];
  const period = PERIOD * LIKENESS_RATE;
  expect(same[period]).toBeGreaterThan(0.8);
  expect(same[period / 2]).toBeLessThan(-0.8);
  expect(other[period]).toBeLessThan(-0.8);
  expect(other[period / 2]).toBeGreaterThan(0.8);
});

test('what was seen for a moment only is hardly believed, and what was never seen not at all', () => {
  const { curves } = after(2, alternating);
  const same = curves[VELOCITY_CURVE]!;
  const period = PERIOD * LIKENESS_RATE;
  expect(same[2 * period]).toBeGreaterThan(0.1);
  expect(same[2 * period]).toBeLessThan(0.5);
  expect(same[3 * period]).toBe(0);
});

test('a body at rest is like nothing, and movement of no kind like nothing but itself', () => {
  for (const curve of after(5, () => null).curves) expect(curve.every((value) => value === 0)).toBe(true);
  const random = createRandom(3);
  const { curves } = after(30, () => Float32Array.from({ length: MOVEMENT_SIZE }, () => random.next() - 0.5));
  const same = curves[VELOCITY_CURVE]!;
  expect(same[0]).toBeGreaterThan(0.85);
  for (let lag = 1; lag < LAGS; lag++) expect(Math.abs(same[lag]!)).toBeLessThan(0.1);
});

test('a new movement is heard above one of half a minute ago; when cleared, it is as if new', () => {
  const slow = (k: number): Float32Array => alternating(k / 2);
  const likeness = after(30, slow);
  for (let k = 0; k < 30 * MOTION_RATE; k++) likeness.add(alternating(k));
  likeness.evaluate();
  expect(likeness.curves[VELOCITY_CURVE]![PERIOD * LIKENESS_RATE]).toBeGreaterThan(0.8);
  likeness.clear();
  for (const curve of likeness.curves) expect(curve.every((value) => value === 0)).toBe(true);
  for (let k = 0; k < 5 * MOTION_RATE; k++) likeness.add(alternating(k));
  likeness.evaluate();
  expect(likeness.curves).toEqual(after(5, alternating).curves);
  expect(likeness.curves).toHaveLength(CURVE_COUNT);
});

test('what was kept counts, faded, with what was seen since', () => {
  const likeness = after(12, alternating);
  const before = likeness.curves.map((curve) => curve.slice());
  likeness.keep();
  likeness.clear();
  likeness.recall(0);
  likeness.evaluate();
  expect(likeness.curves).toEqual(before);
  likeness.clear();
  for (let k = 0; k < 2 * MOTION_RATE; k++) likeness.add(alternating(k));
  likeness.recall(2);
  likeness.evaluate();
  const period = PERIOD * LIKENESS_RATE;
  expect(likeness.curves[VELOCITY_CURVE]![3 * period]).toBeGreaterThan(0.6);
});
