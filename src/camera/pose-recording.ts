import { UserError } from '../core/errors.ts';
import { LANDMARK_NAMES } from '../core/joints.ts';
import type { Landmark, Person, PoseFrame } from '../core/pose-frame.ts';
import type { Seconds } from '../core/units.ts';
import {
  checkFrame,
  checkHeader,
  type Place,
  quote,
  type RecordingHeader,
  recordingError,
} from './recording-checks.ts';

export type { RecordingHeader } from './recording-checks.ts';

/** A whole `*.pose.jsonl`. Frame times are as in the file: seconds since its first frame. */
export interface PoseRecording {
  readonly header: RecordingHeader;
  readonly frames: readonly PoseFrame[];
  /** What was wrong but could be played all the same; for a person. */
  readonly warnings: readonly string[];
}

/** Reads a recording piece by piece, in whatever pieces it comes. */
export interface RecordingReader {
  /** Frames that became complete with this piece. @throws UserError on the first line that cannot be played. */
  push(text: string): readonly PoseFrame[];
  /** Frames of a last line without line end, the header, and warnings. @throws UserError if nothing can be played. */
  end(): PoseRecording;
}

/** True if the text begins a JSON object or list and ends within a string or a bracket. */
function isCutOff(text: string): boolean {
  const bare = text.replace(/"(?:\\.|[^"\\])*"/g, '');
  const count = (brackets: RegExp): number => bare.match(brackets)?.length ?? 0;
  return /^\s*[{[]/.test(bare) && (bare.includes('"') || count(/[{[]/g) > count(/[}\]]/g));
}

function parseJson(place: Place, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const odd = /-?\b(?:NaN|Infinity)\b/.exec(text)?.[0];
    if (odd) throw recordingError(place, 'number', 'finite numbers only', odd);
    throw recordingError(
      place,
      'json',
      place.line === 1 ? 'the header, one line of JSON' : 'one line of JSON',
      quote(text),
    );
  }
}

/** @param file name of the file, for messages. */
export function createRecordingReader(file: string): RecordingReader {
  const frames: PoseFrame[] = [];
  const warnings: string[] = [];
  let header: RecordingHeader | undefined;
  let line = 0;
  let rest = '';
  /** Complaint about a line that looks cut off: forgiven if nothing but blank lines follow. */
  let doubt: { readonly line: number; readonly error: unknown } | undefined;

  const takeFrame = (known: RecordingHeader, place: Place, text: string): void => {
    try {
      frames.push(checkFrame(place, known, frames.at(-1)?.t ?? Number.NEGATIVE_INFINITY, parseJson(place, text)));
    } catch (error) {
      if (!isCutOff(text)) throw error;
      doubt = { line, error };
    }
  };

  const take = (text: string): void => {
    line++;
    if (text.trim() === '') return;
    if (doubt) throw doubt.error;
    if (header) takeFrame(header, { file, line }, text);
    else header = checkHeader({ file, line }, parseJson({ file, line }, text));
  };

  const push = (text: string): readonly PoseFrame[] => {
    const before = frames.length;
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const complete of lines) take(complete);
    return frames.slice(before);
  };

  const end = (): PoseRecording => {
    if (rest !== '') take(rest);
    rest = '';
    if (doubt) warnings.push(`${file}, line ${doubt.line}: the last line is cut off; it was left out.`);
    const place = { file, line: line + 1 };
    if (!header) throw recordingError(place, 'empty', 'the header of a pose recording', 'an empty file');
    if (frames.length === 0) throw recordingError(place, 'empty', 'at least one frame', 'the end of the file');
    return { header, frames, warnings };
  };

  return { push, end };
}

/** @throws UserError that names the file, the line and what was expected. */
export function parseRecording(text: string, file: string): PoseRecording {
  const reader = createRecordingReader(file);
  reader.push(text);
  return reader.end();
}

/** First two bytes of gzip, RFC 1952. */
const GZIP_MAGIC = [0x1f, 0x8b] as const;

/**
 * Text of a recording, gunzipped if it is gzipped. For browsers and Node.
 * @throws UserError if the gzip is damaged.
 */
export async function decodeBytes(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<string> {
  if (bytes[0] !== GZIP_MAGIC[0] || bytes[1] !== GZIP_MAGIC[1]) return new TextDecoder().decode(bytes);
  try {
    return await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
  } catch (cause) {
    const what = `${file}: the gzip data is damaged or cut off.`;
    throw new UserError('recording-gzip', what, 'Copy or download the file again.', { cause });
  }
}

/** What a header needs to be told; the rest is the same for every recording. */
export type RecordingFacts = Pick<RecordingHeader, 'fps' | 'width' | 'height'> & Readonly<Record<string, unknown>>;

/** The first line, without line end. */
export function formatHeader(facts: RecordingFacts): string {
  const fixed = { format: 'pose-recording', version: 1, fps: facts.fps, width: facts.width, height: facts.height };
  return JSON.stringify({
    source: '',
    licence: '',
    beats: null,
    downbeats: null,
    ...fixed,
    joints: LANDMARK_NAMES,
    ...facts,
  });
}

/** Five decimals: under a hundredth of a pixel, or of a millimetre. */
const round = (value: number): number => Math.round(value * 1e5) / 1e5;

function formatLandmarks(landmarks: readonly Landmark[], x: number, y: number): number[][] {
  return landmarks.map((l) => [round(l[0] * x), round(l[1] * y), round(l[2] * x), round(l[3])]);
}

/** One line, without line end. A frame of another picture size than the header's keeps its pixel positions. */
export function formatFrame(
  header: Pick<RecordingHeader, 'width' | 'height'>,
  start: Seconds,
  frame: PoseFrame,
): string {
  const people = frame.people.map((person: Person) => ({
    image: formatLandmarks(person.image, frame.width / header.width, frame.height / header.height),
    world: person.world && formatLandmarks(person.world, 1, 1),
  }));
  return JSON.stringify({ t: Math.round((frame.t - start) * 1e6) / 1e6, people });
}

/** A whole file. Times are written from the first frame on, to the microsecond. */
export function formatRecording(facts: RecordingFacts, frames: readonly PoseFrame[]): string {
  const start = frames[0]?.t ?? 0;
  return [formatHeader(facts), ...frames.map((frame) => formatFrame(facts, start, frame)), ''].join('\n');
}
