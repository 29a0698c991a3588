import { UserError } from '../../core/errors.ts';
import type { Bpm, Seconds } from '../../core/units.ts';

/** From `at` on the tempo is `bpm`. With `ramp`, it is reached in a straight line from the point before. */
export interface TempoPoint {
  readonly at: Seconds;
  readonly bpm: Bpm;
  readonly ramp?: boolean;
}

/** A slow to and fro around the tempo: the beat wanders by up to `depth` beats, once every `period` seconds. */
export interface Rubato {
  readonly depth: number;
  readonly period: Seconds;
}

/** Beats counted along a tempo curve; beat 0 is at time 0. */
export interface TempoCurve {
  beatAt(time: Seconds): number;
  /** The inverse of `beatAt`, to a nanosecond. */
  timeAt(beat: number): Seconds;
  bpmAt(time: Seconds): Bpm;
}

interface Segment extends TempoPoint {
  /** Beats at its start. */
  readonly beat: number;
  /** Beats a minute, a second. */
  readonly slope: number;
}

function segments(points: readonly TempoPoint[]): readonly Segment[] {
  const result: Segment[] = [];
  let beat = 0;
  points.forEach((point, i) => {
    const next = points[i + 1];
    const span = next ? next.at - point.at : Number.POSITIVE_INFINITY;
    const slope = next?.ramp ? (next.bpm - point.bpm) / span : 0;
    result.push({ ...point, beat, slope });
    beat += next ? ((point.bpm + slope * span * 0.5) * span) / 60 : 0;
  });
  return result;
}

function check(points: readonly TempoPoint[], rubato: Rubato): void {
  const remedy = 'Give points in order of time with 20 to 300 bpm, and a rubato of less than half the tempo.';
  const first = points[0];
  if (!first) throw new UserError('tempo-empty', 'The tempo curve has no points.', remedy);
  for (const [i, { at, bpm }] of points.entries()) {
    if (!(bpm >= 20 && bpm <= 300)) throw new UserError('tempo-range', `A tempo of ${bpm} bpm.`, remedy);
    if (i > 0 && !(at > points[i - 1]!.at)) throw new UserError('tempo-order', `Tempo point at ${at} s.`, remedy);
  }
  const slowest = Math.min(...points.map((point) => point.bpm));
  if (!((2 * Math.PI * rubato.depth) / rubato.period < slowest / 120)) {
    throw new UserError('rubato', `A rubato of ${rubato.depth} beats in ${rubato.period} s.`, remedy);
  }
}

/** @throws UserError for a curve that is empty, out of order, out of range or runs backwards. */
export function createTempoCurve(points: readonly TempoPoint[], rubato: Rubato = { depth: 0, period: 10 }): TempoCurve {
  check(points, rubato);
  const parts = segments(points);
  const turn = (2 * Math.PI) / rubato.period;
  const partAt = (time: Seconds): Segment => parts.findLast((part) => part.at <= time) ?? parts[0]!;
  const steady = (time: Seconds): number => {
    const { at, bpm, beat, slope } = partAt(time);
    const passed = time - at;
    return beat + ((bpm + (time < at ? 0 : slope) * passed * 0.5) * passed) / 60;
  };
  const bpmAt = (time: Seconds): Bpm => {
    const { at, bpm, slope } = partAt(time);
    return bpm + Math.max(0, time - at) * slope + 60 * rubato.depth * turn * Math.cos(turn * time);
  };
  const start = steady(0);
  const beatAt = (time: Seconds): number => steady(time) - start + rubato.depth * Math.sin(turn * time);
  const timeAt = (beat: number): Seconds => {
    const part = parts.findLast((each) => each.beat - start <= beat) ?? parts[0]!;
    let time = part.at + ((beat + start - part.beat) * 60) / part.bpm;
    // Newton's method: the curve is smooth between points and strictly rising, so a few rounds suffice.
    for (let round = 0; round < 50; round++) {
      const error = beatAt(time) - beat;
      if (Math.abs(error) < 1e-10) break;
      time -= (error * 60) / bpmAt(time);
    }
    return time;
  };
  return { beatAt, timeAt, bpmAt };
}
