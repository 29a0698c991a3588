import type { Vec3 } from './vector.ts';

/** Where a foot goes (metres from its stance; x to the dancer's left, z forward) and how high it is lifted on the way. */
export interface FootKey {
  readonly x: number;
  readonly z: number;
  readonly lift: number;
}

/** Steps of both feet, one key a pulse. A key equal to the one before with no lift means: stay planted. */
export interface FootFigure {
  readonly name: string;
  readonly left: readonly FootKey[];
  readonly right: readonly FootKey[];
}

const key = (x = 0, z = 0, lift = 0): FootKey => ({ x, z, lift });
const HOME = key();
const STEP = 0.06;

export const FOOT_FIGURES: readonly FootFigure[] = [
  { name: 'planted', left: [HOME], right: [HOME] },
  { name: 'march', left: [key(0, 0.02, 0.16), HOME], right: [HOME, key(0, 0.02, 0.16)] },
  { name: 'jog', left: [key(0, 0, 0.1), HOME], right: [HOME, key(0, 0, 0.1)] },
  {
    name: 'step touch',
    left: [key(0.18, 0, STEP), key(0.18), key(0.18), key(-0.12, 0, STEP)],
    right: [key(-0.18), key(0.12, 0, STEP), key(-0.18, 0, STEP), key(-0.18)],
  },
  {
    name: 'side step',
    left: [key(0.32, 0, STEP), key(0.32), HOME, key(0, 0, 0.04)],
    right: [HOME, key(0, 0, 0.04), key(-0.32, 0, STEP), key(-0.32)],
  },
  {
    name: 'forward and back',
    left: [key(0, 0.26, STEP), key(0, 0.26), HOME, HOME],
    right: [HOME, HOME, key(0, -0.2, STEP), HOME],
  },
  {
    name: 'tap side',
    left: [key(0.26, 0.04, 0.05), key(0, 0, 0.05), HOME, HOME],
    right: [HOME, HOME, key(-0.26, 0.04, 0.05), key(0, 0, 0.05)],
  },
  {
    name: 'kick',
    left: [key(0.04, 0.3, 0.2), key(0, 0, 0.04), HOME, HOME],
    right: [HOME, HOME, key(-0.04, 0.3, 0.2), key(0, 0, 0.04)],
  },
  {
    name: 'cross',
    left: [key(-0.22, 0.2, STEP), key(-0.22, 0.2), HOME, key(0.08, 0, STEP)],
    right: [HOME, key(-0.12, -0.05, STEP), key(-0.12, -0.05), HOME],
  },
];

/** The foot between two keys: along the floor and over it in an arc. */
export function footBetween(from: FootKey, to: FootKey, progress: number): Vec3 {
  const moves = from.x !== to.x || from.z !== to.z || to.lift > 0;
  const arc = 4 * progress * (1 - progress);
  return [
    from.x + (to.x - from.x) * progress,
    moves ? Math.max(to.lift, 0.04) * arc : 0,
    from.z + (to.z - from.z) * progress,
  ];
}
