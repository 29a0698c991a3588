import { type MidiEvent, writeMidi } from 'midi-file';
import type { Beat } from '../../beat/types.ts';
import type { Seconds } from '../../core/units.ts';
import { BEATS_PER_BAR } from '../../core/voices.ts';
import type { DrumEvent } from '../../schedule/types.ts';
import { resolveRole, strike } from './device-map.ts';
import { GENERAL_MIDI } from './devices/general.ts';
import { beatsAt, type TempoSegment, tempoMap } from './tempo-map.ts';
import type { DeviceMap } from './types.ts';

/** At 55 bpm a tick is 1.1 ms, so a rounded time is at most 0.6 ms off. */
const TICKS_PER_BEAT = 960;

/** Remembers a performance and writes it as a standard MIDI file. Notes stand where they stand in the music (`time`). */
export interface MidiRecorder {
  addBeat(beat: Beat): void;
  addStroke(event: DrumEvent): void;
  /** Format 1: a tempo track, then the drums. Same performance, same bytes. */
  toFile(): Uint8Array<ArrayBuffer>;
  /** Forgets everything; the file begins at `start` from now on. */
  restart(start: Seconds): void;
}

/** An event with its tick instead of the distance from the one before. */
type Placed = readonly [tick: number, event: Omit<MidiEvent, 'deltaTime'>];

/** Note-offs first where a tick has both. Sorting is stable, so equal events keep their order. */
const byTick = ([a, eventA]: Placed, [b, eventB]: Placed): number =>
  a - b || Number(eventA.type === 'noteOn') - Number(eventB.type === 'noteOn');

function track(placed: readonly Placed[], name: string): MidiEvent[] {
  let last = 0;
  const events = [...placed].sort(byTick).map(([tick, event]) => {
    const deltaTime = tick - last;
    last = tick;
    return { ...event, deltaTime } as MidiEvent;
  });
  return [{ deltaTime: 0, type: 'trackName', text: name }, ...events, { deltaTime: 0, type: 'endOfTrack' }];
}

function tempoTrack(segments: readonly TempoSegment[]): MidiEvent[] {
  const signature: Placed = [
    0,
    { type: 'timeSignature', numerator: BEATS_PER_BAR, denominator: 4, metronome: 24, thirtyseconds: 8 } as MidiEvent,
  ];
  const tempi = segments.map(
    ({ beat, tempo }): Placed => [beat * TICKS_PER_BEAT, { type: 'setTempo', microsecondsPerBeat: tempo } as MidiEvent],
  );
  return track([signature, ...tempi], 'Tempo');
}

function drumTrack(strokes: readonly DrumEvent[], segments: readonly TempoSegment[], map: DeviceMap): MidiEvent[] {
  const tick = (time: Seconds): number => Math.round(beatsAt(segments, time) * TICKS_PER_BEAT);
  const placed = strokes.flatMap((stroke): Placed[] => {
    const role = resolveRole(map, stroke.voice);
    if (!role) return [];
    const { note: noteNumber, velocity } = strike(role, stroke.velocity);
    const note = { channel: role.channel - 1, noteNumber };
    const start = tick(stroke.time);
    return [
      [start, { ...note, type: 'noteOn', velocity } as MidiEvent],
      [
        Math.max(start + 1, tick(stroke.time + role.noteOff.gate / 1000)),
        { ...note, type: 'noteOff', velocity: 64 } as MidiEvent,
      ],
    ];
  });
  return track(placed, 'Drums');
}

/** @param start stream time of the file's beginning */
export function createMidiRecorder(start: Seconds, map: DeviceMap = GENERAL_MIDI): MidiRecorder {
  let begin = start;
  let beats: Beat[] = [];
  let strokes: DrumEvent[] = [];
  return {
    addBeat: (beat) => {
      beats.push(beat);
    },
    addStroke: (event) => {
      strokes.push(event);
    },
    toFile() {
      const segments = tempoMap(beats, begin);
      const tracks = [tempoTrack(segments), drumTrack(strokes, segments, map)];
      return Uint8Array.from(writeMidi({ header: { format: 1, numTracks: 2, ticksPerBeat: TICKS_PER_BEAT }, tracks }));
    },
    restart(at) {
      begin = at;
      beats = [];
      strokes = [];
    },
  };
}
