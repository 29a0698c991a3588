import type { Hertz, Seconds, TorsosPerSecond, Unit } from '../core/units.ts';

/** The regular rate that beat and style stages run at. */
export const MOTION_RATE: Hertz = 30;

/** Parts of the body that have an energy of their own. */
export const LIMBS = ['leftArm', 'rightArm', 'leftLeg', 'rightLeg', 'trunk'] as const;
export type Limb = (typeof LIMBS)[number];

/**
 * The body at one instant of the regular grid (k / MOTION_RATE on the stream clock).
 * Arrays are in the order of `JOINT_NAMES` (17) and belong to the receiver: they are never written again.
 */
export interface MotionFrame {
  readonly time: Seconds;
  /** False while nobody is seen (longer than a bridged gap); then arrays hold the last known body and velocities are 0. */
  readonly present: boolean;
  /** [17 x 2] x right, y down, in torso lengths from the pelvis; image plane; the slow body scale is divided out. */
  readonly position: Float32Array;
  /** [17 x 2] torso lengths a second, of the joint *in the picture* less camera movement (so the pelvis's own bounce and travel count). */
  readonly velocity: Float32Array;
  /** [17] 0..1, how far the joint can be trusted. */
  readonly visibility: Float32Array;
  /** Visibility-weighted mean joint speed a limb, and of the whole body. */
  readonly energy: Readonly<Record<Limb, TorsosPerSecond>> & { readonly whole: TorsosPerSecond };
  /** Movement of the whole frame that was taken out of the velocities. */
  readonly camera: { readonly x: TorsosPerSecond; readonly y: TorsosPerSecond };
  /** 0 at rest .. 1 plainly dancing: whole-body energy with hysteresis, over about half a second. */
  readonly activity: Unit;
}
