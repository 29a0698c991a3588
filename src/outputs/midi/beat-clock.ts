import type { Beat } from '../../beat/types.ts';
import type { Seconds } from '../../core/units.ts';
import { BEATS_PER_BAR, STEPS_PER_BEAT } from '../../core/voices.ts';
import { type ClockLine, clockTicks, extendLine, knotOf, nearestTick, TICKS_PER_BEAT, tickAt } from './clock-line.ts';
import { CLOCK, CONTINUE, MIDI_AHEAD, START, STOP, songPosition, type TimedMessage } from './messages.ts';
import type { DeviceSetup } from './types.ts';

export type ClockOptions = Pick<DeviceSetup, 'sendClock' | 'sendTransport' | 'keepClock'>;

/**
 * Beat clock and transport for one device, from committed beats. Pure: `now` is an argument. Stream times; `offset` is what
 * lies between a beat in the music and its tick on the cable: latency and the device's clock delay.
 *
 * The machine starts on a downbeat (Start, song position 0). It stops where the phrase ends and goes on with the next one, and
 * it is taken to its new place where the bars are counted anew: Stop, Song Position, Continue.
 */
export interface BeatClock {
  addBeat(beat: Beat, now: Seconds): void;
  /** The music may be heard from now on, or no longer: then Stop leaves at once, and again after what was already handed over. */
  play(on: boolean, now: Seconds): readonly TimedMessage[];
  /** What leaves before `now` + MIDI_AHEAD, in order. Ticks that are overdue leave at once, one by one. */
  advance(now: Seconds): readonly TimedMessage[];
  setOptions(options: ClockOptions): void;
  setOffset(offset: Seconds): void;
  /** The machine has stopped or gone: it is started anew. */
  forget(): void;
  readonly ticks: number;
  readonly lateTicks: number;
}

const TICKS_PER_STEP = TICKS_PER_BEAT / STEPS_PER_BEAT;
/** Between two messages of the clock: a three-byte one takes a MIDI cable 0.96 ms. */
const GAP: Seconds = 0.001;
/** A clock begins with a tick at least so far ahead that it can't be late when it is handed over. */
const FIRST_TICK: Seconds = 0.02;
/** A clock that merely goes on (nobody counts its ticks) leaves out what it missed by more than this, after sleep. */
const IDLE_MISS: Seconds = 0.1;

/** Something to be said before a tick. `position` in ticks since the song's beginning. */
interface Mark {
  readonly tick: number;
  readonly position: number;
}

/** The newest beat and its tick. */
interface Placed {
  readonly beat: Beat;
  readonly tick: number;
}

