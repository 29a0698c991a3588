import type { Hertz, Seconds } from '../../core/units.ts';

/** The frame to show next, and how long to wait for it. */
export interface NextFrame {
  readonly index: number;
  /** When its shutter opens. */
  readonly time: Seconds;
  readonly wait: Seconds;
}

/**
 * The next frame of a film that began at `start`. Timed against the clock, never by counting: a thread that was held up
 * leaves frames out and doesn't fall behind.
 * @param last index of the frame shown last, or -1.
 */
export function nextFrame(now: Seconds, start: Seconds, rate: Hertz, last: number): NextFrame {
  const index = Math.max(last + 1, Math.ceil((now - start) * rate - 1e-6), 0);
  const time = start + index / rate;
  return { index, time, wait: Math.max(0, time - now) };
}
