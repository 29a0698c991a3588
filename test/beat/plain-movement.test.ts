import { describe, expect, test } from 'vitest';
import { createBodySpeed } from '../../src/beat/body-speed.ts';
import { createPlainMovement } from '../../src/beat/plain-movement.ts';
import { JOINT_COUNT } from '../../src/core/joints.ts';
import { createRandom } from '../../src/core/random.ts';
import type { TorsosPerSecond } from '../../src/core/units.ts';
import { MOTION_RATE } from '../../src/motion/types.ts';
import { frameOf, type Velocity } from './frames.ts';

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

/** A body's plain movement, by its speed as the stop watch has it. */
function watch(): (k: number, velocity: Velocity) => boolean {
  const movement = createPlainMovement();
  const speed = createBodySpeed();
  return (k, velocity) => {
    const frame = frameOf(k, velocity);
    return movement.step(frame, speed.step(frame));
  };
}

/** Share of the seconds from 2 to 15 in which it plainly moves. */
function moving(velocity: Velocity): number {
  const step = watch();
  const said = Array.from({ length: 15 * MOTION_RATE }, (_, k) => step(k, velocity));
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
    for (let k = 0; k < 60; k++) movement.step(frameOf(k, sway(2)), 1);
    expect(
      movement.step(
        frameOf(60, () => 0),
        0,
      ),
    ).toBe(true);
    movement.reset();
    expect(
      movement.step(
        frameOf(61, () => 0),
        0,
      ),
    ).toBe(false);
  });
});
