import type { Seconds } from '../core/units.ts';

/** Brings the time stamps of one device or file onto the stream clock. */
export interface CaptureClock {
  /** Later than every answer before. @param stamp the device's own time; @param now when the picture arrived here. */
  at(stamp: Seconds, now: Seconds): Seconds;
}

/** Answers grow by at least this, though stamps may not: the pose model counts in whole microseconds. */
const LEAST_STEP: Seconds = 1e-4;

function increasing(): (time: Seconds) => Seconds {
  let last = Number.NEGATIVE_INFINITY;
  return (time) => (last = Math.max(time, last + LEAST_STEP));
}

/** The fastest delivery among so many seconds counts: long enough to meet one, short enough to follow clock drift. */
const WINDOW: Seconds = 10;

/**
 * For a camera, whose clock differs from ours by a constant that nobody tells. A picture arrives late, never early, so
 * the smallest `now - stamp` seen lately is the constant and the shortest delivery together (a minimum filter).
 */
export function createCameraClock(): CaptureClock {
  const step = increasing();
  let half: { readonly since: Seconds; lowest: Seconds } | undefined;
  let previous = Number.POSITIVE_INFINITY;
  return {
    at: (stamp, now) => {
      if (half && now - half.since > WINDOW / 2) {
        previous = half.lowest;
        half = undefined;
      }
      half ??= { since: now, lowest: Number.POSITIVE_INFINITY };
      half.lowest = Math.min(half.lowest, now - stamp);
      return step(stamp + Math.min(half.lowest, previous));
    },
  };
}

/** A file that plays is never farther from its own time than this, unless it stalled, looped or was moved. */
const STALL: Seconds = 0.1;

/** For a file, whose first picture is taken to happen when it is shown; after a stall or a loop it starts anew. */
export function createMediaClock(): CaptureClock {
  const step = increasing();
  let origin: Seconds | undefined;
  return {
    at: (stamp, now) => {
      if (origin === undefined || Math.abs(now - (origin + stamp)) > STALL) origin = now - stamp;
      return step(origin + stamp);
    },
  };
}
