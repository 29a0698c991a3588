import { createExternalClock } from '../beat/external-clock.ts';
import { createTracker } from '../beat/tracker.ts';
import type { Activation, Alignment, BeatState, BeatTracker } from '../beat/types.ts';
import { type ClockFollower, createClockFollower } from '../control/clock-follower.ts';
import type { Seconds } from '../core/units.ts';
import { createBeatCount } from './beat-count.ts';

/** Where beats come from: the body, or another machine's clock. Whoever takes over begins a new phrase; the count goes on. */
export interface Beats extends BeatTracker {
  /** Heard whether or not it is followed. */
  readonly clock: ClockFollower;
  /** @returns false where nothing changes */
  followClock(on: boolean): boolean;
  /** The body's beats are found anew, from another activation's peaks. */
  align(alignment: Alignment): void;
}

export function createBeats(alignment: Alignment): Beats {
  const clock = createClockFollower();
  const external = createExternalClock(clock);
  const count = createBeatCount();
  let tracker = createTracker(alignment);
  let following = false;
  const finder = (): BeatTracker => (following ? external : tracker);

  return {
    clock,
    step: (activation: Activation): BeatState => count.pass(finder().step(activation)),
    tap: (time) => finder().tap(time),
    delayed: (by) => finder().delayed(by),
    /** A clock whose start was missed is joined by it. */
    anchorDownbeat: (time: Seconds) => {
      if (following && clock.at(time).state === 'stopped') clock.join(time);
      else finder().anchorDownbeat(time);
    },
    followClock(on) {
      if (on === following) return false;
      following = on;
      finder().reset();
      count.takeOver();
      return true;
    },
    align(next) {
      tracker = createTracker(next);
      if (!following) count.takeOver();
    },
    reset: () => {
      for (const stage of [tracker, external, count]) stage.reset();
    },
  };
}
