import { fitLine, type Line, lineAt, lineBackAt, median, type Pair, residualScale } from './robust-line.ts';
import type { Seconds } from './units.ts';

/**
 * How one clock reads on another, learned from noisy pairs. Pure: it asks no clock itself.
 * Used for stream clock -> AudioContext clock.
 */
export interface ClockMap {
  /** A pair of readings of the same instant. Pairs with a source time not after the last one are ignored. */
  add(source: Seconds, target: Seconds): void;
  /** False until enough pairs agree; {@link toTarget} is meaningless before. */
  readonly ready: boolean;
  toTarget(source: Seconds): Seconds;
  toSource(target: Seconds): Seconds;
  /** Target seconds a source second, about 1. */
  readonly rate: number;
  /** Times the map was given up and learned anew (sleep, device change, an audio buffer left out). */
  readonly restarts: number;
  reset(): void;
}

/** Pairs before the map is trusted: the median of 5 survives two wild ones. */
const READY_PAIRS = 5;
/** Pairs remembered: 15 s at 40 a second show a drift of 1 ppm through 0.1 ms of noise. */
const WINDOW = 600;
/** Standard deviation of one reading; browsers show 0.06-0.13 ms. Never taken for less. */
const NOISE: Seconds = 1e-4;
/** A pair further off than so many deviations is no noise: it is left out, or, when several agree, a clock has jumped. */
const GATE_DEVIATIONS = 5;
/** However noisy a browser's readings are, this far off is off. */
const WIDEST_GATE: Seconds = 5e-3;
/** Odd pairs that make a jump if they agree with each other, 0.1 s at 40 a second, and how many more there may be that were read late. */
const JUMP_PAIRS = 5;
const JUMP_LATE = 1;
/** Pairs after which the map starts, or starts anew, whether they agree or not. */
const LOST_PAIRS = 25;
/** How far off a pair may be where a reading has this standard deviation. */
const gateOf = (deviation: Seconds): Seconds => Math.min(WIDEST_GATE, GATE_DEVIATIONS * deviation);
/** Largest correction a second: 0.5 ms, well below what is heard between two strokes. */
const SLEW = 5e-4;

/**
 * A line fitted by robust regression through the newest pairs, and an offset from it that is worked off at SLEW: the map in
 * use is continuous at every pair, so times that were computed a moment ago hardly change and never jump; only a clock that
 * itself jumped makes it start anew. The offset ends when it is worked off, so a long stretch without pairs (a main thread
 * that is blocked) carries the fitted rate on and nothing else.
 */
export function createClockMap(): ClockMap {
  let pairs: Pair[] = [];
  let odd: Pair[] = [];
  let line: Line | null = null;
  let scale = NOISE;
  /** The rate before the pairs at hand: that of the map that was given up. */
  let usual = 1;
  /** What the map in use is above the line at `since`. */
  let offset: Seconds = 0;
  let since: Seconds = 0;
  let restarts = 0;

  const left = (source: Seconds): Seconds =>
    Math.sign(offset) * Math.max(0, Math.abs(offset) - SLEW * Math.max(0, source - since));
  const at = (current: Line, source: Seconds): Seconds => lineAt(current, source) + left(source);
  const gate = (): Seconds => gateOf(scale);

  /**
   * The first line: the last known rate through the median offset, so that wild pairs don't matter. Readings are taken to be
   * exact until they show that they aren't. Nothing changes where most of the pairs disagree.
   */
  const begin = (from: readonly Pair[]): void => {
    const rate = line?.rate ?? usual;
    const level = { ...from[0]!, rate };
    const above = median(from.map(({ source, target }) => target - lineAt(level, source)));
    const first = { ...level, target: level.target + above };
    const scales = from.length < LOST_PAIRS ? [NOISE] : [NOISE, residualScale(from, first)];
    for (const deviation of scales) {
      const wide = gateOf(deviation);
      const near = from.filter(({ source, target }) => Math.abs(target - lineAt(first, source)) < wide);
      if (near.length * 2 <= from.length) continue;
      if (line) restarts += 1;
      [pairs, odd, scale, usual, offset] = [near, [], deviation, rate, 0];
      line = fitLine(pairs, first, scale, usual);
      return;
    }
  };

  const follow = (current: Line, pair: Pair): void => {
    odd = [];
    pairs.push(pair);
    if (pairs.length > WINDOW) pairs.shift();
    scale = Math.max(NOISE, residualScale(pairs, current));
    const before = at(current, pair.source);
    line = fitLine(pairs, current, scale, usual);
    since = pair.source;
    offset = before - lineAt(line, since);
  };

  const considerJump = (current: Line): void => {
    const newest = odd.slice(-JUMP_PAIRS - JUMP_LATE);
    const errors = newest.map(({ source, target }) => target - at(current, source));
    const middle = median(errors);
    const agreed = errors.filter((error) => Math.abs(error - middle) < gate()).length >= JUMP_PAIRS;
    if (!agreed && odd.length < LOST_PAIRS) return;
    begin(agreed ? newest : odd);
  };

  return {
    get ready() {
      return line !== null;
    },
    get rate() {
      return line?.rate ?? 1;
    },
    get restarts() {
      return restarts;
    },
    add(source, target) {
      const last = odd.at(-1)?.source ?? pairs.at(-1)?.source ?? Number.NEGATIVE_INFINITY;
      if (!(source > last) || !Number.isFinite(target)) return;
      const pair = { source, target };
      if (line && Math.abs(target - at(line, source)) < gate()) return follow(line, pair);
      odd = [...odd.slice(1 - LOST_PAIRS), pair];
      if (line) considerJump(line);
      else if (odd.length >= READY_PAIRS) begin(odd);
    },
    toTarget: (source) => (line ? at(line, source) : Number.NaN),
    toSource(target) {
      if (!line) return Number.NaN;
      let source = lineBackAt(line, target);
      // The offset changes by at most SLEW a second, so each round is 2000 times as exact as the one before.
      for (let round = 0; round < 3; round += 1) source = lineBackAt(line, target - left(source));
      return source;
    },
    reset: () => {
      pairs = [];
      odd = [];
      line = null;
      scale = NOISE;
      usual = 1;
      offset = 0;
    },
  };
}
