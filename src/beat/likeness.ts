import type { Seconds } from '../core/units.ts';
import { MOTION_RATE } from '../motion/types.ts';
import { ASPECTS, ASPECTS_SIZE, Aspects, type AspectWeights } from './aspects.ts';
import { MOVEMENT_SIZE } from './movement.ts';

/** Frames that are taken together: a body's likeness to itself needs no finer time. */
const PAIR = 2;
export const LIKENESS_RATE = MOTION_RATE / PAIR;
/** The longest time that is looked back, in pairs of frames (8.8 s): eight beats of the slowest tempo. */
export const LAGS = 132;
/** How long likeness is remembered: it fades to 1/e. */
const MEMORY: Seconds = 10;
const KEEP = Math.exp(-1 / (MEMORY * LIKENESS_RATE));
/** Likeness that was seen for so long is half believed. */
const BELIEVED_AFTER: Seconds = 1;
/** Added to what is divided by: a body that holds still is like nothing. */
const STILL = 1e-3;
const MOMENT: Seconds = 1e-3;

/** One curve for each aspect, and one for its mirror image where it has one: the body now, and that image of what was. */
const CURVES = ASPECTS.flatMap(({ from, size, mirrors }, aspect) =>
  [false, true].slice(0, mirrors ? 2 : 1).map((mirrored) => ({ from, to: from + size, aspect, mirrored })),
);
export const CURVE_COUNT = CURVES.length;

const byLag = (): Float64Array => new Float64Array(LAGS);
const ring = (): Float32Array[] => Array.from({ length: LAGS }, () => new Float32Array(ASPECTS_SIZE));

/**
 * How like itself a body moves after every time up to 8.8 s, and how like its mirror image: a dance comes again after beats and bars, and
 * left after right, whatever it does between. Correlation with what was, by lag, with exponential forgetting. Bounded memory.
 */
export class Likeness {
  /** [CURVE_COUNT][LAGS] -1..1, by lag in pairs of frames: each of ASPECTS, and its mirror image where it has one. */
  readonly curves = CURVES.map(() => new Float32Array(LAGS));
  private readonly aspects: Aspects;
  /** The mean movement of the frames that are taken together. */
  private readonly pair = new Float32Array(MOVEMENT_SIZE);
  private readonly past = ring();
  private readonly pastMirrored = ring();
  /** Of each curve's past, what was. */
  private readonly energies = CURVES.map(byLag);
  private readonly products = CURVES.map(byLag);
  /** Energy now and then, summed up where both were seen. */
  private readonly energyNow = ASPECTS.map(byLag);
  private readonly energyThen = CURVES.map(byLag);
  private readonly span = byLag();
  private readonly sums = [...this.products, ...this.energyNow, ...this.energyThen, this.span];
  private readonly kept = this.sums.map(byLag);
  private count = 0;
  private frames = 0;

  constructor(weights: AspectWeights) {
    this.aspects = new Aspects(weights);
  }

  /** Takes in one frame of the motion stage. @param movement [86] (movement.ts), or null where the body rests */
  add(movement: Float32Array | null): void {
    if (this.frames++ % PAIR === 0) this.pair.fill(0);
    if (movement !== null) for (let i = 0; i < MOVEMENT_SIZE; i++) this.pair[i] = this.pair[i]! + movement[i]! / PAIR;
    if (this.frames % PAIR === 0) this.compare();
  }

  private compare(): void {
    const at = this.count++ % LAGS;
    const seen = Math.min(this.count, LAGS);
    const here = this.past[at]!;
    this.aspects.of(this.pair, here);
    this.aspects.ofMirrored(this.pair, this.pastMirrored[at]!);
    CURVES.forEach((span, curve) => {
      const past = span.mirrored ? this.pastMirrored : this.past;
      this.multiply(here, past, at, seen, span, this.products[curve]!);
      const energies = this.energies[curve]!;
      energies[at] = dot(past[at]!, past[at]!, span.from, span.to);
      const then = this.energyThen[curve]!;
      for (let lag = 0; lag < seen; lag++) then[lag] = KEEP * then[lag]! + energies[before(at, lag)]!;
    });
    ASPECTS.forEach(({ from, size }, aspect) => {
      const [now, energy] = [this.energyNow[aspect]!, dot(here, here, from, from + size)];
      for (let lag = 0; lag < seen; lag++) now[lag] = KEEP * now[lag]! + energy;
    });
    for (let lag = 0; lag < seen; lag++) this.span[lag] = KEEP * this.span[lag]! + 1 / LIKENESS_RATE;
  }

  private multiply(
    here: Float32Array,
    past: readonly Float32Array[],
    at: number,
    seen: number,
    { from, to }: { readonly from: number; readonly to: number },
    into: Float64Array,
  ): void {
    for (let lag = 0; lag < seen; lag++) into[lag] = KEEP * into[lag]! + dot(here, past[before(at, lag)]!, from, to);
  }

  /** Brings `curves` up to date. */
  evaluate(): void {
    CURVES.forEach(({ aspect }, curve) => {
      const [now, then, products, likeness] = [
        this.energyNow[aspect]!,
        this.energyThen[curve]!,
        this.products[curve]!,
        this.curves[curve]!,
      ];
      for (let lag = 0; lag < LAGS; lag++) {
        const doubt = 1 + BELIEVED_AFTER / (this.span[lag]! + MOMENT);
        likeness[lag] = products[lag]! / ((Math.sqrt(now[lag]! * then[lag]!) + STILL) * doubt);
      }
    });
  }

  /** Keeps what was seen until now, should it be wanted again. */
  keep(): void {
    this.sums.forEach((sum, i) => {
      this.kept[i]!.set(sum);
    });
  }

  /** Adds what was kept so long ago to what was seen since. */
  recall(elapsed: Seconds): void {
    const left = KEEP ** (elapsed * LIKENESS_RATE);
    this.sums.forEach((sum, i) => {
      for (let lag = 0; lag < LAGS; lag++) sum[lag]! += left * this.kept[i]![lag]!;
    });
  }

  clear(): void {
    for (const part of [...this.sums, ...this.curves]) part.fill(0);
    this.count = 0;
    this.frames = 0;
  }
}

/** Where in the ring something so many pairs ago lies. */
function before(at: number, lag: number): number {
  return at >= lag ? at - lag : at - lag + LAGS;
}

/** Two sums side by side: the processor need not wait for the one before. */
function dot(a: Float32Array, b: Float32Array, from: number, to: number): number {
  let even = 0;
  let odd = 0;
  let i = from;
  for (; i + 1 < to; i += 2) {
    even += a[i]! * b[i]!;
    odd += a[i + 1]! * b[i + 1]!;
  }
  return i < to ? even + odd + a[i]! * b[i]! : even + odd;
}
