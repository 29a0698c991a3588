import { LANDMARK, LANDMARK_COUNT, type LandmarkName } from '../../src/core/joints.ts';
import type { Landmark, Person, PoseFrame } from '../../src/core/pose-frame.ts';

/** Rough proportions of a standing person: x in body widths from the middle, y from 0 (head) to 1 (feet). */
const PLACE: Partial<Record<LandmarkName, readonly [number, number]>> = {
  nose: [0, 0],
  left_shoulder: [0.5, 0.2],
  right_shoulder: [-0.5, 0.2],
  left_hip: [0.3, 0.5],
  right_hip: [-0.3, 0.5],
  left_ankle: [0.3, 1],
  right_ankle: [-0.3, 1],
};

/** A person by the middle and height of their body, in parts of the picture. */
export function standing(x: number, y: number, height: number, tag = 0): Person {
  const image = Array.from({ length: LANDMARK_COUNT }, (): Landmark => [x, y, tag, 0]);
  for (const [name, [dx, dy]] of Object.entries(PLACE))
    image[LANDMARK[name as LandmarkName]] = [x + dx * 0.15 * height, y + (dy - 0.5) * height, tag, 1];
  return { image, world: null };
}

export const poseFrame = (t: number, people: readonly Person[]): PoseFrame => ({ t, width: 640, height: 480, people });

/** The mark that {@link standing} was given. */
export const tagOf = (person: Person | null | undefined): number | null => person?.image[0]?.[2] ?? null;
