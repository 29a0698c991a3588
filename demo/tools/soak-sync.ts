import { median } from '../../src/core/robust-line.ts';
import type { Seconds } from '../../src/core/units.ts';

/** A reading of both clocks: this AudioContext time leaves the loudspeaker at this page time. */
export type Reading = readonly [page: Seconds, context: Seconds];

/** Readings so far before and after an instant tell how the clocks stood then; their drift cancels. */
const AROUND: Seconds = 1.5;

/**
 * The best estimate after the fact of when an AudioContext time was heard: by the median of the readings around it, later
 * ones too. NaN where there are none.
 */
export function heardAt(readings: readonly Reading[], context: Seconds): Seconds {
  const from = firstAfter(readings, context - AROUND);
  const to = firstAfter(readings, context + AROUND);
  return context - median(readings.slice(from, to).map(([page, heard]) => heard - page));
}

function firstAfter(readings: readonly Reading[], context: Seconds): number {
  let low = 0;
  let high = readings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (readings[middle]![1] < context) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Times by which the audio clock jumped, in milliseconds: a device that was late leaves out a buffer. */
export function jumps(readings: readonly Reading[]): readonly number[] {
  const offsets = readings.map(([page, context]) => context - page);
  const found: number[] = [];
  for (let i = 10; i + 10 < offsets.length; i += 1) {
    const before = median(offsets.slice(i - 10, i));
    const step = median(offsets.slice(i, i + 10)) - before;
    if (Math.abs(step) < 1e-3 || Math.abs(offsets[i]! - before) < Math.abs(step) / 2) continue;
    found.push(step * 1000);
    i += 10;
  }
  return found;
}

/** A stroke on the audio clock, and a note on its way to a MIDI port. */
export interface Sounding {
  readonly voice: string;
  readonly at: Seconds;
}

/** How far notes of the same voice may lie from their strokes, to be taken for theirs. */
const SAME: Seconds = 0.03;

/** MIDI stamp minus audible time of the same event, milliseconds; strokes without a note are left out. */
export function stampErrors(strokes: readonly Sounding[], notes: readonly Sounding[]): readonly number[] {
  return strokes.flatMap(({ voice, at }) => {
    const off = notes.filter((note) => note.voice === voice).map((note) => note.at - at);
    const nearest = off.reduce((best, ms) => (Math.abs(ms) < Math.abs(best) ? ms : best), Number.POSITIVE_INFINITY);
    return Math.abs(nearest) < SAME ? [nearest * 1000] : [];
  });
}

/** Two beats further apart than this have a rest between them, which no tick belongs to. */
const PHRASE: Seconds = 2;
const TICKS_PER_BEAT = 24;

/**
 * A beat clock's ticks against the beats that it was made from: stamp minus the place between two beats where the tick belongs,
 * milliseconds, 24 a beat; Infinity where there is no tick within half a tick.
 * @param beats instants at which beats are heard, rising
 */
export function tickErrors(beats: readonly Seconds[], ticks: readonly Seconds[]): readonly number[] {
  return beats.slice(1).flatMap((end, i) => {
    const start = beats[i]!;
    if (end - start > PHRASE) return [];
    const around = ticks.filter((tick) => tick > start - 0.1 && tick < end + 0.1);
    const period = (end - start) / TICKS_PER_BEAT;
    return Array.from({ length: TICKS_PER_BEAT }, (_, k) => {
      const off = around.map((tick) => tick - start - k * period);
      const nearest = off.reduce((best, x) => (Math.abs(x) < Math.abs(best) ? x : best), Number.POSITIVE_INFINITY);
      return Math.abs(nearest) < period / 2 ? nearest * 1000 : Number.POSITIVE_INFINITY;
    });
  });
}
