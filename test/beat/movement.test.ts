import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMovement, MOVEMENT_SIZE, mirror } from '../../src/beat/movement.ts';
import { JOINT, JOINT_COUNT } from '../../src/core/joints.ts';
import { frameOf } from './frames.ts';

const SPEEDS = 2 * JOINT_COUNT * 2;
const at = (place: number) => ({ ...frameOf(0, () => 0), position: new Float32Array(JOINT_COUNT * 2).fill(place) });

test('where a body always is, is no movement; where it goes from there is', () => {
  const movement = createMovement();
  for (let k = 0; k < 90; k++) expect(Math.abs(movement.step(at(1.5))[0]!)).toBeLessThan(1e-5);
  const moved = movement.step(at(2.5))[0]!;
  expect(moved).toBeGreaterThan(0.9);
  expect(moved).toBeLessThan(1);
});

test('a joint seen wrongly, far away, counts as far as joints are, and no velocity speaks for all', () => {
  const movement = createMovement();
  movement.step(at(0));
  expect(movement.step(at(100))[0]).toBeLessThan(4);
  const fast = createMovement().step(frameOf(0, () => 50));
  expect(fast[JOINT_COUNT * 2]).toBeCloseTo(50 / 16, 5);
});

test('what is not seen is nothing', () => {
  const movement = createMovement();
  movement.step(frameOf(0, () => 0, 0));
  expect(movement.step({ ...frameOf(1, () => 3, 0), position: at(2).position }).every((value) => value === 0)).toBe(
    true,
  );
});

test('the last number is the mean of all log speeds, four times', () => {
  const movement = createMovement();
  movement.step(frameOf(0, () => 0));
  const now = movement.step(frameOf(1, (_, i) => i / 10));
  const logs = now.subarray(SPEEDS, SPEEDS + JOINT_COUNT);
  expect(now[MOVEMENT_SIZE - 1]).toBeCloseTo((4 * logs.reduce((sum, log) => sum + log, 0)) / JOINT_COUNT, 4);
});

test('a reset forgets where the body was', () => {
  const movement = createMovement();
  const first = movement.step(at(1));
  movement.step(at(3));
  movement.reset();
  expect(movement.step(at(1))).toEqual(first);
});

test('left is right in the mirror, and the mirror image of the mirror image is the body', () => {
  const body = new Float32Array(MOVEMENT_SIZE);
  body[2 * JOINT.left_wrist] = 1;
  body[2 * JOINT.left_wrist + 1] = 2;
  const other = new Float32Array(MOVEMENT_SIZE);
  mirror(body, other);
  expect([other[2 * JOINT.right_wrist], other[2 * JOINT.right_wrist + 1]]).toEqual([-1, 2]);
  const floats = fc.float32Array({
    minLength: MOVEMENT_SIZE,
    maxLength: MOVEMENT_SIZE,
    noNaN: true,
    noDefaultInfinity: true,
  });
  fc.assert(
    fc.property(floats, (movement) => {
      const [once, twice] = [new Float32Array(MOVEMENT_SIZE), new Float32Array(MOVEMENT_SIZE)];
      mirror(movement, once);
      mirror(once, twice);
      for (let i = 0; i < SPEEDS; i++) expect(twice[i]! - movement[i]!).toBe(0);
    }),
  );
});
