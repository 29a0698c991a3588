import { type ChoreographyOptions, createChoreography } from '../../src/camera/dancer/choreography.ts';
import { createEstimatorNoise } from '../../src/camera/dancer/estimator-noise.ts';
import { type CameraView, FRONT_VIEW, personIn, shoot } from '../../src/camera/dancer/virtual-camera.ts';
import type { Person } from '../../src/core/pose-frame.ts';
import { createRandom } from '../../src/core/random.ts';
import type { Seconds } from '../../src/core/units.ts';
import { createMotion } from '../../src/motion/motion.ts';
import type { MotionFrame } from '../../src/motion/types.ts';
import type { PersonFrame } from '../../src/pose/types.ts';

export const PATTERN_A = [1, 0, 0, 0.6, 0, 0, 0.8, 0, 1, 0, 0, 0, 0.7, 0, 0.5, 0];
export const PATTERN_B = [0, 0, 1, 0, 0.7, 0, 0, 0, 0.6, 0, 1, 0, 0, 0.8, 0, 0];

/** Moves every landmark in the picture, in parts of its width and height. */
export function shifted(person: Person, dx: number, dy: number): Person {
  return { ...person, image: person.image.map(([x, y, z, seen]) => [x + dx, y + dy, z, seen]) };
}

export interface Filming {
  readonly seconds: Seconds;
  readonly fps?: number;
  readonly view?: CameraView;
  /** Estimator jitter in pixels at the trunk. */
  readonly jitter?: number;
  /** Camera movement: what is added to the picture, by time. */
  readonly moved?: (time: Seconds) => readonly [number, number];
}

/** The drawn dancer as the pose stage would see it. */
export function film(options: ChoreographyOptions, filming: Filming): PersonFrame[] {
  const { seconds, fps = 30, view = FRONT_VIEW, jitter = 0, moved = () => [0, 0] } = filming;
  const { width, height } = view;
  const choreography = createChoreography(options);
  const noise = createEstimatorNoise({ jitter, drop: 0 }, view, createRandom(options.seed));
  return Array.from({ length: Math.floor(seconds * fps) }, (_, k) => {
    const time = k / fps;
    const person = noise(personIn(shoot(view, time), choreography.jointsAt(time)));
    return { time, person: person && shifted(person, ...moved(time)), width, height, bridged: false };
  });
}

export function toMotion(frames: readonly PersonFrame[]): MotionFrame[] {
  const motion = createMotion();
  return frames.flatMap((frame) => motion.step(frame));
}

export const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [x, y] = [Array.from(a), Array.from(b)];
  const [mx, my] = [mean(x), mean(y)];
  const product = mean(x.map((v, i) => (v - mx) * (y[i]! - my)));
  return product / (Math.sqrt(mean(x.map((v) => (v - mx) ** 2)) * mean(y.map((v) => (v - my) ** 2))) || 1);
}
