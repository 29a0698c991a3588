import { LANDMARK, LANDMARK_COUNT } from '../../../src/core/joints.ts';
import type { Landmark, Person } from '../../../src/core/pose-frame.ts';

export const ASPECT = 4 / 3;
const TORSO = 0.3;

/** A body whose wrists are so many torsos apart. */
export function bodyWithGap(gap: number, visibility = 1): Person {
  const image = Array.from({ length: LANDMARK_COUNT }, (): Landmark => [0.5, 0.5, 0, 1]);
  const set = (name: keyof typeof LANDMARK, x: number, y: number, v = 1): void => {
    image[LANDMARK[name]] = [x, y, 0, v];
  };
  set('left_shoulder', 0.58, 0.3);
  set('right_shoulder', 0.42, 0.3);
  set('left_hip', 0.55, 0.3 + TORSO);
  set('right_hip', 0.45, 0.3 + TORSO);
  set('left_wrist', 0.5 + (gap * TORSO) / 2 / ASPECT, 0.4, visibility);
  set('right_wrist', 0.5 - (gap * TORSO) / 2 / ASPECT, 0.4, visibility);
  return { image, world: null };
}
