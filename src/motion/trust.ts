import { JOINT, JOINT_COUNT } from '../core/joints.ts';
import { GUESSED, type JointFrame } from './joints.ts';
import { MOTION_RATE } from './types.ts';

/** Trust grows from 0 to 1 in no less than 0.2 s: a joint that comes back has settled before it counts. */
const RISE = 1 / (0.2 * MOTION_RATE);
/** ... and falls in 0.1 s: a lost joint's motion fades instead of breaking off, which would look like a hit. */
const FALL = 1 / (0.1 * MOTION_RATE);
/** A joint less visible than GUESSED has no speed, one more visible than this has all of its speed. */
const PLAIN = 0.5;

/** Joints whose lost members stay where they last were on the body. Arrays are overwritten by every step. */
export interface TrustedJoints {
  /** [17 x 2] picture heights. */
  readonly xy: Float32Array;
  /** [17 x 2] movement since the last step, picture heights; 0 for joints just found. */
  readonly delta: Float32Array;
  /** [17] 0..1, how much of a joint's speed counts. */
  readonly share: Float32Array;
  /** [17] 0..1. */
  readonly trust: Float32Array;
  /** @param fresh true when there is no past to measure movement from. */
  step(joints: JointFrame, fresh: boolean): void;
  reset(): void;
}

export function createTrustedJoints(): TrustedJoints {
  const xy = new Float32Array(JOINT_COUNT * 2);
  const delta = new Float32Array(JOINT_COUNT * 2);
  const share = new Float32Array(JOINT_COUNT);
  const trust = new Float32Array(JOINT_COUNT);
  const known = new Uint8Array(JOINT_COUNT);

  const move = (joint: number, x: number, y: number, counts: boolean): void => {
    share[joint] = fade(trust[joint]!);
    delta[joint * 2] = counts ? x - xy[joint * 2]! : 0;
    delta[joint * 2 + 1] = counts ? y - xy[joint * 2 + 1]! : 0;
    xy[joint * 2] = x;
    xy[joint * 2 + 1] = y;
  };

  return {
    xy,
    delta,
    share,
    trust,
    step(joints, fresh) {
      const pelvisX = joints.xy[JOINT.pelvis * 2]! - xy[JOINT.pelvis * 2]!;
      const pelvisY = joints.xy[JOINT.pelvis * 2 + 1]! - xy[JOINT.pelvis * 2 + 1]!;
      for (let joint = 0; joint < JOINT_COUNT; joint++) {
        const seen = joints.visibility[joint]!;
        trust[joint] = Math.min(trust[joint]! + RISE, Math.max(trust[joint]! - FALL, seen));
        const guessed = seen < GUESSED && known[joint] === 1;
        const x = guessed ? xy[joint * 2]! + pelvisX : joints.xy[joint * 2]!;
        const y = guessed ? xy[joint * 2 + 1]! + pelvisY : joints.xy[joint * 2 + 1]!;
        move(joint, x, y, !fresh && known[joint] === 1);
        if (seen >= GUESSED) known[joint] = 1;
      }
    },
    reset() {
      trust.fill(0);
      known.fill(0);
      delta.fill(0);
    },
  };
}

/** Smooth step from GUESSED to PLAIN. */
function fade(trust: number): number {
  const u = Math.min(1, Math.max(0, (trust - GUESSED) / (PLAIN - GUESSED)));
  return u * u * (3 - 2 * u);
}
