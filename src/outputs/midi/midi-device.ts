import type { Beat } from '../../beat/types.ts';
import type { Seconds, Unit } from '../../core/units.ts';
import type { Sound } from '../../core/voices.ts';
import type { DrumEvent } from '../../schedule/types.ts';
import { createBeatClock } from './beat-clock.ts';
import type { TimedMessage } from './messages.ts';
import { createNoteQueue } from './note-queue.ts';
import type { DeviceHealth, DeviceSetup } from './types.ts';

/** What is common to all devices. */
export interface MidiShifts {
  /** Constant time from a beat to its sound. */
  readonly latency: Seconds;
  /** The performer's shift of all notes against the sound of the page. */
  readonly notes: Seconds;
}

/** One machine: strokes and beats in, timed bytes out. Pure: `now`, a stream time, is an argument. */
export interface MidiDevice {
  readonly setup: DeviceSetup;
  /** Takes effect on what comes; what waits keeps its time and its note. */
  update(setup: DeviceSetup, shifts: MidiShifts): void;
  /** Strokes leave at `dueAt` plus the delays. */
  send(events: readonly DrumEvent[], now: Seconds): void;
  /** As `send` where the device can't be reached: they are counted as dropped. */
  refuse(events: readonly DrumEvent[]): void;
  addBeat(beat: Beat, now: Seconds): void;
  play(on: boolean, now: Seconds): readonly TimedMessage[];
  /** What leaves within the next MIDI_AHEAD, in order. No clock while the device is not enabled. */
  advance(now: Seconds): readonly TimedMessage[];
  panic(now: Seconds): readonly TimedMessage[];
  /** One note now, whatever plays. False: the machine has no such sound. */
  audition(sound: Sound, velocity: Unit, now: Seconds): boolean;
  /** The port has gone: what the machine was told no longer holds. */
  forget(): void;
  readonly health: Omit<DeviceHealth, 'connected'>;
}

const byTime = (a: TimedMessage, b: TimedMessage): number => a.at - b.at;

export function createMidiDevice(initial: DeviceSetup, shifts: MidiShifts): MidiDevice {
  let setup = initial;
  let notesDelay: Seconds = 0;
  const notes = createNoteQueue(setup.map);
  const clock = createBeatClock(setup);

  const apply = ({ latency, notes: shift }: MidiShifts): void => {
    notesDelay = shift + setup.notesDelay / 1000;
    clock.setOffset(latency + setup.clockDelay / 1000);
    clock.setOptions(setup);
    notes.setMap(setup.map);
  };
  const mine = (events: readonly DrumEvent[]): readonly DrumEvent[] =>
    events.filter(({ voice }) => setup.plays.includes(voice));

  apply(shifts);
  return {
    get setup() {
      return setup;
    },
    update(given, common) {
      setup = given;
      apply(common);
    },
    send(events, now) {
      for (const { voice, velocity, dueAt } of mine(events)) notes.push(voice, velocity, dueAt + notesDelay, now);
    },
    refuse: (events) => notes.refuse(mine(events).length),
    addBeat: (beat, now) => clock.addBeat(beat, now),
    play: (on, now) => [...clock.play(on, now), ...(on ? [] : notes.hush(now))],
    // Sorting is stable: a tick comes before a note that is due with it.
    advance: (now) => [...(setup.enabled ? clock.advance(now) : []), ...notes.advance(now)].sort(byTime),
    panic(now) {
      clock.forget();
      return notes.panic(now);
    },
    audition(sound, velocity, now) {
      const before = notes.counts.unmapped;
      notes.push(sound, velocity, now, now);
      return notes.counts.unmapped === before;
    },
    forget: () => {
      clock.forget();
      notes.hush(Number.POSITIVE_INFINITY);
    },
    get health() {
      const { ticks, lateTicks } = clock;
      return { id: setup.id, ...notes.counts, ticks, lateTicks };
    },
  };
}
