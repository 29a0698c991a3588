import type { ClockReading, ClockSource } from '../control/types.ts';
import type { Seconds, Unit } from '../core/units.ts';
import { BEATS_PER_BAR } from '../core/voices.ts';
import { type Activation, type Beat, type BeatState, type BeatTracker, COMMIT_LEAD } from './types.ts';

/** Below this activity the body holds still, and after so long the dance has stopped: as in the tracker. */
const STILL: Unit = 0.05;
const REST_AFTER: Seconds = 1;
/** The music comes in on a downbeat that is at least this far away: the bar has to be written first. */
const MIN_LEAD: Seconds = 0.35;
/** Beats closer than this part of a period come from before and after a jump of the clock. */
const CLOSEST = 0.5;

const inBar = (count: number): Beat['beatInBar'] =>
  (((count % BEATS_PER_BAR) + BEATS_PER_BAR) % BEATS_PER_BAR) as Beat['beatInBar'];

const trust = ({ state, stable }: ClockReading): Unit => (state !== 'running' ? 0 : stable ? 1 : 0.5);

/**
 * Another machine's beats in the place of the body's: tempo, phase and bars are the clock's, rhythm and energy the
 * dancer's. As on a stage: while the clock runs and the body stands still, the drums are silent; when it moves, the music
 * comes in on the clock's next downbeat, and while it moves no beat is left out. When the clock stops, jumps in its song or
 * falls silent, the music stops at once.
 */
export function createExternalClock(clock: ClockSource): BeatTracker {
  let stillFor: Seconds = REST_AFTER;
  let now: Seconds | null = null;
  let mode: BeatState['mode'] = 'rest';
  let journey: number | null = null;
  /** Number in the song of the last committed beat, and when it is. */
  let last = Number.NEGATIVE_INFINITY;
  let lastTime: Seconds = Number.NEGATIVE_INFINITY;
  /** Bars begin this many beats after the song's. */
  let one = 0;
  let index = 0;
  let bar = -1;

  const listen = ({ time, activity }: Activation): void => {
    stillFor = activity < STILL ? stillFor + (now === null ? 0 : time - now) : 0;
    now = time;
  };

  /** Is there music at all; where not, what comes next is a new phrase. */
  const rests = (reading: ClockReading): boolean => {
    const jumped = journey !== null && reading.journey !== journey;
    journey = reading.journey;
    if (jumped) one = 0;
    return jumped || reading.state !== 'running' || reading.bpm === 0 || stillFor >= REST_AFTER;
  };

  const beatInBar = (number: number): Beat['beatInBar'] => inBar(number - one);

  const commit = (number: number, time: Seconds, reading: ClockReading): Beat => {
    const first = mode !== 'locked';
    const place = beatInBar(number);
    if (place === 0) bar++;
    mode = 'locked';
    last = number;
    lastTime = time;
    const { bpm } = reading;
    return { time, emittedAt: now!, bpm, confidence: trust(reading), index: index++, beatInBar: place, bar, first };
  };

  /** The beats that are due to be committed at `time`. */
  const due = (time: Seconds, reading: ClockReading): Beat[] => {
    const period = 60 / reading.bpm;
    const timeOf = (number: number): Seconds => time + (number - reading.position) * period;
    if (mode !== 'locked') {
      const earliest = Math.max(time + MIN_LEAD, lastTime + CLOSEST * period);
      const next = Math.max(0, Math.ceil(reading.position + (earliest - time) / period));
      last = next + ((BEATS_PER_BAR - beatInBar(next)) % BEATS_PER_BAR) - 1;
    }
    const beats: Beat[] = [];
    for (let at = timeOf(last + 1); at <= time + COMMIT_LEAD; at = timeOf(last + 1))
      beats.push(commit(last + 1, at, reading));
    return beats;
  };

  /** The clock was pulled from under the beats: the next one is past, or upon the last. */
  const torn = (time: Seconds, { position, bpm }: ClockReading): boolean => {
    const next = time + ((last + 1 - position) * 60) / bpm;
    return mode === 'locked' && (next < time || next - lastTime < (CLOSEST * 60) / bpm);
  };

  return {
    step(activation) {
      listen(activation);
      const { time } = activation;
      const reading = clock.at(time);
      const silent = rests(reading) || torn(time, reading);
      if (silent) mode = 'rest';
      else if (mode === 'rest') mode = 'seeking';
      const committed = silent ? [] : due(time, reading);
      const phase = reading.position - Math.floor(reading.position);
      return { time, mode, bpm: reading.bpm, phase, confidence: trust(reading), committed };
    },
    anchorDownbeat(time) {
      if (now === null) return;
      const { position, bpm } = clock.at(now);
      one = inBar(Math.round(position + ((time - now) * bpm) / 60));
    },
    /** The tempo is the clock's: taps say nothing here. */
    tap: () => {},
    /** All beats are committed early: a clock is no body, what is heard later hardly changes them. */
    delayed: () => {},
    reset() {
      stillFor = REST_AFTER;
      now = journey = null;
      mode = 'rest';
      last = lastTime = Number.NEGATIVE_INFINITY;
      one = index = 0;
      bar = -1;
    },
  };
}
