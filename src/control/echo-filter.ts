import type { Seconds } from '../core/units.ts';

/** A machine sends an echo back within this time; Web MIDI's stamps of sending and hearing may be a little apart. */
const RETURNS: Seconds = 0.05;
const EARLY: Seconds = 0.005;
/** Who was sent a tick of our clock within this time is given our clock. */
const GIVEN: Seconds = 1;

/** Tells what comes back from what a machine says itself. Pure; times are stream times, ports are known by their names. */
export interface EchoFilter {
  /** @param time when it leaves, which may be ahead */
  sent(port: string, bytes: readonly number[], time: Seconds): void;
  /** A message with these bytes was sent there a moment ago. */
  isEcho(port: string, bytes: ArrayLike<number>, time: Seconds): boolean;
  /** This machine is given our clock: it can't give us its own, and what it says about time may be ours. */
  hasOurClock(port: string, time: Seconds): boolean;
}

const TICK = 0xf8;

export function createEchoFilter(): EchoFilter {
  /** By port and message: when it was sent. */
  const messages = new Map<string, Seconds[]>();
  const clocks = new Map<string, Seconds>();
  const key = (port: string, bytes: ArrayLike<number>): string => `${port} ${Array.from(bytes).join(' ')}`;
  return {
    sent(port, bytes, time) {
      if (bytes[0] === TICK) clocks.set(port, time);
      if (bytes[0]! >= 0xf0) return;
      const recent = (messages.get(key(port, bytes)) ?? []).filter((at) => at > time - 1);
      messages.set(key(port, bytes), [...recent, time]);
    },
    isEcho: (port, bytes, time) =>
      messages.get(key(port, bytes))?.some((at) => time > at - EARLY && time < at + RETURNS) ?? false,
    hasOurClock: (port, time) => time - (clocks.get(port) ?? Number.NEGATIVE_INFINITY) < GIVEN,
  };
}
