import { JOINT_COUNT } from '../core/joints.ts';
import type { Seconds, TorsosPerSecond } from '../core/units.ts';
import { MOTION_RATE, type MotionFrame } from '../motion/types.ts';
import { createBodySpeed } from './body-speed.ts';

/**
 * A body plainly moves at this speed, jitter taken off. Three quarters of all dance is as fast; one that stands still before a far camera in an
 * unsteady hand, at 15 frames a second, with 3 px of jitter, reaches 0.25.
 */
const PLAIN: TorsosPerSecond = 0.3;
/**
 * Movement hangs together from frame to frame, jitter doesn't: this share of the power of the velocity's second difference is put down to jitter.
 * It is 0.005 to 0.03 of it in bodies that stand, at 15 frames a second (the others drawn between them) up to 0.09; dancers' movement is 0.03 to 0.5.
 */
const JITTER_SHARE = 0.03;
/** Both are means over so long a time. */
const MEMORY: Seconds = 1;
const SHARE = 1 / (MEMORY * MOTION_RATE);

/** Movement that nobody could take for the pose model's jitter. */
export interface PlainMovement {
  /** @returns whether the body plainly moves now; call it with every frame in which there is one. */
  step(frame: MotionFrame): boolean;
  reset(): void;
}

export function createPlainMovement(): PlainMovement {
  const speed = createBodySpeed();
  const last = new Float64Array(JOINT_COUNT * 2);
  const difference = new Float64Array(JOINT_COUNT * 2);
  let smooth = 0;
  let rough = 0;

  /** Power of the velocity's second difference. */
  const roughness = ({ velocity, visibility }: MotionFrame): number => {
    let sum = 0;
    let total = 1e-9;
    for (let i = 0; i < JOINT_COUNT * 2; i++) {
      const now = velocity[i]! - last[i]!;
      const seen = visibility[i >> 1]!;
      sum += seen * (now - difference[i]!) ** 2;
      total += seen / 2;
      last[i] = velocity[i]!;
      difference[i] = now;
    }
    return sum / total;
  };

  return {
    step(frame) {
      smooth += SHARE * (speed.step(frame) ** 2 - smooth);
      rough += SHARE * (roughness(frame) - rough);
      return smooth - JITTER_SHARE * rough > PLAIN ** 2;
    },
    reset() {
      speed.reset();
      last.fill(0);
      difference.fill(0);
      smooth = 0;
      rough = 0;
    },
  };
}
