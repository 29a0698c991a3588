import type { Vec3 } from './vector.ts';

/** Where the hands are, in arm lengths from each shoulder: outward, up, forward. */
export interface HandPose {
  readonly left: Vec3;
  readonly right: Vec3;
}

/** Key poses that the arms go round, one a pulse. */
export interface ArmFigure {
  readonly name: string;
  readonly keys: readonly HandPose[];
  /** How far hands swing out of the straight line between two keys, in arm lengths: outward and forward. */
  readonly arc: number;
}

const HANG: Vec3 = [0.16, -0.95, 0.1];
const GUARD: Vec3 = [0.12, -0.35, 0.5];
const WIDE: Vec3 = [0.94, 0.02, 0.15];
const WIDE_HIGH: Vec3 = [0.82, 0.42, 0.12];
const WIDE_LOW: Vec3 = [0.78, -0.48, 0.15];
const HIGH: Vec3 = [0.22, 0.93, 0.1];
const VEE: Vec3 = [0.6, 0.72, 0.1];
const CHEST: Vec3 = [-0.18, -0.12, 0.5];
const FORTH: Vec3 = [0.1, -0.55, 0.66];
const BACK: Vec3 = [0.3, -0.84, -0.3];
const HIP: Vec3 = [0.3, -0.66, 0.02];
const PUMP_LOW: Vec3 = [0.42, -0.42, 0.4];
const PUMP_HIGH: Vec3 = [0.4, 0.52, 0.3];
const CROSS: Vec3 = [-0.34, -0.45, 0.5];
const FACE: Vec3 = [0.1, 0.42, 0.42];

const both = (hand: Vec3): HandPose => ({ left: hand, right: hand });
const hands = (left: Vec3, right: Vec3): HandPose => ({ left, right });

/** A circle of `count` keys around `centre`, drawn outward and up; the right hand is `lag` of a turn behind. */
function circle(centre: Vec3, radius: number, count: number, lag: number): readonly HandPose[] {
  const at = (turn: number): Vec3 => [
    centre[0] + radius * Math.sin(2 * Math.PI * turn),
    centre[1] - radius * Math.cos(2 * Math.PI * turn),
    centre[2] + 0.3 * radius * Math.sin(2 * Math.PI * turn),
  ];
  return Array.from({ length: count }, (_, i) => hands(at(i / count), at(i / count - lag)));
}

export const ARM_FIGURES: readonly ArmFigure[] = [
  { name: 'swing', arc: 0.12, keys: [hands(FORTH, BACK), hands(BACK, FORTH)] },
  { name: 'low sway', arc: 0.1, keys: [hands(WIDE_LOW, CROSS), hands(CROSS, WIDE_LOW)] },
  { name: 'pump', arc: 0.08, keys: [hands(PUMP_HIGH, GUARD), hands(PUMP_LOW, GUARD)] },
  { name: 'pump both', arc: 0.08, keys: [both(PUMP_HIGH), both(PUMP_LOW)] },
  { name: 'pump in turn', arc: 0.08, keys: [hands(PUMP_HIGH, PUMP_LOW), hands(PUMP_LOW, PUMP_HIGH)] },
  { name: 'raise', arc: 0.3, keys: [both(WIDE_LOW), both(VEE)] },
  { name: 'raise by steps', arc: 0.1, keys: [both(HIP), both(WIDE), both(HIGH), both(WIDE)] },
  {
    name: 'wave overhead',
    arc: 0.1,
    keys: [hands([0.75, 0.5, 0.1], [-0.15, 0.85, 0.15]), hands([-0.15, 0.85, 0.15], [0.75, 0.5, 0.1])],
  },
  { name: 'seesaw', arc: 0.1, keys: [hands(WIDE_HIGH, WIDE_LOW), hands(WIDE_LOW, WIDE_HIGH)] },
  {
    name: 'wave',
    arc: 0.06,
    keys: [hands(WIDE_HIGH, WIDE), hands(WIDE, WIDE_HIGH), hands(WIDE_LOW, WIDE), hands(WIDE, WIDE_LOW)],
  },
  { name: 'open and close', arc: 0.1, keys: [both(CHEST), both(WIDE)] },
  {
    name: 'punch',
    arc: 0,
    keys: [hands([0.1, -0.05, 0.9], GUARD), both(GUARD), hands(GUARD, [0.1, -0.05, 0.9]), both(GUARD)],
  },
  { name: 'reach up in turn', arc: 0.15, keys: [hands(HIGH, HIP), hands(HIP, HIGH)] },
  { name: 'point and hip', arc: 0.2, keys: [hands(WIDE_HIGH, HIP), hands(CROSS, HIP)] },
  { name: 'frame the face', arc: 0.1, keys: [hands(FACE, WIDE), hands(WIDE, FACE)] },
  { name: 'big circles', arc: 0, keys: circle([0.35, 0.1, 0.3], 0.55, 8, 0) },
  { name: 'wheels', arc: 0, keys: circle([0.4, -0.25, 0.35], 0.36, 4, 0.5) },
  { name: 'hands on hips', arc: 0, keys: [both(HIP), both([0.34, -0.6, 0.08])] },
  { name: 'relaxed', arc: 0.04, keys: [hands(HANG, [0.28, -0.8, 0.3]), hands([0.28, -0.8, 0.3], HANG)] },
];

/** Pairs of poses that a hit throws the arms between. They are far apart, so that every strength shows. */
export const HIT_FIGURES: readonly (readonly [HandPose, HandPose])[] = [
  [both([0.25, -0.75, 0.3]), both([0.5, 0.72, 0.2])],
  [hands([0.9, -0.2, 0.2], [-0.2, 0.25, 0.5]), hands([-0.2, 0.25, 0.5], [0.9, -0.2, 0.2])],
  [both([-0.25, -0.35, 0.45]), both([0.92, 0.1, 0.15])],
  [hands([0.3, 0.85, 0.15], [0.35, -0.7, 0.2]), hands([0.35, -0.7, 0.2], [0.3, 0.85, 0.15])],
];
