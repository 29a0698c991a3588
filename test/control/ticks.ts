import { type ClockFollower, createClockFollower } from '../../src/control/clock-follower.ts';
import type { ClockMessage } from '../../src/control/types.ts';
import { createRandom } from '../../src/core/random.ts';
import type { Bpm, Milliseconds, Seconds } from '../../src/core/units.ts';

/** What a machine's clock says from `start` on: the times at which its ticks are stamped. */
export interface TickPlan {
  readonly bpm: Bpm | ((time: Seconds) => Bpm);
  readonly seconds: Seconds;
  readonly start?: Seconds;
  /** From a tick's true time to its stamp. */
  readonly stamp?: (time: Seconds) => Seconds;
}

/** True and stamped time of every tick, in order of stamps. */
export function ticks({ bpm, seconds, start = 0, stamp = (t) => t }: TickPlan): { true: Seconds; stamped: Seconds }[] {
  const list: { true: Seconds; stamped: Seconds }[] = [];
  for (let t = start; t < start + seconds; t += 60 / (24 * (typeof bpm === 'number' ? bpm : bpm(t))))
    list.push({ true: t, stamped: stamp(t) });
  return list.sort((a, b) => a.stamped - b.stamped);
}

export const gaussian = (seed: number, ms: Milliseconds): ((time: Seconds) => Seconds) => {
  const random = createRandom(seed);
  return (time) => time + (ms / 1000) * random.normal();
};

/** Stamps in whole milliseconds, as many drivers make them, after a little noise of their own. */
export const wholeMilliseconds = (seed: number, ms: Milliseconds): ((time: Seconds) => Seconds) => {
  const random = createRandom(seed);
  return (time) => Math.round(time * 1000 + ms * random.normal()) / 1000;
};

export const tick = (time: Seconds): ClockMessage => ({ type: 'tick', time });

/** A follower that has heard Start and these ticks. */
export function followed(times: readonly Seconds[], follower = createClockFollower()): ClockFollower {
  follower.take({ type: 'start', time: (times[0] ?? 0) - 0.001 });
  for (const time of times) follower.take(tick(time));
  return follower;
}
