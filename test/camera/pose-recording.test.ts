import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createRecordingReader,
  decodeBytes,
  formatHeader,
  formatRecording,
  parseRecording,
} from '../../src/camera/pose-recording.ts';
import { UserError } from '../../src/core/errors.ts';
import { LANDMARK_COUNT } from '../../src/core/joints.ts';
import type { Landmark, Person, PoseFrame } from '../../src/core/pose-frame.ts';

const FACTS = { fps: 30, width: 640, height: 480, source: 'test', licence: 'CC0' };
const HEADER = formatHeader(FACTS);
const person = (x = 0.5): Person => ({
  image: Array.from({ length: LANDMARK_COUNT }, (): Landmark => [x, 0.25, -0.125, 1]),
  world: null,
});
const frame = (t: number, ...people: Person[]): PoseFrame => ({ t, width: 640, height: 480, people });
const line = (t: unknown, people: unknown = []): string => JSON.stringify({ t, people });
const text = (...lines: string[]): string => `${[HEADER, ...lines].join('\n')}\n`;

const landmark = fc.tuple(
  fc.integer({ min: -200000, max: 300000 }).map((n) => n / 1e5),
  fc.integer({ min: -200000, max: 300000 }).map((n) => n / 1e5),
  fc.integer({ min: -200000, max: 200000 }).map((n) => n / 1e5),
  fc.integer({ min: 0, max: 1e5 }).map((n) => n / 1e5),
);
const landmarks = fc.array(landmark, { minLength: LANDMARK_COUNT, maxLength: LANDMARK_COUNT });
const anyPerson = fc.record({ image: landmarks, world: fc.option(landmarks) });
const anyFrames = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 1e6 }), fc.array(anyPerson, { maxLength: 2 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((steps) => {
    let micros = 0;
    return steps.map(([step, people], index) => frame(index === 0 ? 0 : (micros += step) / 1e6, ...people));
  });

test('what is written is read again, whatever pieces it comes in', () => {
  fc.assert(
    fc.property(anyFrames, fc.integer({ min: 1, max: 5000 }), (frames, size) => {
      const written = formatRecording(FACTS, frames);
      const reader = createRecordingReader('a');
      const streamed: PoseFrame[] = [];
      for (let i = 0; i < written.length; i += size) streamed.push(...reader.push(written.slice(i, i + size)));
      const recording = reader.end();
      expect(streamed).toEqual(frames.map((f) => ({ ...f })));
      expect(recording.frames).toEqual(frames);
      expect(recording.warnings).toEqual([]);
      expect(recording.header).toMatchObject(FACTS);
    }),
    { numRuns: 40 },
  );
});

test('times are written from the first frame on', () => {
  const read = parseRecording(formatRecording(FACTS, [frame(12.25), frame(12.5, person())]), 'a');
  expect(read.frames.map((f) => f.t)).toEqual([0, 0.25]);
});

test('a frame of another picture size keeps its pixels', () => {
  const wide: PoseFrame = { t: 1, width: 1280, height: 480, people: [person(0.25)] };
  const read = parseRecording(formatRecording(FACTS, [frame(0), wide]), 'a');
  expect(read.frames[1]?.people[0]?.image[0]).toEqual([0.5, 0.25, -0.25, 1]);
});

test('unknown fields are kept in the header and ignored in frames', () => {
  const read = parseRecording(
    `${formatHeader({ ...FACTS, beats: [1], mood: 'blue' })}\n{"t":0,"people":[],"x":1}\n`,
    'a',
  );
  expect(read.header).toMatchObject({ beats: [1], mood: 'blue' });
  expect(read.frames).toEqual([frame(0)]);
});

test('blank lines and carriage returns do no harm', () => {
  expect(parseRecording(`${HEADER}\r\n${line(0)}\r\n\r\n${line(1)}\r\n\n`, 'a').frames).toHaveLength(2);
});

describe('a cut-off last line is a warning and the rest is played', () => {
  const whole = JSON.stringify({ t: 1, people: [person()] });
  test.each([1, 5, 12, 30, 400, whole.length - 1])('after %i characters', (length) => {
    for (const ending of ['', '\n']) {
      const read = parseRecording(text(line(0)) + whole.slice(0, length) + ending, 'walk.pose.jsonl');
      expect(read.frames).toHaveLength(1);
      expect(read.warnings).toEqual(['walk.pose.jsonl, line 3: the last line is cut off; it was left out.']);
    }
  });
  test('but not in the middle', () => {
    expect(() => parseRecording(text(line(0), whole.slice(0, 50), line(2)), 'a')).toThrow(
      'a, line 3: expected one line of JSON',
    );
  });
  test('and a whole last line without line end is no matter', () => {
    expect(parseRecording(text(line(0)) + line(1), 'a').warnings).toEqual([]);
  });
});

const short = { image: person().image.slice(1), world: null };
const holed = (value: unknown): unknown => ({ image: [[value, 0, 0, 1], ...person().image.slice(1)], world: null });
const edited = (change: object): string => JSON.stringify({ ...JSON.parse(HEADER), ...change });

test.each<[name: string, text: string, code: string, message: string]>([
  ['empty file', '', 'empty', 'f, line 1: expected the header of a pose recording, found an empty file.'],
  ['blank file', '\n\n', 'empty', 'f, line 3: expected the header of a pose recording'],
  ['no frames', text(), 'empty', 'f, line 2: expected at least one frame, found the end of the file.'],
  [
    'not JSON at all',
    'RIFF....WAVE',
    'json',
    'f, line 1: expected the header, one line of JSON, found "RIFF....WAVE".',
  ],
  ['cut-off header', HEADER.slice(0, 40), 'json', 'f, line 1: expected the header'],
  ['header is a list', '[1]\n', 'shape', 'f, line 1: expected the header of a pose recording (an object), found [1].'],
  [
    'other format',
    `${edited({ format: 'bvh' })}\n`,
    'format',
    'line 1: expected "format": "pose-recording", found "bvh".',
  ],
  ['no format', '{}\n', 'format', 'found nothing.'],
  ['other version', `${edited({ version: 2 })}\n`, 'version', 'line 1: expected "version": 1, found 2.'],
  ['no width', `${edited({ width: null })}\n`, 'number', 'a finite number as "width", found null.'],
  ['height 0', `${edited({ height: 0 })}\n`, 'number', 'a number above 0 as "height", found 0.'],
  ['17 names', `${edited({ joints: ['nose'] })}\n`, 'joints', 'line 1: expected 33 names in "joints", found 1.'],
  [
    'names in another order',
    `${edited({ joints: Array(33).fill('nose') })}\n`,
    'joints',
    '"left_eye_inner" as joint 1, found "nose".',
  ],
  ['frame not JSON', text(line(0), 'hello'), 'json', 'f, line 3: expected one line of JSON, found "hello".'],
  ['frame is a number', text('7'), 'shape', 'f, line 2: expected a frame (an object), found 7.'],
  [
    'no time',
    text('{"people":[]}'),
    'number',
    'line 2: expected a finite number as "t" (seconds since the first frame), found nothing.',
  ],
  ['time in words', text(line('1')), 'number', 'found "1".'],
  ['time below 0', text(line(-1)), 'time', '"t" of 0 or more, found -1.'],
  [
    'time goes back',
    text(line(0), line(2), line(1.5)),
    'time',
    'f, line 4: expected "t" above 2, that of the frame before, found 1.5.',
  ],
  [
    'time stands still',
    text(line(0), line(0)),
    'time',
    'f, line 3: expected "t" above 0, that of the frame before, found 0.',
  ],
  ['people not a list', text(line(0, {})), 'shape', 'line 2: expected "people" (a list), found {}.'],
  ['no people', text('{"t":0}'), 'shape', 'found nothing.'],
  ['person not an object', text(line(0, [3])), 'shape', 'line 2: expected person 0 (an object), found 3.'],
  ['no image', text(line(0, [{}])), 'shape', '"image" of person 0 (a list), found nothing.'],
  [
    '32 joints',
    text(line(0, [person(), short])),
    'joints',
    'line 2: expected 33 joints in "image" of person 1, found 32.',
  ],
  [
    'world of 32',
    text(line(0, [{ ...person(), world: short.image }])),
    'joints',
    '33 joints in "world" of person 0, found 32.',
  ],
  [
    'a joint of 3 numbers',
    text(line(0, [{ image: Array(33).fill([0, 0, 0]), world: null }])),
    'shape',
    '4 numbers [x, y, z, visibility] as nose in "image" of person 0, found 3.',
  ],
  [
    'a null coordinate',
    text(line(0, [holed(null)])),
    'number',
    'a finite number as x of nose in "image" of person 0, found null.',
  ],
  [
    'NaN as Python writes it',
    text(line(0, [holed(0.125)]).replace('0.125', 'NaN')),
    'number',
    'f, line 2: expected finite numbers only, found NaN.',
  ],
  [
    'a number too large',
    text(line(0, [holed(0.125)]).replace('0.125', '1e999')),
    'number',
    'x of nose in "image" of person 0, found Infinity.',
  ],
  [
    'visibility of 2',
    text(line(0, [{ image: Array(33).fill([0, 0, 0, 2]), world: null }])),
    'number',
    'a visibility from 0 to 1 of nose in "image" of person 0, found 2.',
  ],
])('%s', (_, source, code, message) => {
  const error = (() => {
    try {
      parseRecording(source, 'f');
    } catch (thrown) {
      return thrown;
    }
    return undefined;
  })();
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({ code: `recording-${code}`, message: expect.stringContaining(message) });
});

test('garbage never ends in anything but a UserError', () => {
  const good = formatRecording(FACTS, [frame(0, person()), frame(1)]);
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.string({ maxLength: 4 }), (at, junk) => {
      try {
        parseRecording(good.slice(0, at) + junk + good.slice(at + junk.length), 'f');
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
      }
    }),
    { numRuns: 300 },
  );
});

test('gzip is told by its first bytes', async () => {
  const plain = new TextEncoder().encode(text(line(0)));
  expect(await decodeBytes(plain, 'f')).toBe(text(line(0)));
  expect(await decodeBytes(new Uint8Array(gzipSync(plain)), 'f')).toBe(text(line(0)));
  const cut = new Uint8Array(gzipSync(plain)).slice(0, 40);
  await expect(decodeBytes(cut, 'f.gz')).rejects.toMatchObject({ code: 'recording-gzip' });
});

const EVAL = new URL('../../../shared/data/motion/eval/', import.meta.url);
test.skipIf(!existsSync(EVAL))('every evaluation recording is read (needs ../shared)', async () => {
  for (const name of readdirSync(EVAL)) {
    const read = parseRecording(await decodeBytes(new Uint8Array(readFileSync(new URL(name, EVAL))), name), name);
    expect(read.warnings).toEqual([]);
    expect(read.frames.length).toBeGreaterThan(10);
  }
});
