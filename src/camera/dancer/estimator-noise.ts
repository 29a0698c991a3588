import { LANDMARK, LANDMARK_NAMES } from '../../core/joints.ts';
import type { Landmark, Person } from '../../core/pose-frame.ts';
import type { Random } from '../../core/random.ts';
import type { Hertz, Seconds, Unit } from '../../core/units.ts';
import { OPPOSITE } from './virtual-camera.ts';

/** How a real pose model errs. Pixels are standard deviations at the trunk, along each axis; limbs err more. */
export interface EstimatorNoise {
  /** Error that is there at rest as well: noise of the picture. */
  readonly jitter: number;
  /** Share of frames without any detection. They come in runs of three on average. */
  readonly drop: Unit;
  /** Error that changes as the pose changes and stays as it is in a body that stands still, in pixels. Left out: 0. */
  readonly wander?: number;
  /** Growth of `wander` with a joint's speed: 0 none, 1 (left out) as measured. */
  readonly speedError?: number;
  /** How late the trunk is seen; limbs, being faster, are less late. At most a frame. Left out: 0. */
  readonly lag?: Seconds;
  /** Share of frames in which the body is seen the wrong way round, left for right, for a few frames. Left out: 0. */
  readonly swaps?: Unit;
  /** Frames a second that come in, for speed, lag and memory. Left out: 30. */
  readonly fps?: Hertz;
}

/**
 * What MediaPipe's lite model does to the drawn dancer: 3600 frames of six dances, 84 to 148 bpm, in a picture of 640 x 480,
 * its smoothing undone (demo/tools/measure-estimator.ts). Nobody was ever missed. Left and right were exchanged in 0.14 %
 * of frames, all in full turns. On top of this a joint is seen 2 (trunk, wrist) to 6 (hand) pixels beside its place for a
 * whole dance, which is the body's shape to what follows. A drawing is clean, and webcam pictures of people are harder.
 */
export const FITTED: Required<EstimatorNoise> = {
  jitter: 0.2,
  drop: 0,
  wander: 1.2,
  speedError: 1,
  lag: 0.005,
  swaps: 0.0014,
  fps: 30,
};

/** Errors of one class of joints, in the same measurement. */
interface Clumsiness {
  /** `jitter` relative to the trunk's, rounded: knees and toes were a little worse, elbows better. */
  readonly jitter: number;
  /** `wander` of a joint that does not move, relative to the trunk's. */
  readonly wander: number;
  /** What every pixel a second adds to that. */
  readonly growth: Seconds;
  /** Relative to the trunk's. */
  readonly lag: number;
  /** An error decays to 1/e within this time of dance. */
  readonly memory: Seconds;
  /** Mean visibility that is missing. */
  readonly dim: Unit;
}

const TRUNK: Clumsiness = { jitter: 1, wander: 1, growth: 0.0071, lag: 1, memory: 0.148, dim: 0 };
const HAND: Clumsiness = { jitter: 2, wander: 4.2, growth: 0.0041, lag: 0.24, memory: 0.173, dim: 0.1 };
/** By landmark name without its side; all others are the trunk's. */
const LIMBS: Readonly<Record<string, Clumsiness>> = {
  elbow: { jitter: 1.6, wander: 2.5, growth: 0.0075, lag: 0.56, memory: 0.143, dim: 0.026 },
  wrist: { jitter: 2, wander: 2.15, growth: 0.0061, lag: 0.31, memory: 0.088, dim: 0.054 },
  pinky: HAND,
  index: HAND,
  thumb: HAND,
  knee: { jitter: 1.6, wander: 1.26, growth: 0.0098, lag: 0.67, memory: 0.117, dim: 0.021 },
  ankle: { jitter: 1.6, wander: 1.19, growth: 0.0136, lag: 0.22, memory: 0.075, dim: 0.024 },
  heel: { jitter: 1.6, wander: 1.6, growth: 0.0119, lag: 0.11, memory: 0.088, dim: 0.125 },
  foot_index: { jitter: 1.6, wander: 1.22, growth: 0.0172, lag: 0.44, memory: 0.074, dim: 0.034 },
};
const CLASSES = LANDMARK_NAMES.map((name) => LIMBS[name.replace(/^(left|right)_/, '')] ?? TRUNK);

