import { JOINT, LANDMARK } from '../core/joints.ts';
import type { Landmark } from '../core/pose-frame.ts';
import { MOTION_RATE } from './types.ts';

/** Torso length over shoulder width of an upright adult (0.50 m over 0.36 m in BlazePose's skeleton, 1.35-1.47 in motion capture). */
const TORSO_PER_SHOULDERS = 1.4;
/** A joint of the trunk is used for measuring only when it is at least this visible. */
const TRUSTED = 0.5;
/** World points closer together than this (metres, rms in the picture plane) say nothing about scale. */
const MIN_SPREAD = 0.05;

const TRUNK = [
  [JOINT.left_shoulder, LANDMARK.left_shoulder],
  [JOINT.right_shoulder, LANDMARK.right_shoulder],
  [JOINT.left_hip, LANDMARK.left_hip],
  [JOINT.right_hip, LANDMARK.right_hip],
] as const;

/**
 * How long the torso would be in this picture (picture heights) if it faced the camera; 0 where it can't be told.
 * A turn shortens the shoulders, a bend the torso. World landmarks say by how much; without them the longer of the two counts.
 */
export function torsoInPicture(xy: Float32Array, visibility: Float32Array, world: readonly Landmark[] | null): number {
  if (!trusted(visibility, JOINT.left_shoulder) || !trusted(visibility, JOINT.right_shoulder)) return 0;
  const shoulders = TORSO_PER_SHOULDERS * between(xy, JOINT.left_shoulder, JOINT.right_shoulder);
  if (!trusted(visibility, JOINT.pelvis)) return shoulders;
  return (world && fromWorld(xy, world)) || Math.max(shoulders, between(xy, JOINT.neck, JOINT.pelvis));
}

function trusted(visibility: Float32Array, joint: number): boolean {
  return visibility[joint]! >= TRUSTED;
}

function between(xy: Float32Array, a: number, b: number): number {
  return Math.hypot(xy[a * 2]! - xy[b * 2]!, xy[a * 2 + 1]! - xy[b * 2 + 1]!);
}

/** Torso in metres times picture heights a metre: the spread of the trunk's corners in the picture over that in the world. */
function fromWorld(xy: Float32Array, world: readonly Landmark[]): number {
  const flat = spread((corner, axis) => world[TRUNK[corner]![1]]![axis]!);
  const seen = spread((corner, axis) => xy[TRUNK[corner]![0] * 2 + axis]!);
  const metres = torsoInMetres(world);
  return flat > MIN_SPREAD && metres > 0 ? (metres * seen) / flat : 0;
}

/** Root mean square distance of the trunk's four corners from their centre, in the picture plane. */
function spread(at: (corner: number, axis: 0 | 1) => number): number {
  let sum = 0;
  for (const axis of [0, 1] as const) {
    const mean = (at(0, axis) + at(1, axis) + at(2, axis) + at(3, axis)) / 4;
    for (let corner = 0; corner < 4; corner++) sum += (at(corner, axis) - mean) ** 2;
  }
  return Math.sqrt(sum / 4);
}

function torsoInMetres(world: readonly Landmark[]): number {
  const [ls, rs, lh, rh] = TRUNK.map(([, landmark]) => world[landmark]!) as [Landmark, Landmark, Landmark, Landmark];
  const shoulders = Math.hypot(ls[0] - rs[0], ls[1] - rs[1], ls[2] - rs[2]);
  const torso = Math.hypot(
    (ls[0] + rs[0] - lh[0] - rh[0]) / 2,
    (ls[1] + rs[1] - lh[1] - rh[1]) / 2,
    (ls[2] + rs[2] - lh[2] - rh[2]) / 2,
  );
  return Math.max(torso, TORSO_PER_SHOULDERS * shoulders);
}

/** Time constant of the body scale, seconds: slow against a bar, fast enough for walking up to the camera. */
const SCALE_TIME = 1.5;
/** One measurement may pull by at most this factor, so that a wild one can't make the scale jump. */
const MAX_PULL = Math.log(1.35);

/** The slow, robust body scale, fed once a grid frame. */
export interface BodyScale {
  /** @param torso measured torso, picture heights, or 0. @returns the scale, picture heights a torso; 0 before the first measurement. */
  step(torso: number): number;
  reset(): void;
}

/** Averages in the logarithm (a factor, not a length); the first measurements count in full, so it is right from the start. */
export function createBodyScale(): BodyScale {
  let log = 0;
  let seen = 0;
  return {
    step(torso) {
      if (torso > 0) {
        seen++;
        const share = Math.max(1 / seen, 1 / (SCALE_TIME * MOTION_RATE));
        const pull = Math.log(torso) - log;
        log += seen === 1 ? pull : share * Math.max(-MAX_PULL, Math.min(MAX_PULL, pull));
      }
      return seen === 0 ? 0 : Math.exp(log);
    },
    reset() {
      log = 0;
      seen = 0;
    },
  };
}
