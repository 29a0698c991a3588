import type { Beat } from '../../beat/types.ts';
import type { Seconds } from '../../core/units.ts';
import { BEATS_PER_BAR } from '../../core/voices.ts';

/** A stretch of constant tempo, in whole beats. */
export interface TempoSegment {
  readonly start: Seconds;
  readonly beats: number;
  /** Microseconds a beat, as the file says it. */
  readonly tempo: number;
  /** Beats since the start of the file. */
  readonly beat: number;
}

const MICRO = 1e6;
/** A MIDI file has 24 bits for the tempo. */
const SLOWEST = 2 ** 24 - 1;
/** A shorter one needs no tempo of its own. */
const SHORTEST_REST: Seconds = 0.01;

/**
 * How many beats long a rest is written: about as many as its length has of the tempo that follows, and such that the
 * next beat falls on its place in the bar.
 */
function restBeats(duration: Seconds, next: Beat, beat: number): number {
  const wanted = Math.max(1, Math.round((duration * next.bpm) / 60));
  const misplaced = (((beat + wanted - next.beatInBar) % BEATS_PER_BAR) + BEATS_PER_BAR) % BEATS_PER_BAR;
  return misplaced === 0 ? wanted : wanted + BEATS_PER_BAR - misplaced;
}

/**
 * Tempo segments whose beats lie where the committed beats lie: one a beat, its tempo the true distance to the next;
 * rests and the lead-in are stretched over whole beats. Tempi are whole microseconds; what rounding leaves over
 * is carried into the next, so errors (half a microsecond a beat of the segment) never add up.
 *
 * @param start stream time of the file's beginning; beats before it are left out
 */
export function tempoMap(beats: readonly Beat[], start: Seconds): readonly TempoSegment[] {
  const segments: TempoSegment[] = [];
  let beat = 0;
  let elapsed = 0;
  const add = (until: Seconds, count: number): void => {
    const tempo = Math.min(SLOWEST, Math.max(1, Math.round(((until - start) * MICRO - elapsed) / count)));
    segments.push({ start: start + elapsed / MICRO, beats: count, tempo, beat });
    beat += count;
    elapsed += tempo * count;
  };
  const heard = beats.filter(({ time }) => time > start);
  const [first] = heard;
  if (first) add(first.time, restBeats(first.time - start, first, beat));
  for (const [i, current] of heard.entries()) {
    const next = heard[i + 1];
    const natural = current.time + 60 / current.bpm;
    const joins = next && (!next.first || next.time < natural + SHORTEST_REST);
    add(joins ? next.time : natural, 1);
    if (next && !joins) add(next.time, restBeats(next.time - natural, next, beat));
  }
  return segments.length > 0 ? segments : [{ start, beats: 1, tempo: MICRO / 2, beat: 0 }];
}

/** Index of the last segment that begins at or before `time`; 0 for an earlier one. */
function segmentAt(segments: readonly TempoSegment[], time: Seconds): number {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (segments[middle]!.start <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Beats since the start of the file at a stream time; not before 0. Beyond the last segment its tempo goes on. */
export function beatsAt(segments: readonly TempoSegment[], time: Seconds): number {
  const segment = segments[segmentAt(segments, time)]!;
  return Math.max(0, segment.beat + ((time - segment.start) * MICRO) / segment.tempo);
}
