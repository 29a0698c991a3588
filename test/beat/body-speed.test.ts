import { expect, test } from 'vitest';
import { createBodySpeed } from '../../src/beat/body-speed.ts';
import type { Seconds, TorsosPerSecond } from '../../src/core/units.ts';
import { MOTION_RATE } from '../../src/motion/types.ts';
import { frameOf, type Velocity } from './frames.ts';

const speedAfter = (seconds: Seconds, velocity: Velocity, seen?: number): TorsosPerSecond => {
  const speed = createBodySpeed();
  let now = 0;
  for (let k = 0; k < seconds * MOTION_RATE; k++) now = speed.step(frameOf(k, velocity, seen));
  return now;
};

test('the body speed is that of a steady movement, whatever is seen of the body', () => {
  // Root mean square over joints, which move as fast along both axes.
  expect(speedAfter(2, () => 0.5)).toBeCloseTo(0.5 * Math.SQRT2, 3);
  expect(speedAfter(2, () => 0.5, 0.3)).toBeCloseTo(0.5 * Math.SQRT2, 3);
  expect(speedAfter(2, () => 0.5, 0)).toBeCloseTo(0, 3);
});

test('the body speed is back at nothing after a reset', () => {
  const speed = createBodySpeed();
  for (let k = 0; k < 60; k++) speed.step(frameOf(k, () => 1));
  speed.reset();
  expect(speed.step(frameOf(60, () => 0))).toBe(0);
});
