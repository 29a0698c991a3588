import type { PageClock } from '../../core/clock.ts';
import type { Seconds } from '../../core/units.ts';
import type { AudioClockSample } from '../types.ts';

/** The part of an AudioContext that this needs. */
export type ClockedContext = Pick<AudioContext, 'currentTime' | 'outputLatency' | 'sampleRate' | 'getOutputTimestamp'>;

/** An audio clock that hasn't moved for so long stands still: its bursts come every 3 to 25 ms. */
const STANDSTILL: Seconds = 0.25;

/** Between two readings that are to be of one instant a thread may be taken off its core: then they are made again. */
const ONE_INSTANT: Seconds = 1e-3;
const ATTEMPTS = 5;

function readAtOnce(context: ClockedContext, clock: PageClock) {
  for (let attempt = 1; ; attempt += 1) {
    const now = clock.now();
    const { currentTime } = context;
    const stamp = context.getOutputTimestamp?.();
    if (clock.now() - now < ONE_INSTANT || attempt === ATTEMPTS) return { now, currentTime, stamp };
  }
}

/**
 * Reads both clocks at once; null before the first sound has left the machine (the browser says {0, 0} then).
 * Where the browser has no output time stamp, `outputLatency` must do.
 * @param delay see {@link AudioClockSample.delay}
 */
export function readAudioClock(context: ClockedContext, clock: PageClock, delay: Seconds): AudioClockSample | null {
  const { now, currentTime, stamp } = readAtOnce(context, clock);
  const { sampleRate } = context;
  const { contextTime = 0, performanceTime = 0 } = stamp ?? {
    contextTime: currentTime - context.outputLatency,
    performanceTime: clock.toPerformance(now),
  };
  if (contextTime <= 0 || performanceTime <= 0) return null;
  const pageTime = clock.fromPerformance(performanceTime);
  const heardNow = contextTime + now - pageTime;
  return { contextTime, pageTime, lead: Math.max(0, currentTime - heardNow + delay), delay, sampleRate };
}

/**
 * {@link readAudioClock}, and null as well while the audio clock stands still though the context says that it runs: an unplugged
 * device, a driver that hangs. Call it some 40 times a second.
 * @param delay asked at each reading
 */
export function createClockReader(context: ClockedContext, clock: PageClock, delay: () => Seconds) {
  let last = Number.NaN;
  let movedAt = Number.NEGATIVE_INFINITY;
  return (): AudioClockSample | null => {
    const sample = readAudioClock(context, clock, delay());
    if (context.currentTime !== last) movedAt = clock.now();
    last = context.currentTime;
    return clock.now() - movedAt < STANDSTILL ? sample : null;
  };
}
