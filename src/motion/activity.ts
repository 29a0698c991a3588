import { JOINT_COUNT } from '../core/joints.ts';
import type { TorsosPerSecond, Unit } from '../core/units.ts';
import { MOTION_RATE } from './types.ts';

/** Body speeds (rms over joints, below about 3 Hz, noise taken off) that begin and end movement, and that are plainly dancing. */
export const MOVES: TorsosPerSecond = 0.3;
export const RESTS: TorsosPerSecond = 0.18;
export const DANCES: TorsosPerSecond = 0.5;
/** Seconds from 0 to 1 and back: a held pose of half a beat is not a rest. */
const RISE = 0.25;
const FALL = 0.5;
/** Smoothing of each joint's velocity, twice one pole: 0.06 s each, so 2 to 4 px of jitter shrink about tenfold and a beat passes. */
const SMOOTH = 1 / (0.06 * MOTION_RATE);
/** The level follows power up within 0.1 s and down within 0.6 s. */
const ATTACK = 1 / (0.1 * MOTION_RATE);
const RELEASE = 1 / (0.6 * MOTION_RATE);
/** The noise floor is a mean over a second. */
const NOISE = 1 / MOTION_RATE;
/**
 * Jitter that is white from frame to frame has, in the second difference of its velocity, this many times the power
 * that it keeps in the twice smoothed velocity; slow movement has nearly none there. Power ratio, from the filters' responses.
 */
const JITTER_RATIO = whiteJitterRatio(SMOOTH);

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
  const last = new Float32Array(JOINT_COUNT * 2);
  const difference = new Float32Array(JOINT_COUNT * 2);
  let power = 0;
  let noise = 0;
  let moving = false;
  let activity = 0;

  /** Adds one coordinate's share to the two sums: smoothed power and power of the jitter. */
  const smooth = (i: number, v: number): void => {
    once[i] = once[i]! + SMOOTH * (v - once[i]!);
    twice[i] = twice[i]! + SMOOTH * (once[i]! - twice[i]!);
  };
  const jitter = (i: number, v: number): number => {
    const now = v - last[i]!;
    const second = now - difference[i]!;
    last[i] = v;
    difference[i] = now;
    return second * second;
  };

  return {
    get level() {
      return Math.sqrt(Math.max(0, power - noise / JITTER_RATIO));
    },
    step(velocity, weight) {
      let slow = 0;
      let fast = 0;
      let total = 1e-9;
      for (let i = 0; i < velocity.length; i++) {
        const share = weight[i >> 1]!;
        smooth(i, velocity[i]!);
        slow += share * twice[i]! * twice[i]!;
        fast += share * jitter(i, velocity[i]!);
        total += share / 2;
      }
      power += (slow / total > power ? ATTACK : RELEASE) * (slow / total - power);
      noise += NOISE * (fast / total - noise);
      moving = this.level > (moving ? RESTS : MOVES);
      activity = approach(activity, moving ? target(this.level) : 0);
      return activity;
    },
    reset() {
      for (const state of [once, twice, last, difference]) state.fill(0);
      power = noise = activity = 0;
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

/** Response of the two filters to white jitter of the position, summed over the spectrum. */
function whiteJitterRatio(alpha: number): number {
  let kept = 0;
  let measured = 0;
  for (let k = 0; k < 512; k++) {
    const w = (Math.PI * (k + 0.5)) / 512;
    const velocity = 2 - 2 * Math.cos(w);
    const pole = alpha ** 2 / (1 + (1 - alpha) ** 2 - 2 * (1 - alpha) * Math.cos(w));
    kept += velocity * pole ** 2;
    measured += velocity ** 3;
  }
  return measured / kept;
}
