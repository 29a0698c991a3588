import { JOINT_COUNT, JOINT_NAMES } from '../core/joints.ts';
import type { Seconds } from '../core/units.ts';
import { MOTION_RATE, type MotionFrame } from '../motion/types.ts';

const PLANE = JOINT_COUNT * 2;
/** Where a body usually is, the mean of so long, is no movement. */
const USUAL: Seconds = 2;
const KEEP = Math.exp(-1 / (USUAL * MOTION_RATE));
/** No joint is farther from the pelvis, in torso lengths: one that is was seen wrongly. */
const FARTHEST = 4;
/** Velocities are compressed by 1 + this times themselves, so that a single fast limb doesn't speak for the body. */
const COMPRESSION = 0.3;
/** Added to a speed before its logarithm is taken, torsos a second: below it all speeds are the same. */
const FLOOR = 0.2;
/** The mean speed of the body is one number beside the many of its joints. */
const WHOLE_SCALE = 4;

/** What of a body is compared with what it was before, as spans of a Movement. Those of places and velocities have a mirror image. */
export const ASPECTS = [
  { from: 0, size: PLANE, mirrors: true },
  { from: PLANE, size: PLANE, mirrors: true },
  { from: 2 * PLANE, size: JOINT_COUNT, mirrors: false },
  { from: 2 * PLANE + JOINT_COUNT, size: 1, mirrors: false },
] as const;
export const MOVEMENT_SIZE = 2 * PLANE + JOINT_COUNT + 1;

const NAMES: readonly string[] = JOINT_NAMES;
/** The joint on the other side of the body, or the joint itself. */
const OTHER_SIDE = NAMES.map((name) => {
  const other = name.startsWith('left_') ? name.replace('left_', 'right_') : name.replace('right_', 'left_');
  return NAMES.indexOf(other);
});

/**
 * How a body moves at one instant, to be compared with other instants: joint places and log speeds, less their mean of late, and compressed
 * velocities, all faded with visibility.
 */
export interface MovementOf {
  /** @returns [86] places [17 x 2], velocities [17 x 2], log speeds [17], their mean; a new array */
  step(frame: MotionFrame): Float32Array;
  reset(): void;
}

export function createMovement(): MovementOf {
  const sums = new Float64Array(PLANE + JOINT_COUNT);
  let weight = 0;
  /** Less its mean of late. */
  const unusual = (index: number, value: number): number => {
    sums[index] = KEEP * sums[index]! + value;
    return value - sums[index]! / weight;
  };
  return {
    step({ position, velocity, visibility }) {
      const out = new Float32Array(MOVEMENT_SIZE);
      weight = KEEP * weight + 1;
      let whole = 0;
      for (let joint = 0; joint < JOINT_COUNT; joint++) {
        const seen = visibility[joint]!;
        for (let axis = 2 * joint; axis < 2 * joint + 2; axis++) {
          const place = Math.max(-FARTHEST, Math.min(FARTHEST, position[axis]!));
          const speed = velocity[axis]!;
          out[axis] = unusual(axis, place) * seen;
          out[PLANE + axis] = (speed / (1 + COMPRESSION * Math.abs(speed))) * seen;
        }
        const speed = Math.hypot(velocity[2 * joint]!, velocity[2 * joint + 1]!);
        const log = unusual(PLANE + joint, Math.log(FLOOR + speed)) * seen;
        out[2 * PLANE + joint] = log;
        whole += log;
      }
      out[MOVEMENT_SIZE - 1] = (WHOLE_SCALE * whole) / JOINT_COUNT;
      return out;
    },
    reset() {
      sums.fill(0);
      weight = 0;
    },
  };
}

/** The same movement by the mirror image of the body: left is right, x changes sign. Writes what has a mirror image into `into`. */
export function mirror(movement: Float32Array, into: Float32Array): void {
  for (const { from, mirrors } of ASPECTS) {
    if (!mirrors) continue;
    for (let joint = 0; joint < JOINT_COUNT; joint++) {
      const other = from + 2 * OTHER_SIDE[joint]!;
      into[from + 2 * joint] = -movement[other]!;
      into[from + 2 * joint + 1] = movement[other + 1]!;
    }
  }
}
