import { JOINT_COUNT } from '../../src/core/joints.ts';
import type { TorsosPerSecond } from '../../src/core/units.ts';
import { MOTION_RATE, type MotionFrame } from '../../src/motion/types.ts';

export type Velocity = (frame: number, coordinate: number) => TorsosPerSecond;

/** A frame of a body whose coordinates move so; motion takes it for dancing. */
export const frameOf = (k: number, velocity: Velocity, seen = 1): MotionFrame => ({
  time: k / MOTION_RATE,
  present: true,
  position: new Float32Array(JOINT_COUNT * 2),
  velocity: Float32Array.from({ length: JOINT_COUNT * 2 }, (_, i) => velocity(k, i)),
  visibility: new Float32Array(JOINT_COUNT).fill(seen),
  energy: { leftArm: 0, rightArm: 0, leftLeg: 0, rightLeg: 0, trunk: 0, whole: 0 },
  camera: { x: 0, y: 0 },
  activity: 1,
});
