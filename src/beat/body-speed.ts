import { JOINT_COUNT } from '../core/joints.ts';
import type { Seconds, TorsosPerSecond } from '../core/units.ts';
import { MOTION_RATE, type MotionFrame } from '../motion/types.ts';

/** Two poles of this on every joint: 2 px of jitter are a third of a quiet dance, and a stop shows within 0.8 s. */
const SMOOTHING: Seconds = 0.12;
const KEEP = Math.exp(-1 / (SMOOTHING * MOTION_RATE));

/** How fast a body moves, jitter smoothed away. */
export interface BodySpeed {
  /** Root mean square over the joints, in as far as they are seen. */
  step(frame: MotionFrame): TorsosPerSecond;
  reset(): void;
}

export function createBodySpeed(): BodySpeed {
  const once = new Float64Array(JOINT_COUNT * 2);
  const twice = new Float64Array(JOINT_COUNT * 2);
  return {
    step({ velocity, visibility }) {
      let sum = 0;
      let total = 1e-9;
      for (let i = 0; i < JOINT_COUNT * 2; i++) {
        once[i] = velocity[i]! + KEEP * (once[i]! - velocity[i]!);
        twice[i] = once[i]! + KEEP * (twice[i]! - once[i]!);
        const seen = visibility[i >> 1]!;
        sum += seen * twice[i]! ** 2;
        total += seen / 2;
      }
      return Math.sqrt(sum / total);
    },
    reset() {
      once.fill(0);
      twice.fill(0);
    },
  };
}
