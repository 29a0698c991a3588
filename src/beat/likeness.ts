import type { Seconds } from '../core/units.ts';
import { MOTION_RATE } from '../motion/types.ts';
import { ASPECTS_SIZE, Aspects, type AspectWeights, GROUP_COUNT, LEARNED_GROUPS, SUMS } from './aspects.ts';
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

/** For each group of sums one curve, and one for the mirror image where it has one: the body now, and that image of what was. */
const CURVES = Array.from({ length: GROUP_COUNT }, (_, group) =>
  [false, true].slice(0, group < LEARNED_GROUPS ? 2 : 1).map((mirrored) => ({ group, mirrored })),
).flat();
export const CURVE_COUNT = CURVES.length;

const byLag = (): Float64Array => new Float64Array(LAGS);

/**
 * How like itself a body moves after every time up to 8.8 s, and how like its mirror image: a dance comes again after beats and bars, and
 * left after right, whatever it does between. Correlation with what was, by lag, with exponential forgetting. Bounded memory.
 */
export class Likeness {
  /** [CURVE_COUNT][LAGS] -1..1, by lag in pairs of frames: each group of aspects.ts, and its mirror image where it has one. */
  readonly curves = CURVES.map(() => new Float32Array(LAGS));
  private readonly aspects: Aspects;
  /** The mean movement of the frames that are taken together. */
  private readonly pair = new Float32Array(MOVEMENT_SIZE);
  private readonly here = new Float32Array(ASPECTS_SIZE);
  private readonly mirrored = new Float32Array(ASPECTS_SIZE);
  /** For each curve what was, [LAGS][SUMS] in a ring, and its energy. */
  private readonly past = CURVES.map(() => new Float32Array(LAGS * SUMS));
  private readonly energies = CURVES.map(byLag);
  private readonly products = CURVES.map(byLag);
  /** Energy now and then, summed up where both were seen. */
  private readonly energyNow = Array.from({ length: GROUP_COUNT }, byLag);
  private readonly energyThen = CURVES.map(byLag);
  private readonly span = byLag();
  private readonly believed = byLag();
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
    this.aspects.of(this.pair, this.here);
    this.aspects.ofMirrored(this.pair, this.mirrored);
    CURVES.forEach(({ group, mirrored }, curve) => {
      const now = mirrored ? this.mirrored : this.here;
      const past = this.past[curve]!;
      const energies = this.energies[curve]!;
      const then = this.energyThen[curve]!;
      const from = group * SUMS;
      for (let i = 0; i < SUMS; i++) past[at * SUMS + i] = now[from + i]!;
      energies[at] = energyOf(now, from);
      for (let lag = 0; lag < seen; lag++) then[lag] = KEEP * then[lag]! + energies[before(at, lag)]!;
      multiply(this.here, from, past, at, seen, this.products[curve]!);
    });
    this.energyNow.forEach((now, group) => {
      const energy = energyOf(this.here, group * SUMS);
      for (let lag = 0; lag < seen; lag++) now[lag] = KEEP * now[lag]! + energy;
    });
    for (let lag = 0; lag < seen; lag++) this.span[lag] = KEEP * this.span[lag]! + 1 / LIKENESS_RATE;
  }

  /** Brings `curves` up to date. */
  evaluate(): void {
    for (let lag = 0; lag < LAGS; lag++) this.believed[lag] = 1 / (1 + BELIEVED_AFTER / (this.span[lag]! + MOMENT));
    CURVES.forEach(({ group }, curve) => {
      const [now, then] = [this.energyNow[group]!, this.energyThen[curve]!];
      const [products, likeness] = [this.products[curve]!, this.curves[curve]!];
      for (let lag = 0; lag < LAGS; lag++)
        likeness[lag] = (products[lag]! * this.believed[lag]!) / (Math.sqrt(now[lag]! * then[lag]!) + STILL);
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

function energyOf(sums: Float32Array, from: number): number {
  let energy = 0;
  for (let i = from; i < from + SUMS; i++) energy += sums[i]! * sums[i]!;
  return energy;
}

/**
 * Fades the products of a group's sums now with those of every time before, and adds new ones. This is most of what likeness costs: the sums
 * of now are held by name, so that nothing but the past is read.
 */
function multiply(
  here: Float32Array,
  from: number,
  past: Float32Array,
  at: number,
  seen: number,
  into: Float64Array,
): void {
  const [a, b, c, d] = [here[from]!, here[from + 1]!, here[from + 2]!, here[from + 3]!];
  const [e, f, g, h] = [here[from + 4]!, here[from + 5]!, here[from + 6]!, here[from + 7]!];
  for (let lag = 0; lag < seen; lag++) {
    const i = before(at, lag) * SUMS;
    const half = a * past[i]! + b * past[i + 1]! + c * past[i + 2]! + d * past[i + 3]!;
    const other = e * past[i + 4]! + f * past[i + 5]! + g * past[i + 6]! + h * past[i + 7]!;
    into[lag] = KEEP * into[lag]! + half + other;
  }
}
