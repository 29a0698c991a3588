import type { Seconds } from '../../core/units.ts';
import type { DrumEvent } from '../../schedule/types.ts';
import { type DrumMap, type MidiRole, midiVelocity } from './general-midi.ts';

/** What is given to a port: bytes and the stream time at which they are to leave. */
export interface TimedMessage {
  readonly bytes: readonly number[];
  readonly at: Seconds;
}

/** Never hand more than this ahead: what the browser has been given can't be taken back. */
export const MIDI_AHEAD: Seconds = 0.1;
/** Length of a drum note: drum machines only need the beginning, and a short note can't hang. */
export const GATE: Seconds = 0.05;

const NOTE_OFF = 0x80;
const NOTE_ON = 0x90;
const CONTROL = 0xb0;
const ALL_SOUND_OFF = 120;
const ALL_NOTES_OFF = 123;
const STOP = 0xfc;

interface Note extends MidiRole {
  readonly kind: 'on' | 'off';
  readonly at: Seconds;
  readonly velocity: number;
}

const isSame = (a: MidiRole, b: MidiRole): boolean => a.channel === b.channel && a.note === b.note;

const message = ({ kind, channel, note, velocity, at }: Note): TimedMessage => ({
  bytes: [(kind === 'on' ? NOTE_ON : NOTE_OFF) + channel - 1, note, velocity],
  at,
});

/** Notes of one device on their way out. Pure; times are stream times with the port's delay included. */
export interface NoteQueue {
  /** Takes a stroke that is to leave at `at`. One whose time is over by `now` is dropped and counted. */
  push(event: DrumEvent, at: Seconds, now: Seconds): void;
  /** Messages that leave before `now` + MIDI_AHEAD, in order. */
  advance(now: Seconds): readonly TimedMessage[];
  /**
   * Silence: forgets what waits; note-offs for what sounds, at once and again after the last note already handed over,
   * then All Sound Off and All Notes Off on the channels used, and Stop: not every machine knows every one of them.
   */
  panic(now: Seconds): readonly TimedMessage[];
  /** Notes handed over. */
  readonly sent: number;
  readonly dropped: number;
}

export function createNoteQueue(map: DrumMap): NoteQueue {
  let waiting: Note[] = [];
  let sounding: Note[] = [];
  const channels = new Set<number>();
  let lastOn = Number.NEGATIVE_INFINITY;
  let sent = 0;
  let dropped = 0;

  /** Off before on where both are due at once. */
  const insert = (note: Note): void => {
    const place = waiting.findIndex(
      ({ at, kind }) => at > note.at || (at === note.at && kind === 'on' && note.kind === 'off'),
    );
    waiting.splice(place < 0 ? waiting.length : place, 0, note);
  };

  /** A note still sounding when it is struck again ends where the new one begins. */
  const shorten = (role: MidiRole, at: Seconds): void => {
    const off = waiting.find(
      (note) => note.kind === 'off' && isSame(note, role) && note.at > at && note.at - GATE < at,
    );
    if (!off) return;
    waiting = waiting.filter((note) => note !== off);
    insert({ ...off, at });
  };

  const handOver = (note: Note): TimedMessage => {
    if (note.kind === 'on') {
      sounding.push(note);
      channels.add(note.channel);
      lastOn = Math.max(lastOn, note.at);
      sent += 1;
    } else sounding = sounding.filter((other) => !isSame(other, note));
    return message(note);
  };

  const offs = (at: Seconds): TimedMessage[] =>
    sounding.map((note) => message({ ...note, kind: 'off', velocity: 64, at }));

  const controllers = (at: Seconds): TimedMessage[] =>
    [...channels].flatMap((channel) =>
      [ALL_SOUND_OFF, ALL_NOTES_OFF].map((controller) => ({ bytes: [CONTROL + channel - 1, controller, 0], at })),
    );

  return {
    push(event, at, now) {
      const role = map.roles[event.voice];
      if (!role) return;
      if (at < now) {
        dropped += 1;
        return;
      }
      shorten(role, at);
      insert({ ...role, kind: 'on', at, velocity: midiVelocity(event.velocity) });
      insert({ ...role, kind: 'off', at: at + GATE, velocity: 64 });
    },
    advance(now) {
      const due = waiting.filter(({ at }) => at <= now + MIDI_AHEAD);
      waiting = waiting.slice(due.length);
      return due.map(handOver);
    },
    panic(now) {
      const after = Math.max(now, lastOn) + 0.001;
      const messages = [
        ...offs(now),
        ...controllers(now),
        { bytes: [STOP], at: now },
        ...offs(after),
        ...controllers(after),
      ];
      waiting = [];
      sounding = [];
      return messages;
    },
    get sent() {
      return sent;
    },
    get dropped() {
      return dropped;
    },
  };
}
