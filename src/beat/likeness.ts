import type { Seconds } from '../core/units.ts';
import { MOTION_RATE } from '../motion/types.ts';
import { ASPECTS, MOVEMENT_SIZE, mirror } from './movement.ts';

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

/** One curve for each aspect, and one for its mirror image where it has one. */
const CURVES = ASPECTS.flatMap(({ from, size, mirrors }, aspect) =>
  [false, true].slice(0, mirrors ? 2 : 1).map((mirrored) => ({ from, to: from + size, aspect, mirrored })),
);
export const CURVE_COUNT = CURVES.length;

const byLag = (): Float64Array => new Float64Array(LAGS);

/**
 * How like itself a body moves after every time up to 8.8 s, and how like its mirror image: a dance comes again after beats and bars, and
 * left after right, whatever it does between. Correlation with what was, by lag, with exponential forgetting. Bounded memory.
 */
export class Likeness {
  /** [CURVE_COUNT][LAGS] -1..1, by lag in pairs of frames: places, their mirror image, velocities, theirs, log speeds, the mean speed. */
  readonly curves = CURVES.map(() => new Float32Array(LAGS));
  private readonly past = Array.from({ length: LAGS }, () => new Float32Array(MOVEMENT_SIZE));
  private readonly energies = ASPECTS.map(byLag);
  private readonly mirrored = new Float32Array(MOVEMENT_SIZE);
  private readonly products = CURVES.map(byLag);
  /** Energy now and then, summed up where both were seen. */
  private readonly energyNow = ASPECTS.map(byLag);
  private readonly energyThen = ASPECTS.map(byLag);
  private readonly span = byLag();
  private readonly sums = [...this.products, ...this.energyNow, ...this.energyThen, this.span];
  private readonly kept = this.sums.map(byLag);
  private count = 0;
  private frames = 0;

  /** Takes in one frame of the motion stage. @param movement [86] (movement.ts), or null where the body rests */
  add(movement: Float32Array | null): void {
    const here = this.past[this.count % LAGS]!;
    if (this.frames++ % PAIR === 0) here.fill(0);
    if (movement !== null) for (let i = 0; i < MOVEMENT_SIZE; i++) here[i] = here[i]! + movement[i]! / PAIR;
    if (this.frames % PAIR === 0) this.compare(here);
  }

  private compare(here: Float32Array): void {
    const at = this.count++ % LAGS;
    const seen = Math.min(this.count, LAGS);
    mirror(here, this.mirrored);
    CURVES.forEach(({ from, to, mirrored }, curve) => {
      this.multiply(mirrored ? this.mirrored : here, at, seen, from, to, this.products[curve]!);
    });
    ASPECTS.forEach(({ from, size }, aspect) => {
      const energies = this.energies[aspect]!;
      energies[at] = dot(here, here, from, from + size);
      const [now, then] = [this.energyNow[aspect]!, this.energyThen[aspect]!];
      for (let lag = 0; lag < seen; lag++) {
        now[lag] = KEEP * now[lag]! + energies[at]!;
        then[lag] = KEEP * then[lag]! + energies[before(at, lag)]!;
      }
    });
    for (let lag = 0; lag < seen; lag++) this.span[lag] = KEEP * this.span[lag]! + 1 / LIKENESS_RATE;
  }

  private multiply(here: Float32Array, at: number, seen: number, from: number, to: number, into: Float64Array): void {
    for (let lag = 0; lag < seen; lag++)
      into[lag] = KEEP * into[lag]! + dot(here, this.past[before(at, lag)]!, from, to);
  }

  /** Brings `curves` up to date. */
  evaluate(): void {
    CURVES.forEach(({ aspect }, curve) => {
      const [now, then, products, likeness] = [
        this.energyNow[aspect]!,
        this.energyThen[aspect]!,
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
