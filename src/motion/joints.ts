import { JOINT, JOINT_COUNT, JOINT_NAMES, LANDMARK } from '../core/joints.ts';
import type { Landmark, Person } from '../core/pose-frame.ts';
import type { Seconds } from '../core/units.ts';
import { torsoInPicture } from './torso.ts';

/** Below this a joint's coordinates are a guess (or the recording's filler) and must not be used. */
export const GUESSED = 0.1;

/** The 17 joints of one person in one picture, in *picture heights* (x right, y down), aspect included. */
export interface JointFrame {
  readonly time: Seconds;
  /** [17 x 2] picture heights. */
  readonly xy: Float32Array;
  /** [17] 0..1. */
  readonly visibility: Float32Array;
  /** Length of the torso as if it faced the camera, picture heights; 0 where it can't be told. */
  readonly torso: number;
}

/** Landmark index of each of the first 15 joints; pelvis and neck are made of two. */
const SOURCE = JOINT_NAMES.slice(0, 15).map((name) => LANDMARK[name as keyof typeof LANDMARK]);

/**
 * A person's landmarks as the 17 joints.
 * @param width,height picture size in pixels: only their ratio matters.
 */
export function toJoints(time: Seconds, person: Person, width: number, height: number): JointFrame {
  const xy = new Float32Array(JOINT_COUNT * 2);
  const visibility = new Float32Array(JOINT_COUNT);
  SOURCE.forEach((landmark, joint) => {
    place(xy, visibility, joint, person.image[landmark]!, width / height);
  });
  midpoint(xy, visibility, JOINT.pelvis, JOINT.left_hip, JOINT.right_hip);
  midpoint(xy, visibility, JOINT.neck, JOINT.left_shoulder, JOINT.right_shoulder);
  const torso = torsoInPicture(xy, visibility, person.world);
  if (visibility[JOINT.pelvis]! < GUESSED) hangPelvis(xy, torso);
  return { time, xy, visibility, torso };
}

/** A coordinate that is no number counts as not seen. */
function place(xy: Float32Array, visibility: Float32Array, joint: number, landmark: Landmark, aspect: number): void {
  const [x, y, , seen] = landmark;
  const known = Number.isFinite(x) && Number.isFinite(y) && seen > 0;
  xy[joint * 2] = known ? x * aspect : 0;
  xy[joint * 2 + 1] = known ? y : 0;
  visibility[joint] = known ? Math.min(1, seen) : 0;
}

function midpoint(xy: Float32Array, visibility: Float32Array, middle: number, a: number, b: number): void {
  xy[middle * 2] = (xy[a * 2]! + xy[b * 2]!) / 2;
  xy[middle * 2 + 1] = (xy[a * 2 + 1]! + xy[b * 2 + 1]!) / 2;
  visibility[middle] = Math.min(visibility[a]!, visibility[b]!);
}

/** Hips out of the picture: the body's origin hangs one torso below the neck, not in the corner of the picture. */
function hangPelvis(xy: Float32Array, torso: number): void {
  xy[JOINT.pelvis * 2] = xy[JOINT.neck * 2]!;
  xy[JOINT.pelvis * 2 + 1] = xy[JOINT.neck * 2 + 1]! + torso;
}
