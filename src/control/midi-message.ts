import type { Seconds } from '../core/units.ts';
import type { ClockMessage, ControlMessage } from './types.ts';

const CLOCK: Readonly<Record<number, 'tick' | 'start' | 'continue' | 'stop'>> = {
  248: 'tick',
  250: 'start',
  251: 'continue',
  252: 'stop',
};
const POSITION = 0xf2;

/** @param time stream time; null where the bytes are of no clock. */
export function parseClock(
  [status, low, high]: ArrayLike<number> & Iterable<number>,
  time: Seconds,
): ClockMessage | null {
  const type = CLOCK[status ?? 0];
  if (type) return { type, time };
  if (status !== POSITION || low === undefined || high === undefined) return null;
  return { type: 'position', time, sixteenths: (high & 0x7f) * 128 + (low & 0x7f) };
}

/** null where the bytes are of no key and no controller. */
export function parseControl(
  [status = 0, number, value]: ArrayLike<number> & Iterable<number>,
  time: Seconds,
): ControlMessage | null {
  if (number === undefined || value === undefined) return null;
  const channel = (status & 0x0f) + 1;
  const kind = status & 0xf0;
  if (kind === 0x90) return { type: 'note', time, channel, number, value };
  if (kind === 0x80) return { type: 'note', time, channel, number, value: 0 };
  return kind === 0xb0 ? { type: 'controller', time, channel, number, value } : null;
}
