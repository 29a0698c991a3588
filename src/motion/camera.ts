import { JOINT, JOINT_COUNT } from '../core/joints.ts';
import { MOTION_RATE } from './types.ts';

/** Slow mean of the common movement, seconds: longer than half a sway or a jump, shorter than a pan. */
const SUSTAIN = 0.8;
/** Share of the body that must go along: below NONE it is dancing, above ALL it is the camera. */
const NONE = 0.55;
const ALL = 0.8;
/** Spread of the joints' movements over the common one: a picture that shakes has next to none, a hopping body more than LOOSE. */
const RIGID = 0.3;
const LOOSE = 0.6;
/** A shake goes on: over the last SUSTAIN seconds nearly all movement must have been rigid. A hop is rigid, but only in flight. */
const SOMETIMES = 0.6;
const ALWAYS = 0.85;
/** Below this (torso lengths a second) a picture doesn't move, and says nothing about how it moves. */
const MOVES = 0.05;
/** A foot counts when at least this visible. */
const SEEN = 0.5;

const LEFT_FOOT = [JOINT.left_ankle, JOINT.left_foot_index];
const RIGHT_FOOT = [JOINT.right_ankle, JOINT.right_foot_index];
const LEFT_LEG = [JOINT.left_hip, JOINT.left_knee];
const RIGHT_LEG = [JOINT.right_hip, JOINT.right_knee];

/** Tells the movement of the camera from that of the body. */
export interface CameraMotion {
  /** Movement of the whole picture in the last step, torso lengths a second. */
  readonly x: number;
  readonly y: number;
  /** @param velocity [17 x 2] torso lengths a second @param weight [17] trust */
  step(velocity: Float32Array, weight: Float32Array): void;
  reset(): void;
}

/**
 * A camera that moves takes both feet and all the rest along; a dancer nearly always has one foot planted.
 * So the candidate is the movement shared by left foot, right foot and pelvis (the smallest of the three if they agree
 * in sign, else none). It is taken out where it lasts, in as far as most joints go along (a pan), and at once where
 * all joints have moved as one rigid picture for a while (a shake). What jumps, hops and sways share is short and comes back.
 */
export function createCameraMotion(): CameraMotion {
  const velocity = [0, 0];
  const slow = [0, 0];
  const rigid = [0, 0];
  const alpha = 1 / (SUSTAIN * MOTION_RATE);
  return {
    get x() {
      return velocity[0]!;
    },
    get y() {
      return velocity[1]!;
    },
    step(joints, weight) {
      const feet = seen(weight, LEFT_FOOT) && seen(weight, RIGHT_FOOT);
      for (const axis of [0, 1] as const) {
        const left = mean(joints, weight, feet ? LEFT_FOOT : LEFT_LEG, axis);
        const right = mean(joints, weight, feet ? RIGHT_FOOT : RIGHT_LEG, axis);
        const shared = smallest(smallest(left, right), joints[JOINT.pelvis * 2 + axis]!);
        const common = shared * agreement(joints, weight, axis, shared);
        slow[axis] = slow[axis]! + alpha * (common - slow[axis]!);
        const pan = smallest(common, slow[axis]!);
        const now = rigidity(joints, weight, axis, shared);
        if (Math.abs(joints[JOINT.pelvis * 2 + axis]!) > MOVES)
          rigid[axis] = rigid[axis]! + alpha * (now - rigid[axis]!);
        const shake = shared * now * ramp(rigid[axis]!, SOMETIMES, ALWAYS);
        velocity[axis] = Math.abs(shake) > Math.abs(pan) ? shake : pan;
      }
    },
    reset() {
      velocity.fill(0);
      slow.fill(0);
      rigid.fill(0);
    },
  };
}

function seen(weight: Float32Array, joints: readonly number[]): boolean {
  return joints.some((joint) => weight[joint]! >= SEEN);
}

/** Of two movements the smaller, or none where they differ in sign ("minmod"). */
function smallest(a: number, b: number): number {
  return a * b <= 0 ? 0 : Math.abs(a) < Math.abs(b) ? a : b;
}

function mean(velocity: Float32Array, weight: Float32Array, joints: readonly number[], axis: 0 | 1): number {
  let sum = 0;
  let total = 1e-9;
  for (const joint of joints) {
    sum += weight[joint]! * velocity[joint * 2 + axis]!;
    total += weight[joint]!;
  }
  return sum / total;
}

/** 0..1: how plainly the trusted joints move along with `shared`. */
function agreement(velocity: Float32Array, weight: Float32Array, axis: 0 | 1, shared: number): number {
  let along = 0;
  let total = 1e-9;
  for (let joint = 0; joint < JOINT_COUNT; joint++) {
    total += weight[joint]!;
    if (velocity[joint * 2 + axis]! * shared > 0.25 * shared * shared) along += weight[joint]!;
  }
  return ramp(along / total, NONE, ALL);
}

/** 0..1: how much like one rigid picture the joints move. */
function rigidity(velocity: Float32Array, weight: Float32Array, axis: 0 | 1, shared: number): number {
  if (shared === 0) return 0;
  let spread = 0;
  let total = 1e-9;
  for (let joint = 0; joint < JOINT_COUNT; joint++) {
    spread += weight[joint]! * (velocity[joint * 2 + axis]! - shared) ** 2;
    total += weight[joint]!;
  }
  return ramp(Math.sqrt(spread / total) / Math.abs(shared), LOOSE, RIGID);
}

/** 0 at `none`, 1 at `all`, straight between. */
function ramp(value: number, none: number, all: number): number {
  return Math.min(1, Math.max(0, (value - none) / (all - none)));
}
