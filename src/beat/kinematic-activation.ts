import { JOINT, JOINT_COUNT, type JointName } from '../core/joints.ts';
import type { Seconds, TorsosPerSecond, Unit } from '../core/units.ts';
import { MOTION_RATE, type MotionFrame } from '../motion/types.ts';
import { EvidenceScale } from './evidence.ts';
import type { Activation, ActivationModel } from './types.ts';

/** Two poles of this take the pose estimator's jitter out of the velocities. */
const SMOOTHING: Seconds = 0.03;
/** Speeds well below this are all the same: still. */
const FLOOR: TorsosPerSecond = 0.2;
/** How much a joint says; hands and feet carry the beat, the trunk hardly (measured on free motion capture). */
const WEIGHTS: Partial<Record<JointName, number>> = {
  left_wrist: 1,
  right_wrist: 1,
  left_elbow: 0.5,
  right_elbow: 0.5,
  left_knee: 0.3,
  right_knee: 0.3,
  left_ankle: 1,
  right_ankle: 1,
  left_foot_index: 0.5,
  right_foot_index: 0.5,
};
/** Take-off (speed growing) against stillness (speed low): their peaks lie either side of the beat. */
const TAKE_OFF = 0.5;
/** Steepness of the squashing into 0..1. */
const STEEPNESS = 1.2;

/** How the peaks of this activation lie to the beat; measured on free motion capture, see the bias test. */
export const KINEMATIC_ALIGNMENT = {
  /** Seconds by which its filters delay it. */
  lag: 2 * SMOOTHING + 0.5 / MOTION_RATE,
  /** Parts of a beat by which, beyond that, the beat comes after the peak. */
  bias: 0.04,
} as const;

const KEEP = Math.exp(-1 / (SMOOTHING * MOTION_RATE));
const WEIGHT = new Float64Array(JOINT_COUNT);
for (const [name, weight] of Object.entries(WEIGHTS)) WEIGHT[JOINT[name as JointName]] = weight;

function squash(z: number): Unit {
  return 1 / (1 + Math.exp(-STEEPNESS * z));
}

/**
 * Beat evidence without learning: a dancing body is slowest about the beat and takes off from it. Sum over the joints
 * of -log speed and of its fall, brought to the dancer's own scale.
 */
export function createKinematicActivation(): ActivationModel {
  const once = new Float64Array(JOINT_COUNT * 2);
  const twice = new Float64Array(JOINT_COUNT * 2);
  const stillness = new EvidenceScale();
  const takeOff = new EvidenceScale();
  const accent = new EvidenceScale();
  let before: number | null = null;

  const logSpeed = (frame: MotionFrame): number => {
    let sum = 0;
    let total = 1e-9;
    for (let joint = 0; joint < JOINT_COUNT; joint++) {
      const x = smooth(joint * 2, frame.velocity[joint * 2]!);
      const y = smooth(joint * 2 + 1, frame.velocity[joint * 2 + 1]!);
      const weight = WEIGHT[joint]! * frame.visibility[joint]!;
      sum += weight * Math.log(FLOOR + Math.hypot(x, y));
      total += weight;
    }
    return sum / total;
  };
  const smooth = (i: number, value: number): number => {
    once[i] = value + KEEP * (once[i]! - value);
    twice[i] = once[i]! + KEEP * (twice[i]! - once[i]!);
    return twice[i]!;
  };

  return {
    step(frame): Activation {
      const { time, activity } = frame;
      const speed = logSpeed(frame);
      const rise = Math.max(0, speed - (before ?? speed));
      before = speed;
      const dt = 1 / MOTION_RATE;
      const low = stillness.step(-speed, activity, dt);
      const off = takeOff.step(rise, activity, dt);
      const strong = accent.step(frame.energy.whole, activity, dt);
      if (!frame.present || activity === 0) return { time, beat: 0, downbeat: 0, activity };
      return { time, beat: squash((low + TAKE_OFF * off) / (1 + TAKE_OFF)), downbeat: squash(strong), activity };
    },
    reset() {
      once.fill(0);
      twice.fill(0);
      for (const scale of [stillness, takeOff, accent]) scale.reset();
      before = null;
    },
  };
}
