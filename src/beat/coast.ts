import type { Seconds, Unit } from '../core/units.ts';
import { MOTION_RATE } from '../motion/types.ts';

/** Nobody is seen: for this long the dance is taken to go on, with next to no weight, before it is a rest. */
const COAST: Seconds = 1;
const UNSEEN: Unit = 0.06;

/** The activity of a dancer who is out of sight for a moment. */
export interface Coast {
  /** A frame in which the dancer is seen, with this activity. */
  seen(activity: Unit): void;
  /** A frame without: the activity to go on with. */
  unseen(): Unit;
  reset(): void;
}

export function createCoast(): Coast {
  let danced = false;
  let unseenFor: Seconds = 0;
  return {
    seen: (activity) => {
      danced = activity > 0;
      unseenFor = 0;
    },
    unseen: () => {
      unseenFor += 1 / MOTION_RATE;
      return danced && unseenFor < COAST ? UNSEEN : 0;
    },
    reset: () => {
      danced = false;
      unseenFor = 0;
    },
  };
}
