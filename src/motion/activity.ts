import { JOINT_COUNT } from '../core/joints.ts';
import { createRoughness } from '../core/roughness.ts';
import type { TorsosPerSecond, Unit } from '../core/units.ts';
import { MOTION_RATE } from './types.ts';

/** Body speeds (rms over joints, below about 1.5 Hz, noise taken off) that begin and end movement, and that are plainly dancing. */
export const MOVES: TorsosPerSecond = 0.11;
export const RESTS: TorsosPerSecond = 0.075;
export const DANCES: TorsosPerSecond = 0.2;
/** Seconds from 0 to 1 and back. */
const RISE = 0.25;
const FALL = 0.12;
/** Smoothing of each joint's velocity, twice one pole: 0.12 s each, so that jitter goes and the body's slower movement stays: half of a bounce at 120 a minute. */
const SMOOTH = 1 / (0.12 * MOTION_RATE);
/** The level follows power up within 0.1 s and down within 0.2 s: at rest within a second of the stop, over a calm dance's turning points. */
const ATTACK = 1 / (0.1 * MOTION_RATE);
const RELEASE = 1 / (0.2 * MOTION_RATE);
/**
 * The noise floor follows jitter down within 0.3 s and up within 2 s (it is the mean in the first second): jitter stays,
 * while a sharp hit, as quick as jitter, is over before it has raised the floor above the dance around it.
 */
const NOISE_FALL = 1 / (0.3 * MOTION_RATE);
const NOISE_RISE = 1 / (2 * MOTION_RATE);
/**
 * Jitter is quick, dancing is slow: this share of the power of the velocity's second difference is put down to jitter.
 * More, and weak dances under strong jitter go under; less, and smoothed jitter of 3 px at 480 lines moves.
 */
const JITTER_SHARE = 0.015;

/** Is this body dancing or standing? */
export interface Activity {
  /** @returns 0 at rest .. 1 plainly dancing. */
  step(velocity: Float32Array, weight: Float32Array): Unit;
  /** The slow body speed that the last answer was based on. */
  readonly level: TorsosPerSecond;
  reset(): void;
}

export function createActivity(): Activity {
  const once = new Float32Array(JOINT_COUNT * 2);
  const twice = new Float32Array(JOINT_COUNT * 2);
  const roughness = createRoughness();
  let power = 0;
  let noise = 0;
  let frames = 0;
  let moving = false;
  let activity = 0;

  const smooth = (i: number, v: number): void => {
    once[i] = once[i]! + SMOOTH * (v - once[i]!);
    twice[i] = twice[i]! + SMOOTH * (once[i]! - twice[i]!);
  };

  return {
    get level() {
      return Math.sqrt(Math.max(0, power - JITTER_SHARE * noise));
    },
    step(velocity, weight) {
      let slow = 0;
      let total = 1e-9;
      for (let i = 0; i < velocity.length; i++) {
        const share = weight[i >> 1]!;
        smooth(i, velocity[i]!);
        slow += share * twice[i]! * twice[i]!;
        total += share / 2;
      }
      const rough = roughness.step(velocity, weight);
      power += (slow / total > power ? ATTACK : RELEASE) * (slow / total - power);
      frames++;
      const follow = rough > noise ? NOISE_RISE : NOISE_FALL;
      noise += Math.max(follow, frames < MOTION_RATE ? 1 / frames : 0) * (rough - noise);
      moving = this.level > (moving ? RESTS : MOVES);
      activity = approach(activity, moving ? target(this.level) : 0);
      return activity;
    },
    reset() {
      once.fill(0);
      twice.fill(0);
      roughness.reset();
      power = noise = frames = activity = 0;
      moving = false;
    },
  };
}

/** Once moving, 0.3 at the level that ends it, so that movement is never nothing. */
function target(level: TorsosPerSecond): Unit {
  return Math.min(1, Math.max(0.3, 0.3 + (0.7 * (level - RESTS)) / (DANCES - RESTS)));
}

function approach(from: Unit, to: Unit): Unit {
  const up = 1 / (RISE * MOTION_RATE);
  const down = 1 / (FALL * MOTION_RATE);
  return to > from ? Math.min(to, from + up) : Math.max(to, from - down);
}
