import { describe, expect, test } from 'vitest';
import { createBodySpeed } from '../../src/beat/body-speed.ts';
import { createPlainMovement } from '../../src/beat/plain-movement.ts';
import { JOINT_COUNT } from '../../src/core/joints.ts';
import { createRandom } from '../../src/core/random.ts';
import type { Seconds, TorsosPerSecond } from '../../src/core/units.ts';
import { MOTION_RATE, type MotionFrame } from '../../src/motion/types.ts';

type Velocity = (frame: number, coordinate: number) => TorsosPerSecond;

const frameOf = (k: number, velocity: Velocity, seen = 1): MotionFrame => ({
  time: k / MOTION_RATE,
  present: true,
  position: new Float32Array(JOINT_COUNT * 2),
  velocity: Float32Array.from({ length: JOINT_COUNT * 2 }, (_, i) => velocity(k, i)),
  visibility: new Float32Array(JOINT_COUNT).fill(seen),
  energy: { leftArm: 0, rightArm: 0, leftLeg: 0, rightLeg: 0, trunk: 0, whole: 0 },
  camera: { x: 0, y: 0 },
  activity: 1,
});

/** A body that sways once a second, so fast at most. */
const sway =
  (fastest: TorsosPerSecond): Velocity =>
  (k) =>
    fastest * Math.sin((2 * Math.PI * k) / MOTION_RATE);

/** Every joint's place is off by another error in every `every`th frame; between those it goes in a straight line. */
function jitter(size: number, every = 1): Velocity {
  const random = createRandom(1);
  const error = Array.from({ length: JOINT_COUNT * 2 }, () =>
    Array.from({ length: 20 * MOTION_RATE }, () => size * (2 * random.next() - 1)),
  );
  const place = (k: number, i: number): number => error[i]![Math.floor(k / every)]!;
  return (k, i) => ((place(k + every, i) - place(k, i)) * MOTION_RATE) / every;
}

/** Share of the seconds from 2 to 15 in which it plainly moves. */
function moving(velocity: Velocity): number {
  const movement = createPlainMovement();
  const said = Array.from({ length: 15 * MOTION_RATE }, (_, k) => movement.step(frameOf(k, velocity)));
  const later = said.slice(2 * MOTION_RATE);
  return later.filter(Boolean).length / later.length;
}

describe('plain movement', () => {
  test('is a body that sways, and not one that hardly does', () => {
    expect(moving(sway(1))).toBe(1);
    expect(moving(sway(0.15))).toBe(0);
  });

  test('is not jitter, however strong where each frame is seen', () => {
    expect(moving(jitter(0.06))).toBe(0);
    expect(moving(jitter(0.3))).toBe(0);
  });

  test('is not jitter at half the frame rate, which is smooth between its frames', () => {
    expect(moving(jitter(0.06, 2))).toBe(0);
  });

  test('is seen through jitter', () => {
    const shaken = jitter(0.03);
    expect(moving((k, i) => sway(1.2)(k, i) + shaken(k, i))).toBe(1);
  });

  test('is forgotten on reset', () => {
    const movement = createPlainMovement();
    for (let k = 0; k < 60; k++) movement.step(frameOf(k, sway(2)));
    expect(movement.step(frameOf(60, () => 0))).toBe(true);
    movement.reset();
    expect(movement.step(frameOf(61, () => 0))).toBe(false);
  });
});

describe('the body speed', () => {
  const speedAfter = (seconds: Seconds, velocity: Velocity, seen?: number): TorsosPerSecond => {
    const speed = createBodySpeed();
    let now = 0;
    for (let k = 0; k < seconds * MOTION_RATE; k++) now = speed.step(frameOf(k, velocity, seen));
    return now;
  };

  test('is that of a steady movement, whatever is seen of the body', () => {
    // Root mean square over joints, which move as fast along both axes.
    expect(speedAfter(2, () => 0.5)).toBeCloseTo(0.5 * Math.SQRT2, 3);
    expect(speedAfter(2, () => 0.5, 0.3)).toBeCloseTo(0.5 * Math.SQRT2, 3);
    expect(speedAfter(2, () => 0.5, 0)).toBeCloseTo(0, 3);
  });

  test('is back at nothing after a reset', () => {
    const speed = createBodySpeed();
    for (let k = 0; k < 60; k++) speed.step(frameOf(k, () => 1));
    speed.reset();
    expect(speed.step(frameOf(60, () => 0))).toBe(0);
  });
});
