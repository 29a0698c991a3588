import type { Beat } from '../../beat/types.ts';
import type { Seconds } from '../../core/units.ts';

/** MIDI beat clock: ticks a quarter note. */
export const TICKS_PER_BEAT = 24;

/** A tick whose time is settled. `period` is that of a beat, where no later knot says otherwise. */
export interface Knot {
  readonly tick: number;
  readonly time: Seconds;
  readonly period: Seconds;
}

/**
 * Tick number against music time: straight between knots, and beyond both ends at the nearest knot's tempo. At least one knot;
 * ticks and times rise.
 */
export type ClockLine = readonly [Knot, ...Knot[]];

/** One tick of the clock. */
export interface Tick {
  readonly tick: number;
  readonly time: Seconds;
}

/** How much faster or slower than the tempo ticks may run where they catch up with a beat that came otherwise than foretold. */
const STEEPEST = 2;
/** Beats within which a place is looked for where the ticks can meet the music again. */
const PATIENCE = 16;

/** The knot that a segment beginning or ending at `place` hangs on, and the one after it. */
function segment(line: ClockLine, after: (knot: Knot) => boolean): readonly [Knot, Knot | undefined] {
  const next = line.findIndex(after);
  if (next < 0) return [line.at(-1)!, undefined];
  return next === 0 ? [line[0], undefined] : [line[next - 1]!, line[next]];
}

/** Music time of a tick. */
export function timeOfTick(line: ClockLine, tick: number): Seconds {
  const [knot, next] = segment(line, (candidate) => candidate.tick > tick);
  const perTick = next ? (next.time - knot.time) / (next.tick - knot.tick) : knot.period / TICKS_PER_BEAT;
  return knot.time + (tick - knot.tick) * perTick;
}

/** Where the clock stands at a music time, in ticks and parts of a tick. */
export function tickAt(line: ClockLine, time: Seconds): number {
  const [knot, next] = segment(line, (candidate) => candidate.time > time);
  const perTick = next ? (next.time - knot.time) / (next.tick - knot.tick) : knot.period / TICKS_PER_BEAT;
  return knot.tick + (time - knot.time) / perTick;
}

/** The ticks from number `first` on, up to the music time `until`. */
export function clockTicks(line: ClockLine, first: number, until: Seconds): readonly Tick[] {
  const ticks: Tick[] = [];
  for (let tick = first; ; tick += 1) {
    const time = timeOfTick(line, tick);
    if (time > until) return ticks;
    ticks.push({ tick, time });
  }
}

/** A committed beat as a knot. */
export const knotOf = (beat: Beat, tick: number): Knot => ({ tick, time: beat.time, period: 60 / beat.bpm });

/** The tick for a beat that continues nothing: so many after what is settled that they come at about the beat's tempo. */
export function nearestTick(line: ClockLine, beat: Beat, sent: number): number {
  const last = line.at(-1)!;
  const from = last.tick > sent ? last : { tick: sent, time: timeOfTick(line, sent) };
  const ticks = ((beat.time - from.time) * beat.bpm * TICKS_PER_BEAT) / 60;
  return from.tick + Math.max(1, Math.round(ticks));
}

/** Ticks can go from one knot to the other at no more than STEEPEST times the tempo, nor less than a part of it. */
function reaches(from: Knot, to: Knot): boolean {
  const ticks = to.tick - from.tick;
  const tempo = ((to.time - from.time) * TICKS_PER_BEAT) / (ticks * to.period);
  return ticks > 0 && tempo <= STEEPEST && tempo >= 1 / STEEPEST;
}

/**
 * The line with one more beat. Ticks up to `sent` are out and stay where they were; those after it are spread evenly until
 * the beat. Where that would crowd or stretch them beyond STEEPEST (the beat came very late or very differently), they meet
 * the music a beat or more later: no tick is ever left out or sent twice.
 */
export function extendLine(line: ClockLine, beat: Knot, sent: number): ClockLine {
  const base = { tick: sent, time: timeOfTick(line, sent), period: line.at(-1)!.period };
  const kept = line.filter(({ tick }) => tick > sent && tick < beat.tick);
  const from = kept.at(-1) ?? base;
  for (let beats = 0; beats < PATIENCE; beats += 1) {
    const aim = { ...beat, tick: beat.tick + beats * TICKS_PER_BEAT, time: beat.time + beats * beat.period };
    if (reaches(from, aim)) return [base, ...kept, aim];
  }
  const onward = { tick: from.tick + TICKS_PER_BEAT, time: from.time + beat.period, period: beat.period };
  return [base, ...kept, onward];
}
