import { type Choreography, createChoreography } from '../../src/camera/dancer/choreography.ts';
import { FRONT_VIEW, personIn, shoot } from '../../src/camera/dancer/virtual-camera.ts';
import type { PoseFrame } from '../../src/core/pose-frame.ts';
import type { Seconds, Unit } from '../../src/core/units.ts';

/** A dance made up for a long performance. */
export interface LongDance {
  readonly name: string;
  readonly about: string;
  readonly choreography: Choreography;
  /** How much of it is danced, 0..1. */
  readonly vigour: (time: Seconds) => Unit;
  /** The performer holds the groove from the first of these bars to before the second. */
  readonly hold?: readonly [from: number, to: number];
}

const FPS = 30;
/** Swells and ebbs in so many seconds. */
const arc =
  (period: Seconds, least: Unit) =>
  (time: Seconds): Unit =>
    least + (1 - least) * (0.5 - 0.5 * Math.cos((2 * Math.PI * time) / period));
/** Loud and soft by turns, each for so many seconds. */
const terraces =
  (each: Seconds, levels: readonly Unit[]) =>
  (time: Seconds): Unit =>
    levels[Math.floor(time / each) % levels.length]!;

function dance(
  seed: number,
  bpm: number,
  vigour: (time: Seconds) => Unit,
  more = {},
): Omit<LongDance, 'name' | 'about'> {
  return { vigour, choreography: createChoreography({ seed, tempo: [{ at: 0, bpm }], vigour, ...more }) };
}

/** Phrases of 4 or 8 bars that come back, as the choreography engine makes them, under four courses of energy. */
export const LONG_DANCES: readonly LongDance[] = [
  { name: 'arcs', about: 'energy swells and ebbs over 16 bars', ...dance(3, 112, arc(34, 0.35)) },
  {
    name: 'terraces',
    about: 'loud and soft stretches of 8 bars',
    ...dance(7, 100, terraces(19.2, [0.45, 1, 0.6, 1])),
  },
  {
    name: 'pauses',
    about: 'the dancer stops three times for some seconds',
    ...dance(12, 120, () => 1, {
      still: [
        { from: 33, to: 38 },
        { from: 72, to: 76 },
        { from: 108, to: 114 },
      ],
    }),
  },
  {
    name: 'held',
    about: 'the performer holds the groove for 16 bars while the dance goes on',
    ...dance(21, 108, arc(71, 0.5)),
    hold: [20, 36],
  },
];

/** The dance as the pose model would see it from the front, without its errors. */
export function framesOf({ choreography }: Pick<LongDance, 'choreography'>, seconds: Seconds): PoseFrame[] {
  const { width, height } = FRONT_VIEW;
  return Array.from({ length: Math.floor(seconds * FPS) }, (_, i) => {
    const t = i / FPS;
    return { t, width, height, people: [personIn(shoot(FRONT_VIEW, t), choreography.jointsAt(t))] };
  });
}
