import { expect, test } from 'vitest';
import type { RecordedSound, RecordingInfo } from '../../../src/outputs/recording/types.ts';
import {
  formatBytes,
  formatDuration,
  recordingContents,
  recordingExtension,
  recordingName,
  recordingState,
  recordingWords,
  soundBytes,
} from '../../../src/ui/text/recordings.ts';

const sound = (seconds: number): RecordedSound => ({
  file: 'sound-1.wav',
  sampleRate: 48_000,
  frame: 0,
  frames: seconds * 48_000,
});
const recording: RecordingInfo = {
  id: 'a',
  begun: new Date(2026, 10, 23, 21, 5).getTime(),
  length: 200.7,
  strokes: 1240,
  sounds: [sound(190)],
  state: 'finished',
  place: 'storage',
};

test.each([
  [0, '0:00'],
  [7.99, '0:07'],
  [59.999, '0:59'],
  [750, '12:30'],
  [3599.5, '59:59'],
  [3723, '1:02:03'],
  [-1, '0:00'],
])('%d s is %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

test.each([
  [0, '0 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [12_440_000, '12.4 MB'],
  [999_949_999, '999.9 MB'],
  [999_950_000, '1.0 GB'],
  [2_140_000_000, '2.1 GB'],
])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

test('an hour of stereo at 48 kHz in 32 bits is 1.4 GB', () => {
  expect(soundBytes([sound(1800), sound(1800)])).toBe(3600 * 48_000 * 2 * 4);
  expect(formatBytes(soundBytes([sound(3600)]))).toBe('1.4 GB');
});

test('a recording is named by when it was begun, and says what is in it', () => {
  expect(recordingName(recording, 'en-GB')).toBe('23 Nov 2026, 21:05');
  expect(recordingContents(recording)).toBe('3:20 · sound, 73.0 MB · 1240 strokes');
  expect(recordingContents({ ...recording, sounds: [], strokes: 1 })).toBe('3:20 · no sound · 1 stroke');
});

test('what is special about a recording is said, and what is not is not', () => {
  expect(recordingState(recording)).toBe('');
  expect(recordingState({ state: 'recovered', place: 'storage' })).toBe('Recovered');
  expect(recordingState({ state: 'running', place: 'memory' })).toBe('Being played');
  expect(recordingState({ state: 'finished', place: 'memory' })).toBe('Gone when the page closes');
});

test('the parts of a long recording are numbered', () => {
  expect(recordingExtension({ extension: 'wav', part: 1 }, 1)).toBe('wav');
  expect([1, 2].map((part) => recordingExtension({ extension: 'wav', part }, 2))).toEqual(['1.wav', '2.wav']);
});

test('the record button says what it will do, waits for, and has', () => {
  expect(recordingWords(false, recording)).toBe('Record sound');
  expect(recordingWords(true, undefined)).toBe('Records from the start');
  expect(recordingWords(true, { sounds: [] })).toBe('Records from the start');
  expect(recordingWords(true, { sounds: [sound(42)] })).toBe('Recording 0:42, 16.1 MB');
});
