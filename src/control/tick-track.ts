import type { Seconds } from '../core/units.ts';
import { errorAt, indexAt, type Line, longestLine, MEMORY, noiseOf, SHORTEST, type Tick, timeOf } from './tick-line.ts';

/**
 * Ticks closer than this, or than this part of a period, are one tick that came twice (5 ms are 500 bpm); unless the second lies
 * no further than so many periods from where the next one should: then the first was late and this one early.
 */
const DOUBLE: Seconds = 2e-3;
const DOUBLE_PART = 0.2;
const IN_PLACE = 0.4;
/** A longer silence ends what was known. Shorter ones are bridged: the ticks in them are counted by time. */
const BRIDGED: Seconds = 2;
/** A tick further from where it should be than this many standard deviations, or half a period, is an odd one. */
const ODD = 4;
/** After so many odd ticks in a row it is decided what they mean. */
const DECIDE = 8;
/** Chi-square of two degrees of freedom that one in a million exceeds. */
const CHANCE = 27.6;

/** Gives every tick its number and keeps the line through them. */
export interface TickTrack {
  /**
   * Ticks are taken in order of time.
   * @param begins the tick has a place in the song of its own: it is counted as the next, whatever its time.
   */
  add(time: Seconds, begins: boolean): void;
  readonly line: Line | null;
  /** The number that the next tick will have. */
  readonly next: number;
  /** Time of the last tick, or -Infinity. */
  readonly heard: Seconds;
  /** Standard deviation of the newest ticks around the line. */
  jitter(): Seconds;
  reset(): void;
}

/** The line through values a step apart: its height in their middle, and its slope. */
function trend(values: readonly number[]): { readonly mean: number; readonly slope: number } {
  const n = values.length;
  const mean = values.reduce((total, value) => total + value, 0) / n;
  const turn = values.reduce((total, value, i) => total + (i - (n - 1) / 2) * value, 0);
  return { mean, slope: (turn * 12) / (n * (n * n - 1)) };
}

/**
 * A lost tick leaves a hole of a period, a doubled one comes too early, a late one is alone: in all these cases the ticks
 * after it lie on the old line, a whole count off. Where eight odd ticks don't, the tempo was changed or the clock began
 * anew, and they are the beginning of a new line; they are counted one by one from where it meets the old one.
 */
export function createTickTrack(): TickTrack {
  let ticks: Tick[] = [];
  let odd: Seconds[] = [];
  let line: Line | null = null;
  let noise: Seconds = 0;
  let next = 0;
  let heard = Number.NEGATIVE_INFINITY;

  /** Standard deviation of a tick's distance from where the line has it. */
  const spread = (known: Line, index: number): Seconds => Math.hypot(noise, errorAt(known, index, noise));

  const accept = (fresh: readonly Tick[]): void => {
    ticks.push(...fresh);
    if (ticks.length > MEMORY) ticks = ticks.slice(-MEMORY);
    odd = [];
    next = ticks.at(-1)!.index + 1;
    noise = noiseOf(ticks);
    line = longestLine(ticks, noise);
  };

  /** What was known is forgotten, but not the count. */
  const restart = (times: readonly Seconds[]): void => {
    const first = next;
    ticks = [];
    accept(times.map((time, i) => ({ index: first + i, time })));
  };

  /** What the odd ticks mean. The first of them may be the one that is at fault. */
  const decide = (known: Line): void => {
    const after = odd.slice(1).map((time, i) => ({ index: next + 1 + i, time }));
    const offsets = after.map(({ index, time }) => indexAt(known, time) - index);
    const { mean, slope } = trend(offsets);
    const shift = Math.round(mean);
    const n = offsets.length;
    const unit = spread(known, next + DECIDE / 2) / known.period;
    const unlikely = (n * (mean - shift) ** 2 + (slope ** 2 * n * (n * n - 1)) / 12) / unit ** 2;
    if (unlikely > CHANCE) {
      // What was lost shows where the new line meets the old one: at the last tick before the odd ones, two steps before these.
      next += Math.round(mean - slope * ((n - 1) / 2 + 2));
      restart(odd);
    } else
      accept(after.map(({ index, time }) => ({ index: index + shift, time })).filter(({ index }) => index >= next));
  };

  const isDouble = (time: Seconds): boolean => {
    if (line === null || ticks.length < SHORTEST) return time - heard < DOUBLE;
    if (time - heard >= Math.max(DOUBLE, DOUBLE_PART * line.period)) return false;
    return Math.abs(time - timeOf(line, next + odd.length)) > IN_PLACE * line.period;
  };

  const isOdd = (time: Seconds, known: Line, index: number): boolean =>
    Math.abs(time - timeOf(known, index)) > Math.min(known.period / 2, ODD * spread(known, index));

  const takeOdd = (time: Seconds, begins: boolean, known: Line): void => {
    if (begins) {
      next += odd.length;
      restart([time]);
      return;
    }
    odd.push(time);
    if (odd.length >= DECIDE) decide(known);
  };

  const place = (time: Seconds, begins: boolean): void => {
    const index = next + odd.length;
    if (line !== null && ticks.length >= SHORTEST && isOdd(time, line, index)) takeOdd(time, begins, line);
    else accept([{ index, time }]);
  };

  return {
    add(time, begins) {
      if (time < heard || (!begins && isDouble(time))) return;
      const silence = time - heard;
      heard = time;
      if (silence > BRIDGED) {
        next += odd.length;
        restart([time]);
      } else place(time, begins);
    },
    get line() {
      return line;
    },
    get next() {
      return next + odd.length;
    },
    get heard() {
      return heard;
    },
    jitter() {
      const known = line;
      if (known === null) return 0;
      const newest = ticks.slice(-Math.min(known.count, 2 * 24));
      const square = newest.reduce((sum, { index, time }) => sum + (time - timeOf(known, index)) ** 2, 0);
      return Math.sqrt(square / newest.length);
    },
    reset() {
      ticks = [];
      odd = [];
      line = null;
      next = 0;
      heard = Number.NEGATIVE_INFINITY;
    },
  };
}
