import { createEstimatorNoise, FITTED } from '../../src/camera/dancer/estimator-noise.ts';
import type { Vec3 } from '../../src/camera/dancer/vector.ts';
import { drawView, FRONT_VIEW, type Shot, shoot } from '../../src/camera/dancer/virtual-camera.ts';
import { DEFAULT_SETTINGS } from '../../src/config.ts';
import { JOINT, JOINT_NAMES, LANDMARK, LANDMARK_COUNT } from '../../src/core/joints.ts';
import type { Landmark, Person } from '../../src/core/pose-frame.ts';
import type { Random } from '../../src/core/random.ts';
import type { Hertz, Seconds, Unit } from '../../src/core/units.ts';
import { createMotion } from '../../src/motion/motion.ts';
import type { MotionFrame } from '../../src/motion/types.ts';
import { createPersonStage } from '../../src/pose/person-stage.ts';
import type { Bodies, Mover } from './dance-mixer.ts';

/** How a dance is filmed and badly seen. */
export interface Filming {
  readonly fps: Hertz;
  /** Standard deviation of the time stamps. */
  readonly timing: Seconds;
  /** Share of camera frames that never arrive. */
  readonly missing: Unit;
  readonly jitter: number;
  readonly wander: number;
  readonly speedError: number;
  readonly drop: Unit;
  readonly lag: Seconds;
  /** Landmarks that are hardly seen throughout. */
  readonly hidden: ReadonlySet<number>;
  /** Chance a frame that left and right legs, and again that left and right of the whole body, are exchanged for some frames. */
  readonly swaps: Unit;
  readonly world: boolean;
  /** From the front, as the drawn dancer is; else from anywhere. */
  readonly front: boolean;
}

const LEGS = ['knee', 'ankle', 'foot_index'].flatMap((name) => [
  LANDMARK[`left_${name}` as keyof typeof LANDMARK],
  LANDMARK[`right_${name}` as keyof typeof LANDMARK],
]);
const TOES = [LANDMARK.left_foot_index, LANDMARK.right_foot_index];
const FEET = [...TOES, LANDMARK.left_ankle, LANDMARK.right_ankle];
const LEFT_ARM = [LANDMARK.left_elbow, LANDMARK.left_wrist];
const ARMS = [...LEFT_ARM, LANDMARK.right_elbow, LANDMARK.right_wrist];
/** What is out of sight, with how often. */
const HIDDEN: readonly (readonly [weight: number, landmarks: readonly number[]])[] = [
  [0.7, []],
  [0.12, LEGS],
  [0.06, FEET],
  [0.06, LEFT_ARM],
  [0.06, ARMS],
];
const RATES: readonly Hertz[] = [30, 30, 30, 30, 30, 25, 24, 60, 20, 15, 12];
/** Joints of the 17 that are landmarks themselves. */
const LANDMARKS = JOINT_NAMES.slice(0, 15).map((name) => LANDMARK[name as keyof typeof LANDMARK]);
const NOWHERE: Landmark = [0.5, 0.5, 0, 0];
const OPPOSITE = JOINT_NAMES.map((name) => {
  const other = name.includes('left') ? name.replace('left', 'right') : name.replace('right', 'left');
  return JOINT[other as keyof typeof JOINT];
});
const LEG_JOINTS = new Set([9, 10, 11, 12, 13, 14]);

export function drawFilming(random: Random): Filming {
  if (random.next() < WELL_SEEN_SHARE) return { ...WELL_SEEN, world: random.next() < 0.5, front: random.next() < 0.7 };
  let left = random.next();
  const hidden = HIDDEN.find(([weight]) => (left -= weight) < 0)?.[1] ?? [];
  return {
    fps: random.pick(RATES),
    timing: random.next() < 0.4 ? 0.004 : 0,
    missing: random.next() < 0.2 ? random.between(0, 0.2) : 0,
    // Webcam pictures of people are harder than drawings: multiples of what was measured on those.
    jitter: FITTED.jitter * 4 ** random.between(0, 1.8),
    wander: FITTED.wander * 4 ** random.between(-0.5, 1),
    speedError: random.between(0.5, 2),
    drop: random.next() < 0.25 ? random.between(0, 0.08) : 0,
    lag: random.between(0, 0.02),
    hidden: new Set(hidden),
    swaps: random.next() < 0.2 ? 0.004 : 0,
    world: random.next() < 0.5,
    front: false,
  };
}