/** Jitter lasts into the next frame by this much. A guess: it takes a real camera to measure it. */
const JITTER_MEMORY = 0.6;
/** Where the body's limbs move at this speed on average, pixels a second, errors last as measured; longer where slower. */
const DANCING = 60;
const MOVING = ['shoulder', 'elbow', 'wrist', 'hip', 'knee', 'ankle'].flatMap((name) =>
  ['left', 'right'].map((side) => LANDMARK[`${side}_${name}` as keyof typeof LANDMARK]),
);
/** Frames in a row: the first is a guess (the drawn dancer is never lost), the second measured in full turns. */
const DROP_RUN = 3;
const SWAP_RUN = 2.5;
/** MediaPipe smooths visibility: its correlation falls to a half in a third of a second, that of its root in two thirds. */
const VISIBILITY_MEMORY: Seconds = 1;

/** Noise of standard deviation 1, one value a frame, that remembers its last by a part of 0 to 1 (an AR(1) process). */
function createMemory(random: Random, start = 0): (memory: Unit) => number {
  let last = start;
  return (memory) => (last = memory * last + Math.sqrt(1 - memory ** 2) * random.normal());
}

/** True in a `share` of frames, in runs of `length` on average (a Markov chain of two states). */
function createRuns(share: Unit, length: number, random: Random): () => boolean {
  const begin = share / (length * Math.max(1e-9, 1 - share));
  let is = false;
  return () => (is = random.next() < (is ? 1 - 1 / length : begin));
}

const exchanged = (landmarks: readonly Landmark[]): readonly Landmark[] =>
  landmarks.map((_, i) => landmarks[OPPOSITE[i]!]!);

/**
 * Adds a pose model's errors, frame by frame in order; null where it loses the person. Errors that are left out take nothing
 * from `random`: with the same seed, all others stay the same.
 * @param size of the picture in pixels.
 */
export function createEstimatorNoise(
  { jitter, drop, wander = 0, speedError = 1, lag = 0, swaps = 0, fps = 30 }: EstimatorNoise,
  size: { readonly width: number; readonly height: number },
  random: Random,
): (person: Person) => Person | null {
  const memories = CLASSES.map(() => {
    const axis = () => ({
      jitter: createMemory(random),
      wander: createMemory(random, wander > 0 ? random.normal() : 0),
    });
    return { x: axis(), y: axis(), dimming: createMemory(random) };
  });
  const isLost = createRuns(drop, DROP_RUN, random);
  const isSwapped = createRuns(swaps, SWAP_RUN, random);
  let before: readonly Landmark[] | null = null;

  /** Pixels since the frame before. */
  const step = (image: readonly Landmark[], i: number): readonly [number, number] => {
    const [[x, y], [u, v]] = [image[i]!, (before ?? image)[i]!];
    return [(x - u) * size.width, (y - v) * size.height];
  };
  const disturb = (image: readonly Landmark[], i: number, haste: Unit): Landmark => {
    const [x, y, z, seen] = image[i]!;
    const limb = CLASSES[i]!;
    const [dx, dy] = step(image, i);
    const reach = wander * (limb.wander + speedError * limb.growth * Math.hypot(dx, dy) * fps);
    const memory = Math.exp(-haste / (limb.memory * fps));
    const off = (along: number, axis: (typeof memories)[number]['x']): number =>
      jitter * limb.jitter * axis.jitter(JITTER_MEMORY) +
      (wander > 0 ? reach * axis.wander(memory) : 0) -
      lag * limb.lag * fps * along;
    const { x: across, y: down, dimming } = memories[i]!;
    // A squared normal has mean 1 and a long tail, as measured.
    const dimmed = 1 - limb.dim * dimming(Math.exp(-1 / (VISIBILITY_MEMORY * fps))) ** 2;
    return [x + off(dx, across) / size.width, y + off(dy, down) / size.height, z, seen * Math.max(0, dimmed)];
  };
  return ({ image, world }) => {
    const moved = MOVING.reduce((sum, joint) => sum + Math.hypot(...step(image, joint)), 0) / MOVING.length;
    const haste = Math.min(1, (moved * fps) / DANCING);
    const lost = isLost();
    const swapped = swaps > 0 && isSwapped();
    const disturbed = image.map((_, i) => disturb(image, i, haste));
    before = image;
    if (lost) return null;
    return swapped ? { image: exchanged(disturbed), world: world && exchanged(world) } : { image: disturbed, world };
  };
}
