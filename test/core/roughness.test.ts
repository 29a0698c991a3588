import { expect, test } from 'vitest';
import { JOINT_COUNT } from '../../src/core/joints.ts';
import { createRoughness } from '../../src/core/roughness.ts';

const all = (value: number): Float32Array => new Float32Array(JOINT_COUNT * 2).fill(value);
const seen = (value: number): Float32Array => new Float32Array(JOINT_COUNT).fill(value);

test('a velocity that grows steadily is smooth, one that alternates is rough', () => {
  const roughness = createRoughness();
  const steady = [1, 2, 3, 4, 5].map((v) => roughness.step(all(v), seen(1)));
  expect(steady.slice(2)).toEqual([0, 0, 0]);
  roughness.reset();
  const alternating = [1, -1, 1, -1].map((v) => roughness.step(all(v), seen(1)));
  // Second differences of 4 along both axes of every joint.
  expect(alternating.at(-1)).toBeCloseTo(32, 6);
});

test('joints count in as far as they are seen', () => {
  const half = seen(0).fill(1, 0, 1);
  const roughness = createRoughness();
  const velocity = all(0).fill(1, 2);
  expect(roughness.step(velocity, half)).toBe(0);
  roughness.reset();
  expect(roughness.step(velocity, seen(0.2))).toBeCloseTo((2 * (JOINT_COUNT - 1)) / JOINT_COUNT, 6);
  expect(createRoughness().step(all(1), seen(0))).toBe(0);
});
