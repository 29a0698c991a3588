/**
 * Beat measures as mir_eval 0.8 defines them (Raffel et al. 2014), and the project's own. Pure; times in seconds, rising.
 */
import type { Beat } from '../../src/beat/types.ts';
import type { Bpm, Seconds, Unit } from '../../src/core/units.ts';

/** A beat within this of a true one is a hit. */
export const HIT_WINDOW: Seconds = 0.07;
/** Continuity: phase and period may differ by this part of the true period. */
const CONTINUITY_TOLERANCE = 0.175;
/** P-score: window in median true intervals, and the grid on which beats are counted, a second. */
const P_WINDOW = 0.2;
const P_RATE = 100;
/** Tempo is right within this. */
const TEMPO_TOLERANCE = 0.04;
/** Hits in a row that count as locked. */
const LOCKED_HITS = 4;
/** Times closer than this are one time, rounded. */
const SAME: Seconds = 0.01;

type Times = readonly Seconds[];

export interface Continuity {
  readonly cmlc: Unit;
  readonly cmlt: Unit;
  readonly amlc: Unit;
  readonly amlt: Unit;
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Linear interpolation between order statistics, as numpy's percentile; NaN of nothing. */
export function quantile(values: readonly number[], q: Unit): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

/** Pairs of true and estimated beats within the window, as many as there can be, each used once. */
export function matches(truth: Times, estimated: Times, window: Seconds = HIT_WINDOW): readonly [Seconds, Seconds][] {
  const pairs: [Seconds, Seconds][] = [];
  let i = 0;
  for (const time of estimated) {
    while (i < truth.length && truth[i]! + window < time) i++;
    if (i < truth.length && time >= truth[i]! - window) pairs.push([truth[i++]!, time]);
  }
  return pairs;
}

/** 0 where either list is empty. */
export function fMeasure(truth: Times, estimated: Times, window: Seconds = HIT_WINDOW): Unit {
  const all = truth.length + estimated.length;
  return truth.length === 0 || estimated.length === 0 ? 0 : (2 * matches(truth, estimated, window).length) / all;
}

/** To even where halfway, as numpy rounds. */
function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  if (x - floor !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** McKinney's P-score: true and estimated beats within a fifth of the beat of each other, over the longer list. */
export function pScore(truth: Times, estimated: Times): Unit {
  if (truth.length < 2 || estimated.length < 2) return 0;
  const start = Math.min(truth[0]!, estimated[0]!);
  const grid = (times: Times): number[] => [...new Set(times.map((t) => Math.ceil((t - start) * P_RATE)))];
  const [a, b] = [grid(truth), grid(estimated)];
  const window = roundHalfEven(P_WINDOW * median(a.slice(1).map((t, i) => t - a[i]!)));
  const near = a.reduce((sum, t) => sum + b.filter((u) => Math.abs(t - u) <= window).length, 0);
  return near / Math.max(truth.length, estimated.length);
}

function nearestIndex(times: Times, time: Seconds): number {
  let best = 0;
  for (let i = 1; i < times.length; i++) if (Math.abs(times[i]! - time) < Math.abs(times[best]! - time)) best = i;
  return best;
}

/** Interval that ends at `i`, or begins there if `forward`; at an edge the other one. */
function interval(times: Times, i: number, forward: boolean): Seconds {
  const ahead = forward && i + 1 < times.length;
  return ahead ? times[i + 1]! - times[i]! : times[i]! - (times.at(i - 1) ?? Number.NaN);
}

/** Which estimated beats go on from the one before as the truth does. */
function successes(truth: Times, estimated: Times): boolean[] {
  const used = new Set<number>();
  return estimated.map((time, m) => {
    const nearest = nearestIndex(truth, time);
    if (used.has(nearest)) return false;
    const first = m === 0 || nearest === 0;
    const trueGap = interval(truth, nearest, first);
    const phase = Math.abs((time - truth[nearest]!) / trueGap);
    const period = Math.abs(1 - interval(estimated, m, first) / trueGap);
    const good = phase < CONTINUITY_TOLERANCE && period < CONTINUITY_TOLERANCE;
    if (good) used.add(nearest);
    return good;
  });
}

/** The truth itself, its off-beats, double time, and the two half times. */
function metricalVariations(truth: Times): readonly Times[] {
  const double = truth.flatMap((t, i) => (i + 1 < truth.length ? [t, (t + truth[i + 1]!) / 2] : [t]));
  const every = (times: Times, from: number): Times => times.filter((_, i) => i % 2 === from);
  return [truth, every(double, 1), double, every(truth, 0), every(truth, 1)];
}

function accuracies(truth: Times, estimated: Times): { readonly longest: Unit; readonly total: Unit } {
  const size = Math.max(truth.length, estimated.length);
  if (truth.length === 0) return { longest: 0, total: 0 };
  let run = 0;
  let longest = 0;
  let total = 0;
  for (const good of successes(truth, estimated)) {
    run = good ? run + 1 : 0;
    longest = Math.max(longest, run);
    total += good ? 1 : 0;
  }
  return { longest: longest / size, total: total / size };
}

/** Continuity at the correct (CML) and at any allowed (AML) metrical level; c: longest run, t: total. */
export function continuity(truth: Times, estimated: Times): Continuity {
  if (truth.length < 2 || estimated.length < 2) return { cmlc: 0, cmlt: 0, amlc: 0, amlt: 0 };
  const all = metricalVariations(truth).map((variation) => accuracies(variation, estimated));
  return {
    cmlc: all[0]!.longest,
    cmlt: all[0]!.total,
    amlc: Math.max(...all.map((a) => a.longest)),
    amlt: Math.max(...all.map((a) => a.total)),
  };
}

/** True tempo at a time, from the two beats around it; the nearest two outside. */
export function tempoAt(truth: Times, time: Seconds): Bpm {
  const after = truth.findIndex((t) => t > time);
  const i = Math.min(truth.length - 1, Math.max(1, after < 0 ? truth.length - 1 : after));
  return 60 / (truth[i]! - truth[i - 1]!);
}

/** Share of the beats whose tempo is right within 4 %, and right when half and double are allowed. */
export function tempoShare(truth: Times, beats: readonly Beat[]): { readonly exact: Unit; readonly octave: Unit } {
  if (truth.length < 2 || beats.length === 0) return { exact: 0, octave: 0 };
  const right = (factors: readonly number[]): Unit =>
    beats.filter(({ time, bpm }) =>
      factors.some((f) => Math.abs(bpm - f * tempoAt(truth, time)) <= TEMPO_TOLERANCE * f * tempoAt(truth, time)),
    ).length / beats.length;
  return { exact: right([1]), octave: right([0.5, 1, 2]) };
}

/** From `start` (the first movement) to the first of four true beats in a row that were all hit; null if never. */
export function lockTime(truth: Times, estimated: Times, start: Seconds): Seconds | null {
  const hit = new Set(matches(truth, estimated).map(([t]) => t));
  const from = truth.findIndex(
    (t, i) => t >= start && truth.slice(i, i + LOCKED_HITS).filter((u) => hit.has(u)).length === LOCKED_HITS,
  );
  return from < 0 ? null : truth[from]! - start;
}

/** Beats a minute emitted in the rests; each rest is counted from `grace` after its beginning. */
export function falseAlarms(estimated: Times, rests: readonly (readonly [Seconds, Seconds])[], grace: Seconds): number {
  const spans = rests.map(([from, to]) => [from + grace, to] as const).filter(([from, to]) => to > from);
  const minutes = spans.reduce((sum, [from, to]) => sum + (to - from) / 60, 0);
  const alarms = estimated.filter((t) => spans.some(([from, to]) => t >= from && t < to)).length;
  return minutes > 0 ? alarms / minutes : 0;
}

/** Of the true downbeats that were hit, the share counted as a bar's first beat; a count that begins anywhere gets a quarter. NaN where none was hit. */
export function countedAsOne(truth: Times, downbeats: Times, beats: readonly Beat[]): Unit {
  const places = new Map(beats.map(({ time, beatInBar }) => [time, beatInBar]));
  const pairs = matches(truth, [...places.keys()]);
  const ones = pairs.filter(([time]) => downbeats.some((downbeat) => Math.abs(downbeat - time) < SAME));
  return ones.filter(([, time]) => places.get(time) === 0).length / ones.length;
}

/** Everything at once, for beats scored from `from` on. */
export interface BeatScore extends Continuity {
  readonly f: Unit;
  readonly p: Unit;
  readonly tempo: Unit;
  readonly tempoOctave: Unit;
  /** Of |estimated - true| over hits. */
  readonly errorMedian: Seconds;
  readonly errorP90: Seconds;
  /** Signed median over hits: late is positive. */
  readonly bias: Seconds;
}

/** @param leastLead beats that were final later than this before their time don't count. */
export function scoreBeats(truth: Times, beats: readonly Beat[], from: Seconds, leastLead: Seconds = 0.1): BeatScore {
  const scored = beats.filter((b) => b.time >= from && b.time - b.emittedAt >= leastLead - 1e-9);
  const wanted = truth.filter((t) => t >= from);
  const times = scored.map((b) => b.time);
  const errors = matches(wanted, times).map(([t, e]) => e - t);
  const tempo = tempoShare(wanted, scored);
  return {
    f: fMeasure(wanted, times),
    ...continuity(wanted, times),
    p: pScore(wanted, times),
    tempo: tempo.exact,
    tempoOctave: tempo.octave,
    errorMedian: quantile(errors.map(Math.abs), 0.5),
    errorP90: quantile(errors.map(Math.abs), 0.9),
    bias: quantile(errors, 0.5),
  };
}