/** Well seen: the whole body, 30 frames a second, the errors that the real model makes with the drawn dancer. */
export const WELL_SEEN: Filming = {
  fps: 30,
  timing: 0,
  missing: 0,
  jitter: FITTED.jitter,
  wander: FITTED.wander,
  speedError: FITTED.speedError,
  drop: 0,
  lag: FITTED.lag,
  hidden: new Set(),
  swaps: 0,
  world: false,
  front: false,
};

/** The same, of a body of which there is a picture only: without depth, and without the toes that nobody marked. */
export function asPictured(filming: Filming): Filming {
  return { ...filming, world: false, hidden: new Set([...filming.hidden, ...TOES]) };
}

/** Some are seen as well as anybody can be. */
const WELL_SEEN_SHARE = 0.25;

/** What the pose model would say of the body, with legs perhaps exchanged. */
function seen(shot: Shot, body: Bodies, { hidden, world }: Filming, swapped: boolean): Person {
  const { width, height, mirrored } = shot.view;
  const point = (joint: number): Vec3 => {
    const flipped = mirrored !== (swapped && LEG_JOINTS.has(joint));
    const i = (flipped ? OPPOSITE[joint]! : joint) * 3;
    return [body[i]!, body[i + 1]!, body[i + 2]!];
  };
  const image: Landmark[] = new Array(LANDMARK_COUNT).fill(NOWHERE);
  const metres: Landmark[] = new Array(LANDMARK_COUNT).fill([0, 0, 0, 0]);
  const root: Vec3 = [body[45]!, body[46]!, body[47]!];
  const sign = mirrored ? -1 : 1;
  LANDMARKS.forEach((landmark, joint) => {
    const p = point(joint);
    const { x, y } = shot.project(p);
    const inside = x >= 0 && x <= width && y >= 0 && y <= height;
    const visible = !inside || hidden.has(landmark) ? 0.08 : 0.97;
    image[landmark] = [x / width, y / height, 0, visible];
    const along = (axis: Vec3): number => axis.reduce((sum, a, i) => sum + a * (p[i]! - root[i]!), 0);
    metres[landmark] = [sign * along(shot.right), -along(shot.up), along(shot.forward), visible];
  });
  return { image, world: world ? metres : null };
}

/** The dance through camera, pose model's errors, person and motion stages. */
export function film(mover: Mover, seconds: Seconds, filming: Filming, random: Random): readonly MotionFrame[] {
  const drawn = drawView(random.fork(1));
  const view = filming.front ? FRONT_VIEW : drawn;
  const noise = createEstimatorNoise(filming, view, random.fork(2));
  const luck = random.fork(3);
  const person = createPersonStage(() => DEFAULT_SETTINGS.smoothing);
  const motion = createMotion();
  const frames: MotionFrame[] = [];
  let swappedFor = 0;
  for (let i = 0; i < seconds * filming.fps; i++) {
    const captured = i / filming.fps;
    const t = captured + Math.max(-1, Math.min(1, luck.normal())) * filming.timing;
    swappedFor = swappedFor > 0 ? swappedFor - 1 : luck.next() < filming.swaps ? 5 : 0;
    const whom = noise(seen(shoot(view, captured), mover.at(captured), filming, swappedFor > 0));
    if (luck.next() < filming.missing) continue;
    const people = whom === null ? [] : [whom];
    frames.push(...motion.step(person.step({ t, width: view.width, height: view.height, people })));
  }
  return frames;
}
