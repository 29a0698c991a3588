import { LANDMARK } from '../core/joints.ts';
import type { Landmark, Person } from '../core/pose-frame.ts';
import type { Hertz, Seconds } from '../core/units.ts';

/**
 * MediaPipe smooths the picture landmarks of a single person by a One Euro filter (Casiez et al. 2012) with these constants
 * (pose_landmarks_detector_graph.cc: min_cutoff 0.05, beta 80, derivate_cutoff 1, speeds relative to the region of
 * interest). On slow joints it lags by 40 to 60 ms, a twelfth of a beat: too much for a drummer. It has no switch.
 */
const MIN_CUTOFF: Hertz = 0.05;
const BETA = 80;
const DERIVATE_CUTOFF: Hertz = 1;
/**
 * Side of the region of interest in distances from the hips to the farther end of the body. MediaPipe's is 2.5 (a circle
 * around the body, and a quarter more); a little less leaves a few milliseconds of lag and restores less noise.
 */
const REGION = 2.2;
/** Shares are looked through in steps of a tenth. */
const DESCENT = 0.9;
const HALVINGS = 20;
const ENDS = [LANDMARK.nose, LANDMARK.left_heel, LANDMARK.right_heel] as const;

/** How much of a new value a first-order low-pass lets in. */
const share = (cutoff: Hertz, rate: Hertz): number => 1 / (1 + rate / (2 * Math.PI * cutoff));

/** One coordinate's past, in pixels and regions a second. */
interface Axis {
  smoothed: number;
  raw: number;
  speed: number;
}

/**
 * One Euro backwards: the value that must have gone in for `smoothed` to come out. Its step is (output step) / (share that the
 * filter let in), and the share grows with the step. Where a joint turns back there can be several solutions; the largest
 * share is the smallest step, and the one that goes on from the speed before. It is bracketed from above, then halved.
 */
function restore(axis: Axis, smoothed: number, scale: number, rate: Hertz): number {
  const { raw: before, speed, smoothed: start } = axis;
  const speedShare = share(DERIVATE_CUTOFF, rate);
  const speedTo = (raw: number): number => speedShare * ((raw - before) / scale) * rate + (1 - speedShare) * speed;
  const rawFor = (part: number): number => start + (smoothed - start) / part;
  const opensWider = (part: number): boolean => share(MIN_CUTOFF + BETA * Math.abs(speedTo(rawFor(part))), rate) > part;
  let high = 1;
  while (high * DESCENT > share(MIN_CUTOFF, rate) && !opensWider(high * DESCENT)) high *= DESCENT;
  let low = high * DESCENT;
  for (let i = 0; i < HALVINGS; i += 1) {
    const middle = (low + high) / 2;
    if (opensWider(middle)) low = middle;
    else high = middle;
  }
  const raw = rawFor((low + high) / 2);
  axis.speed = speedTo(raw);
  axis.raw = raw;
  axis.smoothed = smoothed;
  return raw;
}

/** Side of the region of interest in pixels. */
function regionOf(image: readonly Landmark[], width: number, height: number): number {
  const [left, right] = [image[LANDMARK.left_hip]!, image[LANDMARK.right_hip]!];
  const [x, y] = [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2];
  const reach = ENDS.map((end) => Math.hypot((image[end]![0] - x) * width, (image[end]![1] - y) * height));
  return Math.max(1, REGION * Math.max(...reach));
}

/** Gives back the landmarks as they were before MediaPipe smoothed them. Pose worker; only for graphs of one person. */
export interface Unsmoother {
  /** @param time strictly increasing. Nobody seen: MediaPipe's filter starts anew, and so does this. */
  restore(people: readonly Person[], time: Seconds, width: number, height: number): readonly Person[];
  reset(): void;
}

export function createUnsmoother(): Unsmoother {
  let axes: Axis[] | null = null;
  let last: Seconds = 0;

  const start = (person: Person, width: number, height: number): Axis[] =>
    person.image
      .flatMap(([x, y]) => [x * width, y * height])
      .map((value) => ({ smoothed: value, raw: value, speed: 0 }));

  const restorePerson = (past: readonly Axis[], person: Person, rate: Hertz, width: number, height: number): Person => {
    const scale = regionOf(person.image, width, height);
    const image = person.image.map(([x, y, z, visibility], index): Landmark => {
      const [across, down] = [past[2 * index]!, past[2 * index + 1]!];
      const rawX = restore(across, x * width, scale, rate) / width;
      return [rawX, restore(down, y * height, scale, rate) / height, z, visibility];
    });
    return { ...person, image };
  };

  return {
    restore: (people, time, width, height) => {
      const rate = 1 / (time - last);
      last = time;
      const [person] = people;
      if (!person || !axes) {
        axes = person ? start(person, width, height) : null;
        return people;
      }
      return [restorePerson(axes, person, rate, width, height)];
    },
    reset: () => {
      axes = null;
    },
  };
}
