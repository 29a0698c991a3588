import { JOINT, JOINT_COUNT } from '../core/joints.ts';
import type { TorsosPerSecond } from '../core/units.ts';
import { LIMBS, type Limb, type MotionFrame } from './types.ts';

const LIMB_JOINTS: Readonly<Record<Limb, readonly number[]>> = {
  leftArm: [JOINT.left_elbow, JOINT.left_wrist],
  rightArm: [JOINT.right_elbow, JOINT.right_wrist],
  leftLeg: [JOINT.left_knee, JOINT.left_ankle, JOINT.left_foot_index],
  rightLeg: [JOINT.right_knee, JOINT.right_ankle, JOINT.right_foot_index],
  trunk: [
    JOINT.nose,
    JOINT.neck,
    JOINT.pelvis,
    JOINT.left_shoulder,
    JOINT.right_shoulder,
    JOINT.left_hip,
    JOINT.right_hip,
  ],
};

/** Index in `LIMBS` of the limb that each of the 17 joints belongs to. */
export const LIMB_OF: readonly number[] = Array.from({ length: JOINT_COUNT }, (_, joint) =>
  LIMBS.findIndex((limb) => LIMB_JOINTS[limb].includes(joint)),
);

const ALL_JOINTS = LIMB_OF.map((_, joint) => joint);

/** Visibility-weighted mean joint speed of every limb and of the whole body. */
export function measureEnergy(velocity: Float32Array, visibility: Float32Array): MotionFrame['energy'] {
  const of = (joints: readonly number[]): TorsosPerSecond => meanSpeed(velocity, visibility, joints);
  return {
    leftArm: of(LIMB_JOINTS.leftArm),
    rightArm: of(LIMB_JOINTS.rightArm),
    leftLeg: of(LIMB_JOINTS.leftLeg),
    rightLeg: of(LIMB_JOINTS.rightLeg),
    trunk: of(LIMB_JOINTS.trunk),
    whole: of(ALL_JOINTS),
  };
}

function meanSpeed(velocity: Float32Array, visibility: Float32Array, joints: readonly number[]): TorsosPerSecond {
  let sum = 0;
  let total = 0;
  for (const joint of joints) {
    sum += visibility[joint]! * Math.sqrt(velocity[joint * 2]! ** 2 + velocity[joint * 2 + 1]! ** 2);
    total += visibility[joint]!;
  }
  return total > 0 ? sum / total : 0;
}
