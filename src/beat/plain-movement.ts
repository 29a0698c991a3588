import { createRoughness } from '../core/roughness.ts';
import type { Seconds, TorsosPerSecond } from '../core/units.ts';
import { MOTION_RATE, type MotionFrame } from '../motion/types.ts';

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
  /** @param speed the body's (BodySpeed). @returns whether it plainly moves now; call it with every frame in which there is a body. */
  step(frame: MotionFrame, speed: TorsosPerSecond): boolean;
  reset(): void;
}

export function createPlainMovement(): PlainMovement {
  const roughness = createRoughness();
  let smooth = 0;
  let rough = 0;

  return {
    step({ velocity, visibility }, speed) {
      smooth += SHARE * (speed ** 2 - smooth);
      rough += SHARE * (roughness.step(velocity, visibility) - rough);
      return smooth - JITTER_SHARE * rough > PLAIN ** 2;
    },
    reset() {
      roughness.reset();
      smooth = 0;
      rough = 0;
    },
  };
}
