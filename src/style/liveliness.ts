import type { TorsosPerSecond, Unit } from '../core/units.ts';
import { MOTION_RATE } from '../motion/types.ts';

/** Follows within about a second. */
const QUICK = 1 / MOTION_RATE;
/** The dancer's own pace is learned within a minute of movement: an arc of some phrases is no new pace. */
const SLOW = 1 / (60 * MOTION_RATE);
/** How fast a body moves that dances neither gently nor wildly: filmed drawn dances have 0.95 (median), salsa 1.05. */
const USUAL: TorsosPerSecond = 1;
/** Slower than this is standing about: it says nothing of how the dancer dances. */
const IDLE: TorsosPerSecond = 0.15;
/** How far the middle goes from the usual pace to the dancer's own, in the logarithm. */
const OWN = 0.5;
/** Steepness about the middle: at 2 half the pace is 0.2 and twice the pace 0.8. */
const STEEPNESS = 2;

/** How lively a dancer is, against what is usual and against what is usual for that dancer. */
export interface Liveliness {
  /** @param speed mean joint speed; 0 of a body at rest. */
  step(speed: TorsosPerSecond): Unit;
  reset(): void;
}

/**
 * 0 at rest, 0.5 at the middle, towards 1 the wilder it gets: the response of a sense to a stimulus about the level it is
 * adapted to (Naka and Rushton 1966), s^n / (s^n + middle^n). It has room above and below whatever a dancer does most of
 * the time; measured against the dancer's liveliest instead, real dancers stay near the top. The middle goes only half the
 * way to the dancer's own pace, so that gentle dance stays softer than wild dance.
 */
export function createLiveliness(): Liveliness {
  let now = 0;
  let pace = 0; // the dancer's own, as a logarithm: 0 is the usual one
  return {
    step(speed) {
      now += QUICK * (speed - now);
      const middle = USUAL * Math.exp(OWN * pace);
      const response = (now / middle) ** STEEPNESS;
      // Learned after it is used: the movement that is judged has no say in what it is judged by.
      if (speed > 0 && now > IDLE) pace += SLOW * (Math.log(now / USUAL) - pace);
      return response / (1 + response);
    },
    reset() {
      now = pace = 0;
    },
  };
}
