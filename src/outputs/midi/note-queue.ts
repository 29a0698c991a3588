import type { Seconds, Unit } from '../../core/units.ts';
import type { Sound } from '../../core/voices.ts';
import { type ResolvedRole, resolveRole, strike } from './device-map.ts';
import { allOff, MIDI_AHEAD, noteOff, noteOn, STOP, type TimedMessage } from './messages.ts';
import type { DeviceMap, NoteOff } from './types.ts';

/**
 * A note this much after its time still leaves, and is counted; a later one would be heard as out of time and is dropped.
 * Below the 3 ms of jitter that drummers notice (Jack, Mehrabi, Stockman and McPherson 2018).
 */
export const LATE_TOLERANCE: Seconds = 0.002;
/** Strokes of one note within this are one: a MIDI cable needs as long for a note-on. */
const SAME: Seconds = 0.001;

/** What has become of the strokes. `sent + dropped + unmapped` and those still waiting are all that were pushed. */
export interface NoteCounts {
  readonly sent: number;
  /** Of those sent: after their time. */
  readonly late: number;
  readonly dropped: number;
  readonly unmapped: number;
}

/** A note on its way out, from its beginning to its end. */
interface Note {
  readonly channel: number;
  readonly note: number;
  readonly choke: string | undefined;
  style: NoteOff['style'];
  readonly at: Seconds;
  velocity: number;
  end: Seconds;
  /** Strokes that it stands for: two at once on one note are one note. */
  strokes: number;
  begun: boolean;
}

/** Notes of one device on their way out. Pure; times are stream times with the device's delay included. */
export interface NoteQueue {
  /** Takes a stroke that is to leave at `at`. One that is over by more than LATE_TOLERANCE is dropped and counted. */
  push(sound: Sound, velocity: Unit, at: Seconds, now: Seconds): void;
  /** Messages that leave before `now` + MIDI_AHEAD, in order. */
  advance(now: Seconds): readonly TimedMessage[];
  /**
   * Silence: forgets what waits; note-offs for what sounds, at once and again after the last note already handed over,
   * then Stop and, on all channels, All Sound Off and All Notes Off: not every machine knows every one of them.
   */
  panic(now: Seconds): readonly TimedMessage[];
  /** The music has stopped: as `panic`, but only with the note-offs. */
  hush(now: Seconds): readonly TimedMessage[];
  /** Strokes for a device that can't be reached: counted as dropped. */
  refuse(strokes: number): void;
  /** Another map, for the strokes that come. */
  setMap(map: DeviceMap): void;
  readonly counts: NoteCounts;
}

const isSame = (a: Note, b: Note): boolean => a.channel === b.channel && a.note === b.note;
/** One ends the other: the same note struck again, or another of its choke group. */
const cuts = (a: Note, b: Note): boolean => isSame(a, b) || (a.choke !== undefined && a.choke === b.choke);

const endOf = ({ channel, note, style }: Note): readonly number[] =>
  style === 'zero' ? noteOn(channel, note, 0) : noteOff(channel, note);

function noteFor(role: ResolvedRole, velocity: Unit, at: Seconds): Note {
  const { channel, choke, noteOff: off } = role;
  const end = off.style === 'none' ? at : at + off.gate / 1000;
  return { ...strike(role, velocity), channel, choke, style: off.style, at, end, strokes: 1, begun: false };
}

export function createNoteQueue(initial: DeviceMap): NoteQueue {
  let map = initial;
  /** Notes that have not ended, in the order in which they begin. */
  let notes: Note[] = [];
  /** Notes begun whose end was not handed over: what panic must end. A machine that needs no ends keeps its last of each. */
  let sounding: Note[] = [];
  let lastAt = Number.NEGATIVE_INFINITY;
  let counts: NoteCounts = { sent: 0, late: 0, dropped: 0, unmapped: 0 };

  const count = (name: keyof NoteCounts, strokes: number): void => {
    counts = { ...counts, [name]: counts[name] + strokes };
  };

  /** A note ends where the next one begins that cuts it. */
  const cutBy = (fresh: Note): void => {
    for (const other of notes) {
      if (!cuts(fresh, other) || other.style === 'none') continue;
      if (other.at < fresh.at - SAME) other.end = Math.min(other.end, fresh.at);
      if (fresh.at < other.at - SAME && fresh.style !== 'none') fresh.end = Math.min(fresh.end, other.at);
    }
  };

  /** Two strokes at once on one note: the louder one. */
  const merge = (fresh: Note): boolean => {
    const twin = notes.find((other) => !other.begun && isSame(fresh, other) && Math.abs(other.at - fresh.at) < SAME);
    if (!twin) return false;
    twin.velocity = Math.max(twin.velocity, fresh.velocity);
    twin.strokes += fresh.strokes;
    return true;
  };

  const begin = (note: Note, now: Seconds): TimedMessage[] => {
    note.begun = true;
    if (note.at < now - LATE_TOLERANCE) {
      note.style = 'none';
      count('dropped', note.strokes);
      return [];
    }
    count('sent', note.strokes);
    if (note.at < now) {
      count('late', note.strokes);
      note.end = Math.max(note.end, now + SAME);
    }
    sounding = [...sounding.filter((other) => !isSame(note, other)), note];
    lastAt = Math.max(lastAt, note.at);
    return [{ bytes: noteOn(note.channel, note.note, note.velocity), at: Math.max(now, note.at) }];
  };

  const finish = (note: Note, now: Seconds): TimedMessage[] => {
    if (note.style === 'none') return [];
    sounding = sounding.filter((other) => other !== note);
    return [{ bytes: endOf(note), at: Math.max(now, note.end) }];
  };

  const offs = (at: Seconds): TimedMessage[] =>
    sounding.map(({ channel, note }) => ({ bytes: noteOff(channel, note), at }));

  const everything = (at: Seconds): TimedMessage[] => [STOP, ...allOff()].map((bytes) => ({ bytes, at }));

  /** Forgets what waits; `messages` now and again after what was already handed over. */
  const end = (now: Seconds, messages: (at: Seconds) => TimedMessage[]): readonly TimedMessage[] => {
    const again = lastAt > now ? messages(lastAt + SAME) : [];
    const all = [...messages(now), ...again];
    const waiting = notes.filter(({ begun }) => !begun).reduce((sum, { strokes }) => sum + strokes, 0);
    count('dropped', waiting);
    notes = [];
    sounding = [];
    return all;
  };

  return {
    push(sound, velocity, at, now) {
      const role = resolveRole(map, sound);
      if (!role) return count('unmapped', 1);
      if (at < now - LATE_TOLERANCE) return count('dropped', 1);
      const fresh = noteFor(role, velocity, at);
      if (merge(fresh)) return;
      cutBy(fresh);
      const place = notes.findIndex((other) => other.at > at);
      notes.splice(place < 0 ? notes.length : place, 0, fresh);
    },
    advance(now) {
      const until = now + MIDI_AHEAD;
      const beginning = notes.filter((note) => !note.begun && note.at <= until);
      const messages = beginning.flatMap((note) => begin(note, now));
      const over = notes.filter((note) => note.begun && note.end <= until);
      notes = notes.filter((note) => !over.includes(note));
      // Sorting is stable: ends come first where both are due at once.
      return [...over.flatMap((note) => finish(note, now)), ...messages].sort((a, b) => a.at - b.at);
    },
    panic: (now) => end(now, (at) => [...offs(at), ...everything(at)]),
    hush: (now) => end(now, offs),
    refuse: (strokes) => count('dropped', strokes),
    setMap: (given) => {
      map = given;
    },
    get counts() {
      return counts;
    },
  };
}
