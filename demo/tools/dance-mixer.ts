import type { Choreography } from '../../src/camera/dancer/choreography.ts';
import { JOINT_COUNT, JOINT_NAMES, LANDMARK } from '../../src/core/joints.ts';
import type { Random } from '../../src/core/random.ts';
import type { Seconds } from '../../src/core/units.ts';

/** 17 joints x 3, metres, y up: one instant of a body. */
export type Bodies = Float64Array;

/** A body in motion, with what is known of its beats. */
export interface Mover {
  at(time: Seconds): Bodies;
  readonly beats: readonly Seconds[];
  readonly downbeats: readonly Seconds[];
  readonly rests: readonly (readonly [Seconds, Seconds])[];
}

/** Motion capture at a fixed rate. */
export interface Clip {
  readonly name: string;
  readonly kind: string;
  readonly rate: number;
  readonly frames: number;
  readonly beats: readonly Seconds[];
  readonly downbeats: readonly Seconds[];
  /** One camera's picture is all there is of it. */
  readonly flat?: boolean;
  /** [frames x 17 x 3] */
  readonly positions: Float32Array;
}

const SIZE = JOINT_COUNT * 3;
const NEIGHBOUR_STEP: Seconds = 1 / 60;
/** Landmarks of the joints that a landmark stands for; pelvis and neck are made of two. */
const SOURCES: readonly (readonly number[])[] = JOINT_NAMES.map((name) => {
  if (name === 'pelvis') return [LANDMARK.left_hip, LANDMARK.right_hip];
  if (name === 'neck') return [LANDMARK.left_shoulder, LANDMARK.right_shoulder];
  return [LANDMARK[name]];
});
/** Joints that may keep a time of their own: arms, legs, head. The trunk goes with neither. */
export const PARTS: readonly (readonly number[])[] = [[3, 5], [4, 6], [9, 11, 13], [10, 12, 14], [0]];

/** The choreographed dancer as 17 joints. */
export function dancedBody(dance: Choreography, time: Seconds): Bodies {
  const skeleton = dance.jointsAt(time);
  const body = new Float64Array(SIZE);
  SOURCES.forEach((sources, joint) => {
    for (const source of sources)
      for (let axis = 0; axis < 3; axis++) body[joint * 3 + axis]! += skeleton[source]![axis]! / sources.length;
  });
  return body;
}

/** A clip's body at a time; it stands still before and after. */
export function clipBody(clip: Clip, time: Seconds): Bodies {
  const at = Math.min(clip.frames - 1.001, Math.max(0, time * clip.rate));
  const low = Math.floor(at);
  const share = at - low;
  const body = new Float64Array(SIZE);
  for (let i = 0; i < SIZE; i++) {
    const before = clip.positions[low * SIZE + i]!;
    body[i] = before + share * (clip.positions[(low + 1) * SIZE + i]! - before);
  }
  return body;
}

/**
 * Time runs at `speed`, faster and slower by up to `depth` every `period` seconds, and stops at `stop`.
 * The clip's beats go with it.
 */
export function retimed(
  clip: Clip,
  { speed, depth, period, stop, seconds }: Readonly<Record<'speed' | 'depth' | 'period' | 'stop' | 'seconds', number>>,
): Mover {
  const steps = Math.ceil(seconds / NEIGHBOUR_STEP) + 1;
  const table = new Float64Array(steps);
  const rateAt = (time: Seconds): number =>
    speed * (1 + depth * Math.sin((2 * Math.PI * time) / period)) * Math.min(1, Math.max(0, (stop - time) / 0.15));
  for (let i = 1; i < steps; i++) table[i] = table[i - 1]! + rateAt((i - 0.5) * NEIGHBOUR_STEP) * NEIGHBOUR_STEP;
  const inClip = (time: Seconds): Seconds => {
    const at = Math.min(steps - 1.001, Math.max(0, time / NEIGHBOUR_STEP));
    const low = Math.floor(at);
    return table[low]! + (at - low) * (table[low + 1]! - table[low]!);
  };
  const outside = (moment: Seconds): Seconds => {
    const i = table.findIndex((value) => value > moment);
    if (i <= 0) return Number.POSITIVE_INFINITY;
    return (i - (table[i]! - moment) / (table[i]! - table[i - 1]!)) * NEIGHBOUR_STEP;
  };
  const until = Math.min(seconds, stop);
  const moved = (times: readonly Seconds[]): Seconds[] => times.map(outside).filter((time) => time < until);
  return {
    at: (time) => clipBody(clip, inClip(time)),
    beats: moved(clip.beats),
    downbeats: moved(clip.downbeats),
    rests: stop < seconds ? [[stop, seconds]] : [],
  };
}

