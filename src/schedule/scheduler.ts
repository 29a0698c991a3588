import type { Beat } from '../beat/types.ts';
import type { Seconds } from '../core/units.ts';
import { STEPS, STEPS_PER_BEAT, VOICE_COUNT, VOICES } from '../core/voices.ts';
import type { DrumBar } from '../drums/types.ts';
import { createMusicalClock } from './musical-clock.ts';
import type { DrumEvent } from './types.ts';

/** How long before it is due a stroke is handed to the outputs: what the browser is given can't be taken back. */
export const HORIZON: Seconds = 0.1;

export interface SchedulerOptions {
  /** Constant time from a beat to its sound. */
  readonly latency: Seconds;
  /** Time before `dueAt` at which strokes are handed over; more than HORIZON where sound takes long to leave the machine. */
  readonly horizon?: Seconds;
}

/** Where every stroke went. `events + dropped + silenced + pending` is the number of hits in all bars added. */
export interface ScheduleCounts {
  /** Handed over, on time. */
  readonly events: number;
  /** Given up because they could not be on time any more. */
  readonly dropped: number;
  /** Not played because the music stopped, or because a new bar began before theirs was over. */
  readonly silenced: number;
  readonly pending: number;
}

/** Turns written bars into strokes with one fixed time each. Music thread; pure: `now` is an argument. */
export interface Scheduler {
  addBeat(beat: Beat): void;
  /** A bar on the beats from `request.downbeat` on. Steps that are already over are dropped and counted. */
  addBar(bar: DrumBar): void;
  /** Strokes due before `now` + horizon that were not returned yet, in order of `dueAt`. Each is returned once or never. */
  advance(now: Seconds): readonly DrumEvent[];
  /** What is heard at `now` (latency counted): the bar's number and its step 0..15; null in silence. */
  position(now: Seconds): { readonly bar: number; readonly step: number } | null;
  /** Forgets all strokes not handed over yet, and the beats: stop, panic. */
  silence(): void;
  setLatency(latency: Seconds): void;
  setHorizon(horizon: Seconds): void;
  readonly counts: ScheduleCounts;
}

/** A hit that waits for its time; `beat` is the index of the beat it stands on. */
interface Stroke {
  readonly bar: DrumBar;
  readonly step: number;
  readonly voice: number;
  readonly beat: number;
  /** Beats after that beat, micro-timing included. */
  readonly fraction: number;
}

function strokesOf(bar: DrumBar): Stroke[] {
  const strokes: Stroke[] = [];
  for (let i = 0; i < STEPS * VOICE_COUNT; i += 1) {
    if (!bar.hits[i]) continue;
    const step = Math.floor(i / VOICE_COUNT);
    const beat = bar.request.downbeat.index + Math.floor(step / STEPS_PER_BEAT);
    const fraction = ((step % STEPS_PER_BEAT) + bar.offset[i]!) / STEPS_PER_BEAT;
    strokes.push({ bar, step, voice: i % VOICE_COUNT, beat, fraction });
  }
  return strokes;
}

const byDueTime = (a: DrumEvent, b: DrumEvent): number => a.dueAt - b.dueAt;

export function createScheduler(options: SchedulerOptions = { latency: 0 }): Scheduler {
  const clock = createMusicalClock();
  let { latency, horizon = HORIZON } = options;
  let pending: Stroke[] = [];
  /** The newest bar begins on this beat: no older stroke stands there or later. */
  let newestStart = Number.NEGATIVE_INFINITY;
  let events = 0;
  let dropped = 0;
  let silenced = 0;

  /** A beat of another bar has taken the stroke's place: downbeat moved, or a rest ended the phrase. */
  const overtaken = ({ bar, beat }: Stroke): boolean => {
    const { downbeat } = bar.request;
    if (downbeat.index < newestStart && beat >= newestStart) return true;
    const committed = clock.beat(beat);
    return committed !== undefined && committed.bar !== downbeat.bar;
  };

  const event = ({ bar, step, voice }: Stroke, time: Seconds): DrumEvent => ({
    voice: VOICES[voice]!,
    velocity: bar.velocity[step * VOICE_COUNT + voice]!,
    time,
    dueAt: time + latency,
    bar: bar.request.bar,
    step,
  });

  return {
    addBeat: (beat) => clock.add(beat),
    addBar(bar) {
      clock.add(bar.request.downbeat);
      newestStart = Math.max(newestStart, bar.request.downbeat.index);
      pending.push(...strokesOf(bar));
    },
    advance(now) {
      const due: DrumEvent[] = [];
      pending = pending.filter((stroke) => {
        if (overtaken(stroke)) {
          silenced += 1;
          return false;
        }
        const time = clock.timeOf(stroke.beat, stroke.fraction);
        if (time === null || time + latency > now + horizon) return true;
        if (time + latency < now) dropped += 1;
        else due.push(event(stroke, time));
        return false;
      });
      events += due.length;
      return due.sort(byDueTime);
    },
    position(now) {
      const position = clock.positionAt(now - latency);
      const beat = position === null ? undefined : clock.beat(Math.floor(position));
      if (position === null || !beat) return null;
      return { bar: beat.bar, step: beat.beatInBar * STEPS_PER_BEAT + Math.floor((position % 1) * STEPS_PER_BEAT) };
    },
    silence() {
      silenced += pending.length;
      pending = [];
      newestStart = Number.NEGATIVE_INFINITY;
      clock.reset();
    },
    setLatency: (value) => {
      latency = value;
    },
    setHorizon: (value) => {
      horizon = value;
    },
    get counts() {
      return { events, dropped, silenced, pending: pending.length };
    },
  };
}
