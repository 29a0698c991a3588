import { JOINT, JOINT_COUNT } from '../core/joints.ts';
import type { Stage } from '../core/stage.ts';
import type { PersonFrame } from '../pose/types.ts';
import { createActivity } from './activity.ts';
import { createCameraMotion } from './camera.ts';
import { measureEnergy } from './energy.ts';
import { toJoints } from './joints.ts';
import { createResampler, type GridPose } from './resample.ts';
import { createBodyScale } from './torso.ts';
import { createTrustedJoints } from './trust.ts';
import { MOTION_RATE, type MotionFrame } from './types.ts';

/** Faster than any limb of a dancer (a fast wrist does 12 torsos a second): the estimator lost hold. */
const MAX_SPEED = 20;
/** No body's centre does this: the estimator leapt to another place or person. The whole step counts as standing. */
const MAX_PELVIS_SPEED = 8;

const STILL: MotionFrame['energy'] = { leftArm: 0, rightArm: 0, leftLeg: 0, rightLeg: 0, trunk: 0, whole: 0 };

/**
 * The motion stage: the tracked person of irregular camera frames becomes body motion on the regular grid.
 * Mostly one frame a call; none or several where the camera is faster or slower than the grid. A frame comes out with the
 * first camera frame at or after its time. Velocities are backward differences: they describe the 1/30 s that ends at
 * `time`, 1/60 s before it on average. When time jumps (backwards, or more than 5 s on) the past is forgotten.
 */
export function createMotion(): Stage<PersonFrame, readonly MotionFrame[]> {
  const resampler = createResampler();
  const body = createBody();
  return {
    step({ time, person, width, height }) {
      if (!Number.isFinite(time)) return [];
      const { cut, poses } = resampler.step(time, person && toJoints(time, person, width, height));
      if (cut) body.reset();
      return poses.map((pose) => body.step(pose));
    },
    reset() {
      resampler.reset();
      body.reset();
    },
  };
}

/** Everything behind the resampler; steps are exactly 1 / MOTION_RATE apart. */
function createBody(): Stage<GridPose, MotionFrame> {
  const scale = createBodyScale();
  const trusted = createTrustedJoints();
  const camera = createCameraMotion();
  const activity = createActivity();
  let fresh = true;
  let position: Float32Array = new Float32Array(JOINT_COUNT * 2);

  const forgetMotion = (): void => {
    fresh = true;
    trusted.reset();
    camera.reset();
    activity.reset();
  };

  const absent = (time: number): MotionFrame => {
    forgetMotion();
    return {
      time,
      present: false,
      position: position.slice(),
      velocity: new Float32Array(JOINT_COUNT * 2),
      visibility: new Float32Array(JOINT_COUNT),
      energy: STILL,
      camera: { x: 0, y: 0 },
      activity: 0,
    };
  };

  return {
    step({ time, joints }) {
      const torso = joints ? scale.step(joints.torso) : 0;
      if (!joints || torso === 0) return absent(time);
      trusted.step(joints, fresh);
      fresh = false;
      position = centred(trusted.xy, torso);
      const velocity = toVelocity(trusted.delta, torso);
      camera.step(velocity, trusted.trust);
      const { x, y } = camera;
      ownMotion(velocity, trusted.share, x, y);
      return {
        time,
        present: true,
        position,
        velocity,
        visibility: trusted.trust.slice(),
        energy: measureEnergy(velocity, trusted.trust),
        camera: { x, y },
        activity: activity.step(velocity, trusted.trust),
      };
    },
    reset() {
      scale.reset();
      forgetMotion();
    },
  };
}

/** Torso lengths from the pelvis. */
function centred(xy: Float32Array, torso: number): Float32Array {
  return xy.map((value, i) => (value - xy[JOINT.pelvis * 2 + (i & 1)]!) / torso);
}

/** Torso lengths a second, kept within what a body can do. */
function toVelocity(delta: Float32Array, torso: number): Float32Array {
  const velocity = delta.map((value) => (value * MOTION_RATE) / torso);
  if (speed(velocity, JOINT.pelvis) > MAX_PELVIS_SPEED) return velocity.fill(0);
  for (let joint = 0; joint < JOINT_COUNT; joint++) {
    const excess = speed(velocity, joint) / MAX_SPEED;
    if (excess > 1) for (let i = joint * 2; i < joint * 2 + 2; i++) velocity[i] = velocity[i]! / excess;
  }
  return velocity;
}

function speed(velocity: Float32Array, joint: number): number {
  return Math.sqrt(velocity[joint * 2]! ** 2 + velocity[joint * 2 + 1]! ** 2);
}

/** What is left without the camera, in as far as the joint is seen. */
function ownMotion(velocity: Float32Array, share: Float32Array, x: number, y: number): void {
  for (let joint = 0; joint < JOINT_COUNT; joint++) {
    velocity[joint * 2] = share[joint]! * (velocity[joint * 2]! - x);
    velocity[joint * 2 + 1] = share[joint]! * (velocity[joint * 2 + 1]! - y);
  }
}
