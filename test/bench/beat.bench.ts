import { bench, describe } from 'vitest';
import { createKinematicActivation } from '../../src/beat/kinematic-activation.ts';
import { createTracker } from '../../src/beat/tracker.ts';
import type { Activation } from '../../src/beat/types.ts';
import type { MotionFrame } from '../../src/motion/types.ts';

/** A body that bounces and steps at 120 a minute. */
function frame(k: number): MotionFrame {
  const time = k / 30;
  const velocity = Float32Array.from(
    { length: 34 },
    (_, i) => Math.sin(2 * Math.PI * 2 * time + i) + 0.3 * Math.sin(9 * i * time),
  );
  return {
    time,
    present: true,
    position: new Float32Array(34),
    velocity,
    visibility: new Float32Array(17).fill(1),
    energy: { leftArm: 1, rightArm: 1, leftLeg: 1, rightLeg: 1, trunk: 1, whole: 1 },
    camera: { x: 0, y: 0 },
    activity: 1,
  };
}

describe('beat stage, kinematic activation and tracker', () => {
  const activation = createKinematicActivation();
  const tracker = createTracker();
  const frames = Array.from({ length: 3000 }, (_, k) => frame(k));
  let k = 0;
  let offset = 0;
  bench('one motion frame', () => {
    const { time, ...more } = frames[k]!;
    tracker.step(activation.step({ ...more, time: time + offset }) as Activation);
    k = (k + 1) % frames.length;
    if (k === 0) offset += frames.length / 30;
  });
});