export function createBeatClock(initial: ClockOptions): BeatClock {
  let options = initial;
  let offset: Seconds = 0;
  let line: ClockLine | null = null;
  /** The last tick that was handed over or passed by. */
  let sent = 0;
  let newest: Placed | null = null;
  let playing = false;
  let running = false;
  /** The bar on which the song began; null before. */
  let origin: number | null = null;
  /** Song position less tick, both in ticks; null: the machine has to be told. */
  let shift: number | null = null;
  let marks: Mark[] = [];
  let lastAt = Number.NEGATIVE_INFINITY;
  let ticks = 0;
  let lateTicks = 0;

  /** The tick after the last one of the phrase as far as it is known. */
  const end = (): number => (newest ? newest.tick + TICKS_PER_BEAT : Number.NEGATIVE_INFINITY);

  const stamped = (bytes: readonly number[], at: Seconds, now: Seconds): TimedMessage => {
    lastAt = Math.max(at, now, lastAt + GAP);
    return { bytes, at: lastAt };
  };

  const place = (beat: Beat, now: Seconds): number => {
    if (!line) {
      line = [knotOf(beat, 0)];
      sent = Math.ceil(tickAt(line, now - offset + FIRST_TICK)) - 1;
      return 0;
    }
    const joins = newest && !beat.first && beat.index === newest.beat.index + 1;
    const tick = joins ? end() : nearestTick(line, beat, sent);
    line = extendLine(line, knotOf(beat, tick), sent);
    return tick;
  };

  /** Where the song stands on the beat, in ticks. A song begins on a downbeat. */
  const songTick = ({ bar, beatInBar }: Beat): number | null => {
    if (origin === null && beatInBar === 0) origin = bar;
    return origin === null ? null : ((bar - origin) * BEATS_PER_BAR + beatInBar) * TICKS_PER_BEAT;
  };

  /** A beat that came after its tick was passed by can't be marked any more: the next one is. */
  const locate = ({ beat, tick }: Placed): void => {
    if (tick <= sent) return;
    const position = songTick(beat);
    if (position === null || position - tick === shift) return;
    shift = position - tick;
    marks.push({ tick, position });
  };

  const halt = (at: Seconds, now: Seconds): TimedMessage[] => {
    if (!running) return [];
    running = false;
    shift = null;
    return options.sendTransport ? [stamped(STOP, at, now)] : [];
  };

  const stopNow = (now: Seconds): TimedMessage[] => {
    const [last] = halt(now, now);
    if (!last) return [];
    return last.at > now ? [{ bytes: STOP, at: now }, last] : [last];
  };

  /** Start from the beginning; else Stop, Song Position and Continue, so that the next tick is that place. */
  const begin = (position: number, at: Seconds, now: Seconds): TimedMessage[] => {
    const wasRunning = running;
    running = true;
    if (!options.sendTransport) return [];
    if (position === 0) return [stamped(START, at - GAP, now)];
    const before = wasRunning ? [stamped(STOP, at - 3 * GAP, now)] : [];
    const there = songPosition(position / TICKS_PER_STEP);
    return [...before, stamped(there, at - 2 * GAP, now), stamped(CONTINUE, at - GAP, now)];
  };

  const sound = (at: Seconds, now: Seconds): TimedMessage[] => {
    if (!options.sendClock || !(running || options.keepClock)) return [];
    ticks += 1;
    lateTicks += at < now ? 1 : 0;
    return [stamped(CLOCK, at, now)];
  };

  /** Everything that belongs to one tick. */
  const handOver = (tick: number, at: Seconds, now: Seconds): TimedMessage[] => {
    const mark = marks.find((candidate) => candidate.tick === tick);
    marks = marks.filter((candidate) => candidate.tick > tick);
    const before = mark ? begin(mark.position, at, now) : tick >= end() ? halt(at - GAP, now) : [];
    return [...before, ...sound(at, now)];
  };

  /** Nobody counts the ticks of an idle clock: those missed in a sleep are left out. */
  const isMissed = (at: Seconds, now: Seconds): boolean => !running && marks.length === 0 && at < now - IDLE_MISS;

  const forget = (): void => {
    running = false;
    shift = null;
    origin = null;
    marks = [];
  };

  return {
    addBeat(beat, now) {
      const before = newest;
      const tick = place(beat, now);
      newest = { beat, tick };
      if (before && tick > before.tick + TICKS_PER_BEAT) shift = null;
      if (playing) locate(newest);
    },
    play(on, now) {
      playing = on;
      const messages = on ? [] : stopNow(now);
      forget();
      return messages;
    },
    advance(now) {
      if (!line) return [];
      return clockTicks(line, sent + 1, now + MIDI_AHEAD - offset).flatMap(({ tick, time }) => {
        sent = tick;
        return isMissed(time + offset, now) ? [] : handOver(tick, time + offset, now);
      });
    },
    setOptions: (given) => {
      if (given.sendTransport && !options.sendTransport) forget();
      options = given;
    },
    setOffset: (given) => {
      offset = given;
    },
    forget,
    get ticks() {
      return ticks;
    },
    get lateTicks() {
      return lateTicks;
    },
  };
}
