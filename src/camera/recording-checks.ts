import { UserError } from '../core/errors.ts';
import { LANDMARK_COUNT, LANDMARK_NAMES } from '../core/joints.ts';
import type { Landmark, Person, PoseFrame } from '../core/pose-frame.ts';
import type { Hertz, Seconds } from '../core/units.ts';

/** First line of a pose recording. Fields beyond these are kept and have no effect on what is played. */
export interface RecordingHeader {
  readonly format: 'pose-recording';
  readonly version: 1;
  /** Nominal rate; the frames' own times are what counts. */
  readonly fps: Hertz;
  /** Picture size in pixels. */
  readonly width: number;
  readonly height: number;
  /** The 33 names of `LANDMARK_NAMES`. */
  readonly joints: readonly string[];
  readonly source?: string;
  readonly licence?: string;
  /** For scoring only: never read here. */
  readonly beats?: readonly Seconds[] | null;
  readonly downbeats?: readonly Seconds[] | null;
  readonly scoreFrom?: Seconds;
  readonly [extra: string]: unknown;
}

/** Where a value stands, for messages. */
export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** The fields that are looked at, in headers, frames and people alike; anything may stand there. */
type Fields = Readonly<
  Partial<
    Record<'format' | 'version' | 'fps' | 'width' | 'height' | 'joints' | 't' | 'people' | 'image' | 'world', unknown>
  >
>;

const REMEDY = 'Give a recording made by this page or by the extraction tool, or mend the line.';
/** So long a quotation still fits a notice. */
const LONGEST_QUOTE = 60;

/** A value as a person would want to see it in a message. */
export function quote(value: unknown): string {
  const text = value === undefined ? 'nothing' : typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}

/** The one shape of every complaint about a recording: file, line, what was expected, what is there. */
export function recordingError(place: Place, code: string, expected: string, found: string): UserError {
  return new UserError(
    `recording-${code}`,
    `${place.file}, line ${place.line}: expected ${expected}, found ${found}.`,
    REMEDY,
  );
}

/** @throws UserError unless `value` is an object with named fields. */
export function checkFields(place: Place, value: unknown, what: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw recordingError(place, 'shape', `${what} (an object)`, quote(value));
}

function checkList(place: Place, value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw recordingError(place, 'shape', `${what} (a list)`, quote(value));
}

function checkNumber(place: Place, value: unknown, what: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw recordingError(place, 'number', `a finite number as ${what}`, quote(value));
}

function checkPositive(place: Place, value: unknown, what: string): number {
  if (checkNumber(place, value, what) > 0) return value as number;
  throw recordingError(place, 'number', `a number above 0 as ${what}`, quote(value));
}

function checkNames(place: Place, value: unknown): void {
  const names = checkList(place, value, `"joints": the ${LANDMARK_COUNT} landmark names`);
  if (names.length !== LANDMARK_COUNT)
    throw recordingError(place, 'joints', `${LANDMARK_COUNT} names in "joints"`, `${names.length}`);
  const wrong = LANDMARK_NAMES.findIndex((name, index) => names[index] !== name);
  if (wrong >= 0)
    throw recordingError(place, 'joints', `"${LANDMARK_NAMES[wrong]}" as joint ${wrong}`, quote(names[wrong]));
}

/** @throws UserError unless `value` is the header of a recording that can be played. */
export function checkHeader(place: Place, value: unknown): RecordingHeader {
  const header = checkFields(place, value, 'the header of a pose recording');
  if (header.format !== 'pose-recording')
    throw recordingError(place, 'format', '"format": "pose-recording"', quote(header.format));
  if (header.version !== 1) throw recordingError(place, 'version', '"version": 1', quote(header.version));
  for (const field of ['fps', 'width', 'height'] as const) checkPositive(place, header[field], `"${field}"`);
  checkNames(place, header.joints);
  return header as unknown as RecordingHeader;
}

function checkLandmark(place: Place, value: unknown, what: string): Landmark {
  const numbers = checkList(place, value, `${what}: [x, y, z, visibility]`);
  if (numbers.length !== 4)
    throw recordingError(place, 'shape', `4 numbers [x, y, z, visibility] as ${what}`, `${numbers.length}`);
  numbers.forEach((number, axis) => {
    checkNumber(place, number, `${['x', 'y', 'z', 'visibility'][axis]} of ${what}`);
  });
  const landmark = numbers as unknown as Landmark;
  if (landmark[3] >= 0 && landmark[3] <= 1) return landmark;
  throw recordingError(place, 'number', `a visibility from 0 to 1 of ${what}`, quote(landmark[3]));
}

function checkLandmarks(place: Place, value: unknown, what: string): readonly Landmark[] {
  const landmarks = checkList(place, value, what);
  if (landmarks.length !== LANDMARK_COUNT)
    throw recordingError(place, 'joints', `${LANDMARK_COUNT} joints in ${what}`, `${landmarks.length}`);
  return landmarks.map((landmark, joint) => checkLandmark(place, landmark, `${LANDMARK_NAMES[joint]} in ${what}`));
}

function checkPerson(place: Place, value: unknown, index: number): Person {
  const person = checkFields(place, value, `person ${index}`);
  const world = person.world ?? null;
  return {
    image: checkLandmarks(place, person.image, `"image" of person ${index}`),
    world: world === null ? null : checkLandmarks(place, world, `"world" of person ${index}`),
  };
}

/**
 * @param after time of the frame before, or -Infinity.
 * @throws UserError unless `value` is a frame of a recording, later than `after`.
 */
export function checkFrame(place: Place, header: RecordingHeader, after: Seconds, value: unknown): PoseFrame {
  const frame = checkFields(place, value, 'a frame');
  const t = checkNumber(place, frame.t, '"t" (seconds since the first frame)');
  if (t < 0) throw recordingError(place, 'time', '"t" of 0 or more', quote(t));
  if (t <= after) throw recordingError(place, 'time', `"t" above ${after}, that of the frame before`, quote(t));
  const people = checkList(place, frame.people, '"people"');
  return {
    t,
    width: header.width,
    height: header.height,
    people: people.map((person, index) => checkPerson(place, person, index)),
  };
}
