import type { Landmark, Person, PoseFrame } from '../core/pose-frame.ts';
import type { Stage } from '../core/stage.ts';
import type { Seconds } from '../core/units.ts';
import type { PersonFrame } from './types.ts';

/** Shorter gaps are bridged: a model that loses a dancer for a few frames has not seen them leave. */
export const BRIDGED_GAP: Seconds = 0.15;
/** A movement is continued, slowing down with this time constant: limbs turn round several times a second. */
const COASTING: Seconds = 0.05;
/** Two sightings farther apart than this give no velocity. */
const VELOCITY_SPAN: Seconds = 0.15;

interface Sighting {
  readonly time: Seconds;
  readonly person: Person;
}

function coast(from: readonly Landmark[], to: readonly Landmark[], steps: number, trust: number): Landmark[] {
  return to.map((landmark, index) => {
    const before = from[index] ?? landmark;
    const on = (axis: 0 | 1 | 2): number => landmark[axis] + (landmark[axis] - before[axis]) * steps;
    return [on(0), on(1), on(2), landmark[3] * trust];
  });
}

/** The body a little later than it was last seen; its visibility fades to 0 as the gap grows. */
function carryOver(before: Sighting | null, last: Sighting, time: Seconds): Person {
  const gap = time - last.time;
  const span = before ? last.time - before.time : Number.POSITIVE_INFINITY;
  const steps = span <= VELOCITY_SPAN ? (COASTING * (1 - Math.exp(-gap / COASTING))) / span : 0;
  const trust = 1 - gap / BRIDGED_GAP;
  const from = (before ?? last).person;
  return {
    image: coast(from.image, last.person.image, steps, trust),
    world: last.person.world && coast(from.world ?? last.person.world, last.person.world, steps, trust),
  };
}

/** The first person of each frame; carried over for {@link BRIDGED_GAP} where there is none, then null. */
export function createBridge(): Stage<PoseFrame, PersonFrame> {
  let before: Sighting | null = null;
  let last: Sighting | null = null;
  const forget = (): void => {
    before = last = null;
  };
  return {
    step: ({ t: time, width, height, people }) => {
      if (last && time <= last.time) forget();
      const seen = people[0] ?? null;
      if (seen) {
        [before, last] = [last, { time, person: seen }];
        return { time, person: seen, width, height, bridged: false };
      }
      if (!last || time - last.time >= BRIDGED_GAP) return { time, person: null, width, height, bridged: false };
      return { time, person: carryOver(before, last, time), width, height, bridged: true };
    },
    reset: forget,
  };
}
