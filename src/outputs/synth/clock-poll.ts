import type { PageClock } from '../../core/clock.ts';
import type { AudioClockSample } from '../types.ts';

/** The part of an AudioContext that this needs. */
export type ClockedContext = Pick<AudioContext, 'currentTime' | 'outputLatency' | 'sampleRate' | 'getOutputTimestamp'>;

/**
 * Reads both clocks at once; null before the first sound has left the machine (the browser says {0, 0} then).
 * Where the browser has no output time stamp, `outputLatency` must do.
 */
export function readAudioClock(context: ClockedContext, clock: PageClock): AudioClockSample | null {
  const now = clock.now();
  const { currentTime, sampleRate } = context;
  const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp?.() ?? {
    contextTime: currentTime - context.outputLatency,
    performanceTime: clock.toPerformance(now),
  };
  if (contextTime <= 0 || performanceTime <= 0) return null;
  const pageTime = clock.fromPerformance(performanceTime);
  const heardNow = contextTime + now - pageTime;
  return { contextTime, pageTime, lead: Math.max(0, currentTime - heardNow), sampleRate };
}
