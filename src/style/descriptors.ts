import { MOTION_RATE, type MotionFrame } from '../motion/types.ts';
import { createLiveliness } from './liveliness.ts';
import { createRegularity } from './regularity.ts';
import type { StyleDescriptors } from './types.ts';

/** Sides and limbs follow within two seconds. */
const SLOW = 1 / (2 * MOTION_RATE);
/** Keeps the ratios of sides and limbs at "even" when next to nothing moves, torso lengths a second. */
const STIR = 0.02;

/** Slow descriptors of the movement, renewed every frame. */
export interface Descriptors {
  step(frame: MotionFrame, novelty: number): StyleDescriptors;
  reset(): void;
}

export function createDescriptors(): Descriptors {
  const regularity = createRegularity();
  const slow = { leftArm: 0, rightArm: 0, leftLeg: 0, rightLeg: 0 };
  const liveliness = createLiveliness();
  return {
    step(frame, novelty) {
      const moves = frame.activity > 0 ? 1 : 0;
      for (const limb of ['leftArm', 'rightArm', 'leftLeg', 'rightLeg'] as const) {
        slow[limb] += SLOW * (moves * frame.energy[limb] - slow[limb]);
      }
      const { leftArm, rightArm, leftLeg, rightLeg } = slow;
      const all = leftArm + rightArm + leftLeg + rightLeg;
      return {
        energy: liveliness.step(moves * frame.energy.whole),
        regularity: regularity.step(moves * novelty),
        balance: (rightArm + rightLeg - leftArm - leftLeg) / (all + STIR),
        arms: (leftArm + rightArm + STIR / 2) / (all + STIR),
      };
    },
    reset() {
      regularity.reset();
      liveliness.reset();
      slow.leftArm = slow.rightArm = slow.leftLeg = slow.rightLeg = 0;
    },
  };
}
