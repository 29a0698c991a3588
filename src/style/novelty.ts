import { MOTION_RATE, type MotionFrame } from '../motion/types.ts';
import { DIRECTIONS, directogram } from './directogram.ts';

/** Directograms are averaged over 2 frames and compared over 2 frames, so jitter of single frames cancels. */
const HISTORY = 4;
/** Seconds between a change of the body's motion and the frame whose rise and fall show it: 1.5 frames here, half a frame in the velocities. */
export const NOVELTY_DELAY = 2 / MOTION_RATE;

/** Change of the body's motion, torso lengths a second squared, never negative. */
export interface Novelty {
  /** Speed gained, summed over directions: starts, and turns into a new direction. */
  readonly rise: number;
  /** Speed lost: stops, and turns out of the old direction. */
  readonly fall: number;
  step(frame: MotionFrame): void;
  reset(): void;
}

/** The positive differences of the directogram over time, and the negative ones: a hit that stops dead is an accent too. */
export function createNovelty(): Novelty {
  const history = Array.from({ length: HISTORY }, () => new Float64Array(DIRECTIONS));
  let frames = 0;
  let rise = 0;
  let fall = 0;
  return {
    get rise() {
      return rise;
    },
    get fall() {
      return fall;
    },
    step({ velocity, visibility }) {
      const at = (back: number): Float64Array => history[(frames + HISTORY - back) % HISTORY]!;
      directogram(velocity, visibility, at(0));
      rise = fall = 0;
      for (let i = 0; i < DIRECTIONS && frames >= HISTORY; i++) {
        const change = (at(0)[i]! + at(1)[i]! - at(2)[i]! - at(3)[i]!) / 2;
        if (change > 0) rise += change;
        else fall -= change;
      }
      rise *= MOTION_RATE / 2;
      fall *= MOTION_RATE / 2;
      frames++;
    },
    reset() {
      for (const one of history) one.fill(0);
      frames = rise = fall = 0;
    },
  };
}
