import { MOTION_RATE, type MotionFrame } from '../motion/types.ts';
import { createRegularity } from './regularity.ts';
import type { StyleDescriptors } from './types.ts';

/** Energy follows within about a second, sides and limbs within two. */
const QUICK = 1 / MOTION_RATE;
const SLOW = 1 / (2 * MOTION_RATE);
/** The dancer's liveliest is remembered for half a minute... */
const FORGET = Math.exp(-1 / (30 * MOTION_RATE));
/** ... and is never taken for less than this mean speed (torso lengths a second): motion-captured dance has 0.5 to 1.5. */
const LIVELY = 1;
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
  let energy = 0;
  let liveliest = LIVELY;
  return {
    step(frame, novelty) {
      const moves = frame.activity > 0 ? 1 : 0;
      energy += QUICK * (moves * frame.energy.whole - energy);
      liveliest = Math.max(LIVELY, energy, liveliest * FORGET);
      for (const limb of ['leftArm', 'rightArm', 'leftLeg', 'rightLeg'] as const) {
        slow[limb] += SLOW * (moves * frame.energy[limb] - slow[limb]);
      }
      const { leftArm, rightArm, leftLeg, rightLeg } = slow;
      const all = leftArm + rightArm + leftLeg + rightLeg;
      return {
        energy: Math.min(1, energy / liveliest),
        regularity: regularity.step(moves * novelty),
        balance: (rightArm + rightLeg - leftArm - leftLeg) / (all + STIR),
        arms: (leftArm + rightArm + STIR / 2) / (all + STIR),
      };
    },
    reset() {
      regularity.reset();
      slow.leftArm = slow.rightArm = slow.leftLeg = slow.rightLeg = energy = 0;
      liveliest = LIVELY;
    },
  };
}
