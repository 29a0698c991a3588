import { Midi } from '@tonejs/midi';
import { parseMidi } from 'midi-file';
import { expect, test } from 'vitest';
import { createRandom } from '../../../src/core/random.ts';
import { VOICES } from '../../../src/core/voices.ts';
import { resolveRole } from '../../../src/outputs/midi/device-map.ts';
import { GENERAL_MIDI } from '../../../src/outputs/midi/devices/general.ts';
import { createMidiRecorder } from '../../../src/outputs/midi/midi-file.ts';
import { beatsAt, tempoMap } from '../../../src/outputs/midi/tempo-map.ts';
import type { DrumEvent } from '../../../src/schedule/types.ts';
import { phrase } from '../../schedule/helpers.ts';

const random = createRandom(4);
const START = 2.5;
/** Two phrases of wandering tempo with a rest of odd length between them. */
const beats = [
  ...phrase(
    5.123,
    Array.from({ length: 30 }, () => random.between(0.28, 1.09)),
  ),
  ...phrase(
    40.77,
    Array.from({ length: 40 }, () => random.between(0.4, 0.6)),
    30,
    8,
  ),
];
const strokes: DrumEvent[] = Array.from({ length: 400 }, (_, i) => {
  const time = i < 4 ? 5.05 + i * 0.01 : random.between(5.2, 60);
  return { voice: VOICES[i % 9]!, velocity: random.between(0.1, 1), time, dueAt: time + 0.2, bar: 0, step: 0 };
});

function record() {
  const recorder = createMidiRecorder(START);
  for (const beat of beats) recorder.addBeat(beat);
  for (const event of strokes) recorder.addStroke(event);
  return recorder;
}

test('an independent parser finds every stroke within a millisecond of its time', () => {
  const midi = new Midi(record().toFile());
  const drums = midi.tracks.find(({ name }) => name === 'Drums')!;
  expect(drums.channel).toBe(9);
  expect(drums.notes).toHaveLength(strokes.length);
  const expected = [...strokes].sort((a, b) => a.time - b.time);
  const notes = [...drums.notes].sort((a, b) => a.time - b.time);
  for (const voice of VOICES) {
    const { note } = resolveRole(GENERAL_MIDI, voice)!;
    const times = notes.filter(({ midi: number }) => number === note).map(({ time }) => time + START);
    const own = expected.filter((event) => event.voice === voice);
    expect(times).toHaveLength(own.length);
    for (const [i, event] of own.entries()) expect(Math.abs(times[i]! - event.time)).toBeLessThan(0.001);
  }
  expect(notes.every(({ velocity }, i) => Math.abs(velocity - expected[i]!.velocity) < 0.5)).toBe(true);
});

test('committed beats lie on whole beats of the file, and downbeats after a rest on bar lines', () => {
  const segments = tempoMap(beats, START);
  for (const beat of beats) {
    const place = beatsAt(segments, beat.time);
    expect(Math.abs(place - Math.round(place))).toBeLessThan(1e-4);
    expect(Math.round(place) % 4).toBe(beat.beatInBar);
  }
});

test('format 1, deterministic, and valid with nothing in it', () => {
  const file = record().toFile();
  expect(record().toFile()).toEqual(file);
  const { header, tracks } = parseMidi(file);
  expect(header.format).toBe(1);
  expect(tracks).toHaveLength(2);
  const recorder = record();
  recorder.restart(0);
  expect(new Midi(recorder.toFile()).tracks.flatMap(({ notes }) => notes)).toEqual([]);
});

test('a phrase that begins within a beat of the last one joins it', () => {
  const close = [...phrase(1, [0.5, 0.5]), ...phrase(1.9, [0.5], 2, 1)];
  const segments = tempoMap(close, 0);
  for (const beat of close) expect(beatsAt(segments, beat.time) % 1).toBeCloseTo(0, 5);
});