/** Part of the beat gone at a time, for warping; 0 where no beats are near. */
function phaseOf(beats: readonly Seconds[]): (time: Seconds) => { readonly phase: number; readonly period: Seconds } {
  let i = 0;
  return (time) => {
    if (i > 0 && beats[i - 1]! > time) i = 0;
    while (i < beats.length && beats[i]! <= time) i++;
    const [from, to] = [beats[i - 1], beats[i]];
    if (from === undefined || to === undefined || to - from > 1.3) return { phase: 0, period: 0 };
    return { phase: (time - from) / (to - from), period: to - from };
  };
}

/**
 * The same dance by a body of its own habits: limbs a little early or late, each beat swung differently by each limb,
 * all of it smaller or larger.
 */
export function individual(mover: Mover, random: Random): Mover {
  const phase = phaseOf(mover.beats);
  const habits = PARTS.map(() => ({
    late: 0.05 * random.normal(),
    swing: random.between(0, 0.08),
    turn: random.between(0, 2 * Math.PI),
  }));
  const size = random.between(0.35, 1.15);
  const slow = new Float64Array(SIZE);
  let settled = false;
  const at = (time: Seconds): Bodies => {
    const body = mover.at(time);
    const { phase: now, period } = phase(time);
    PARTS.forEach((joints, part) => {
      const { late, swing, turn } = habits[part]!;
      const shift = period * (late + swing * Math.sin(2 * Math.PI * now + turn));
      const other = shift === 0 ? body : mover.at(time - shift);
      const root = 15;
      for (const joint of joints)
        for (let axis = 0; axis < 3; axis++)
          body[joint * 3 + axis] = body[root * 3 + axis]! + other[joint * 3 + axis]! - other[root * 3 + axis]!;
    });
    for (let i = 0; i < SIZE; i++) {
      slow[i] = settled ? slow[i]! + 0.01 * (body[i]! - slow[i]!) : body[i]!;
      body[i] = slow[i]! + size * (body[i]! - slow[i]!);
    }
    settled = true;
    return body;
  };
  return { ...mover, at };
}

/** Adds movement that has nothing to do with the beat to some limbs: real, from motion capture without beats. */
export function distracted(mover: Mover, clip: Clip, random: Random): Mover {
  const joints = PARTS.filter(() => random.next() < 0.5).flat();
  const strength = random.between(0.2, 0.8);
  const from = random.between(0, Math.max(0, clip.frames / clip.rate - 4));
  const length = clip.frames / clip.rate - from;
  const resting = (time: Seconds): boolean => mover.rests.some(([a, b]) => time >= a && time < b);
  const mean = clipBody(clip, from);
  return {
    ...mover,
    at: (time) => {
      const body = mover.at(time);
      if (resting(time)) return body;
      const there = time % (2 * length);
      const other = clipBody(clip, from + (there < length ? there : 2 * length - there));
      for (const joint of joints)
        for (let axis = 0; axis < 3; axis++) {
          const i = joint * 3 + axis;
          body[i]! += strength * (other[i]! - other[45 + axis]! - mean[i]! + mean[45 + axis]!);
        }
      return body;
    },
  };
}
