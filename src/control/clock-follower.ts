import type { Seconds } from '../core/units.ts';
import { SHORTEST } from './tick-line.ts';
import { createTickTrack } from './tick-track.ts';
import {
  type ClockMessage,
  type ClockReading,
  type ClockSource,
  TICKS_PER_BEAT,
  TICKS_PER_SIXTEENTH,
} from './types.ts';

/** No tick for so long: the clock was stopped without a word, or unplugged. At 20 bpm ticks are 0.125 s apart. */
const LOST: Seconds = 0.5;
/** Relative standard error of the tempo below which it is called stable: three of them are 0.1 %. */
const STABLE = 1e-3 / 3;

/** Follows MIDI beat clock. Pure: messages in, readings out; any thread, one clock. */
export interface ClockFollower extends ClockSource {
  /** Messages are taken in order. */
  take(message: ClockMessage): void;
  /** Our beats come this much after the clock's; negative: before them. */
  setDelay(delay: Seconds): void;
  /** The performer's word: the song plays already (its start was missed), and a bar begins at `time`. */
  join(time: Seconds): void;
  /** Another clock comes. */
  reset(): void;
}

/**
 * Song position as the MIDI 1.0 specification has it: the first tick after Start is position 0, the first after Continue is
 * where the song stood or was put by Song Position; every tick is a 24th of a beat. A clock that only ticks is not running:
 * {@link ClockFollower.join} says otherwise. One that falls silent and goes on within two seconds has gone on all the time
 * (a cable); after more, it goes on where it stood.
 */
export function createClockFollower(): ClockFollower {
  const track = createTickTrack();
  let running = false;
  /** Number of the tick at the song's beginning. */
  let origin = 0;
  /** Place in the song, in ticks, of the tick that comes next; kept while the song stands. */
  let stands = 0;
  /** The next tick has the place `stands`, whatever came before. */
  let awaited = false;
  let journey = 0;
  let delay: Seconds = 0;

  const go = (place: number): void => {
    stands = place;
    origin = track.next - place;
    running = true;
    awaited = true;
    journey++;
  };

  const stop = (): void => {
    if (running && !awaited) stands = track.next - origin;
    running = false;
    awaited = false;
  };

  const resume = (): void => {
    if (!running) go(stands);
  };

  /** The specification has Song Position come while the song stands; some send it when they jump. */
  const locate = (place: number): void => {
    if (running) go(place);
    else stands = place;
  };

  const tick = (time: Seconds): void => {
    track.add(time, awaited);
    if (awaited) origin = track.next - 1 - stands;
    awaited = false;
  };

  const state = (time: Seconds): ClockReading['state'] => {
    if (!(time - track.heard <= LOST)) return 'silent';
    return running ? 'running' : 'stopped';
  };

  return {
    take(message) {
      if (message.type === 'position') locate(message.sixteenths * TICKS_PER_SIXTEENTH);
      else if (message.type === 'tick') tick(message.time);
      else if (message.type === 'start') go(0);
      else if (message.type === 'stop') stop();
      else resume();
    },
    at(time) {
      const { line } = track;
      const clock = time - delay;
      const known = line !== null && line.count >= SHORTEST ? line : null;
      const ticks = running && line !== null ? line.index + (clock - line.time) / line.period - origin : stands;
      return {
        state: state(time),
        bpm: known === null ? 0 : 60 / (TICKS_PER_BEAT * known.period),
        position: ticks / TICKS_PER_BEAT,
        jitter: track.jitter() * 1000,
        stable: known !== null && known.error < STABLE * known.period,
        journey,
      };
    },
    setDelay: (value) => {
      delay = value;
    },
    join(time) {
      const { line } = track;
      if (line === null || running) return;
      go(0);
      awaited = false;
      origin = Math.round(line.index + (time - delay - line.time) / line.period);
    },
    reset() {
      track.reset();
      running = awaited = false;
      origin = stands = 0;
      journey++;
    },
  };
}
