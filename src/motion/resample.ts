import { JOINT_COUNT } from '../core/joints.ts';
import type { Seconds } from '../core/units.ts';
import { GUESSED, type JointFrame } from './joints.ts';
import { MOTION_RATE } from './types.ts';

/** Longer than this without a person is an absence; shorter is bridged by a straight line. */
export const MAX_GAP: Seconds = 0.3;
/** A step of time beyond this (or backwards) is another stream: the grid starts anew there instead of being filled. */
const MAX_FILL: Seconds = 5;

/** The body at an instant of the regular grid; `joints` is null while nobody is there. */
export interface GridPose {
  readonly time: Seconds;
  readonly joints: JointFrame | null;
}

export interface Resampler {
  /** Grid instants after the last frame up to and including `time`, oldest first. `cut`: time jumped, forget the past. */
  step(time: Seconds, joints: JointFrame | null): { readonly cut: boolean; readonly poses: readonly GridPose[] };
  reset(): void;
}

/**
 * Brings irregular frames onto the instants k / MOTION_RATE by straight lines between neighbours. Causal:
 * an instant comes out with the first frame at or after it. Frames that don't move time on are ignored.
 */
export function createResampler(): Resampler {
  let last: { time: Seconds; joints: JointFrame | null } | null = null;
  let next = 0;
  const instant = (k: number): Seconds => k / MOTION_RATE;
  const start = (time: Seconds): void => {
    next = Math.ceil(time * MOTION_RATE - 1e-6);
  };
  return {
    step(time, joints) {
      if (last && time === last.time) return { cut: false, poses: [] };
      const cut = last !== null && (time < last.time || time > last.time + MAX_FILL);
      if (cut || !last) {
        start(time);
        last = null;
      }
      const poses: GridPose[] = [];
      for (; instant(next) <= time + 1e-9; next++) {
        poses.push({ time: instant(next), joints: at(instant(next), last, { time, joints }) });
      }
      last = { time, joints };
      return { cut, poses };
    },
    reset() {
      last = null;
    },
  };
}

type Sample = { readonly time: Seconds; readonly joints: JointFrame | null };

function at(time: Seconds, before: Sample | null, after: Sample): JointFrame | null {
  if (after.time - time < 1e-9) return after.joints && { ...after.joints, time };
  if (!before?.joints || !after.joints || after.time - before.time > MAX_GAP) return null;
  return blend(time, before.joints, after.joints, (time - before.time) / (after.time - before.time));
}

function blend(time: Seconds, a: JointFrame, b: JointFrame, share: number): JointFrame {
  const xy = new Float32Array(JOINT_COUNT * 2);
  const visibility = new Float32Array(JOINT_COUNT);
  for (let joint = 0; joint < JOINT_COUNT; joint++) {
    const weight = blendWeight(a.visibility[joint]!, b.visibility[joint]!, share);
    for (let i = joint * 2; i < joint * 2 + 2; i++) xy[i] = a.xy[i]! + weight * (b.xy[i]! - a.xy[i]!);
    visibility[joint] = a.visibility[joint]! + share * (b.visibility[joint]! - a.visibility[joint]!);
    if (weight !== share) visibility[joint] = Math.min(a.visibility[joint]!, b.visibility[joint]!);
  }
  return { time, xy, visibility, torso: blendTorso(a.torso, b.torso, share) };
}

/** A guessed joint has no place on the line: the seen neighbour's place is taken whole. */
function blendWeight(a: number, b: number, share: number): number {
  if (a < GUESSED && b >= GUESSED) return 1;
  if (b < GUESSED && a >= GUESSED) return 0;
  return share;
}

function blendTorso(a: number, b: number, share: number): number {
  return a > 0 && b > 0 ? a + share * (b - a) : Math.max(a, b);
}
