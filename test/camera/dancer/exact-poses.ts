import type { Choreography } from '../../../src/camera/dancer/choreography.ts';
import { FRONT_VIEW, personIn, shoot } from '../../../src/camera/dancer/virtual-camera.ts';
import type { PoseFrame } from '../../../src/core/pose-frame.ts';
import type { Hertz, Seconds } from '../../../src/core/units.ts';

const { width, height } = FRONT_VIEW;

/** A dance as a pose model without error would see it from the front. */
export function exactPoses(dance: Choreography, seconds: Seconds, fps: Hertz = 30): PoseFrame[] {
  return Array.from({ length: seconds * fps }, (_, index) => {
    const t = index / fps;
    return { t, width, height, people: [personIn(shoot(FRONT_VIEW, t), dance.jointsAt(t))] };
  });
}
