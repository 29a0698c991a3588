import { JOINT, JOINT_COUNT, type JointName } from '../core/joints.ts';
import type { Seconds, TorsosPerSecond, Unit } from '../core/units.ts';
import { MOTION_RATE, type MotionFrame } from '../motion/types.ts';
import { withSway } from './body-sway.ts';
import { createCoast } from './coast.ts';
import { EvidenceScale } from './evidence.ts';
import { sigmoid } from './sigmoid.ts';
import { createStopWatch } from './stop-watch.ts';
import type { Activation, ActivationModel } from './types.ts';

/** Two poles of this take the pose estimator's jitter out of the velocities. */
const SMOOTHING: Seconds = 0.03;
/** Speeds well below this are all the same: still. */
const FLOOR: TorsosPerSecond = 0.2;
/** How much the stillness of a joint says: feet agree about the beat across dances, hands less, the trunk hardly. */
const LIMBS: Partial<Record<JointName, number>> = {
  left_wrist: 0.3,
  right_wrist: 0.3,
  left_elbow: 0.15,
  right_elbow: 0.15,
  left_knee: 0.3,
  right_knee: 0.3,
  left_ankle: 1,
  right_ankle: 1,
  left_foot_index: 0.5,
  right_foot_index: 0.5,
};
/** The joints that go up and down with the body. */
const TRUNK: readonly JointName[] = [
  'nose',
  'left_shoulder',
  'right_shoulder',
  'left_hip',
  'right_hip',
  'pelvis',
  'neck',
];
/** Take-off (limbs gaining speed) against stillness: their peaks lie either side of the beat. */
const TAKE_OFF = 0.5;
/**
 * The bounce: rising fast, and pushed upwards, each against what is plain (torsos/s, torsos/s^2), and its weight. It leads:
 * hits of the arms lie anywhere in the bar, the bounce on every beat (drawn dances with random accents: F 0.67 at 0.7, 0.88 at 2.2, 0.90 at 4).
 */
const RISING: TorsosPerSecond = 0.4;
const PUSHED = 6;
const PUSH_SHARE = 0.7;
const BOUNCE = 3;
/** Steepness of the squashing into 0..1. */
const STEEPNESS = 0.6;

/**
 * How the peaks of this activation lie to the beat. Beyond the filters' nominal 0.077 s the first harmonic peaks at 0.00
 * (drawn dancer), 0.02 (AIST++ clip), 0.12 (footsteps) and -0.16 (salsa) of a beat: nothing that all agree on. The
 * values here were fitted on drawn dances of 62-185 bpm through the person stage, where the lag is shorter at speed.
 */
export const KINEMATIC_ALIGNMENT = {
  /** Seconds by which its peaks come late. */
  lag: 0.066,
  /** Parts of a beat by which, beyond that, the beat comes after the peak. */
  bias: -0.035,
  tells: 'pulse',
} as const;

const KEEP = Math.exp(-1 / (SMOOTHING * MOTION_RATE));
const STEP: Seconds = 1 / MOTION_RATE;
const LIMB_WEIGHT = new Float64Array(JOINT_COUNT);
const TRUNK_WEIGHT = new Float64Array(JOINT_COUNT);
for (const [name, weight] of Object.entries(LIMBS)) LIMB_WEIGHT[JOINT[name as JointName]] = weight;
for (const name of TRUNK) TRUNK_WEIGHT[JOINT[name]] = 1;

function squash(z: number): Unit {
  return sigmoid(STEEPNESS * z);
}

/** Mean of `value` over the joints, by weight and by how well each is seen; 0 where none is. */
function weightedMean(weights: Float64Array, visibility: Float32Array, value: (joint: number) => number): number {
  let sum = 0;
  let total = 0;
  for (let joint = 0; joint < JOINT_COUNT; joint++) {
    const weight = weights[joint]! * visibility[joint]!;
    if (weight === 0) continue;
    sum += weight * value(joint);
    total += weight;
  }
  return total > 0 ? sum / total : 0;
}

/**
 * Beat evidence without learning: about the beat limbs are slowest and take off, and the trunk is past its lowest
 * point and pushed upwards.
 */
export function createKinematicActivation(): ActivationModel {
  return withSway(createBeatEvidence());
}

function createBeatEvidence(): ActivationModel {
  const once = new Float64Array(JOINT_COUNT * 2);
  const velocity = new Float64Array(JOINT_COUNT * 2);
  const stillness = new EvidenceScale();
  const takeOff = new EvidenceScale();
  const accent = new EvidenceScale();
  const stopWatch = createStopWatch();
  const coast = createCoast();
  let before: { readonly speed: number; readonly up: number } | null = null;

  const smooth = (frame: MotionFrame): void => {
    for (let i = 0; i < JOINT_COUNT * 2; i++) {
      const value = frame.velocity[i]!;
      once[i] = value + KEEP * (once[i]! - value);
      velocity[i] = once[i]! + KEEP * (velocity[i]! - once[i]!);
    }
  };
  const logSpeed = (joint: number): number =>
    Math.log(FLOOR + Math.sqrt(velocity[joint * 2]! ** 2 + velocity[joint * 2 + 1]! ** 2));
  const upward = (joint: number): number => -velocity[joint * 2 + 1]!;

  return {
    alignment: KINEMATIC_ALIGNMENT,
    step(frame): Activation {
      const { time, visibility } = frame;
      if (!frame.present) return { time, beat: 0, downbeat: 0, activity: coast.unseen() };
      const activity = stopWatch.step(frame);
      smooth(frame);
      const speed = weightedMean(LIMB_WEIGHT, visibility, logSpeed);
      const up = weightedMean(TRUNK_WEIGHT, visibility, upward);
      const last = before ?? { speed, up };
      before = { speed, up };
      const low = stillness.step(-speed, activity, STEP);
      const off = takeOff.step(Math.max(0, speed - last.speed), activity, STEP);
      const bounce = Math.tanh(up / RISING) + PUSH_SHARE * Math.tanh((up - last.up) / STEP / PUSHED);
      const strong = accent.step(frame.energy.whole, activity, STEP);
      coast.seen(activity);
      if (activity === 0) return { time, beat: 0, downbeat: 0, activity };
      return { time, beat: squash(low + TAKE_OFF * off + BOUNCE * bounce), downbeat: squash(strong), activity };
    },
    reset() {
      once.fill(0);
      velocity.fill(0);
      for (const scale of [stillness, takeOff, accent]) scale.reset();
      stopWatch.reset();
      coast.reset();
      before = null;
    },
  };
}
