import type { Bpm, Hertz, Seconds, Unit } from '../core/units.ts';
import { MOTION_RATE } from '../motion/types.ts';

/** The longest lag that is looked at, in frames: a bar of four at the slowest tempo. */
const LAGS = 133;
/** A dance repeats itself after a beat, after two and after a bar, and is least like itself after half a beat. */
const REPEATS: readonly (readonly [beats: number, weight: number])[] = [
  [0.5, -1],
  [1, 1],
  [2, 1],
  [4, 1],
];
/** Preferred tempo and its width (natural log): a body repeats itself after two beats and two bars just as well. */
const PREFERRED_BPM: Bpm = 112;
const PREFERRED_WIDTH = 0.3;
const PREFERENCE = 0.15;
/** What a body that repeats itself says for a tempo, nats a second and unit of score. */
const WEIGHT = 14;

/** Products of what the body does with what it did some frames ago, for every lag. */
export class LagProducts {
  private readonly past: Float32Array[] = [];
  private readonly products = new Float64Array(LAGS);
  private elapsed: Seconds = 0;

  /** @returns products by lag in frames, valid until the next step. */
  step(now: Float32Array, dt: Seconds): Float64Array {
    this.elapsed += dt;
    for (; this.elapsed > 1.5 / MOTION_RATE; this.elapsed -= 1 / MOTION_RATE) this.push(new Float32Array(now.length));
    this.elapsed -= 1 / MOTION_RATE;
    this.push(now);
    for (let lag = 0; lag < LAGS; lag++) this.products[lag] = lag < this.past.length ? dot(now, this.past[lag]!) : 0;
    return this.products;
  }

  private push(frame: Float32Array): void {
    this.past.unshift(frame);
    if (this.past.length > LAGS) this.past.pop();
  }

  clear(): void {
    this.past.length = 0;
    this.elapsed = 0;
  }
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/**
 * How well the dance repeats itself after the beats and bars of a tempo: leaky autocorrelation.
 * Accents between the beats come again after a bar only in the true tempo (or its half and double), whatever they are.
 */
export class Periodicity {
  private readonly sums = new Float64Array(LAGS);
  private span: Seconds = 0;
  private readonly memory: Seconds;

  constructor(memory: Seconds) {
    this.memory = memory;
  }

  add(products: Float64Array, weight: Unit, dt: Seconds): void {
    const keep = Math.exp((-weight * dt) / this.memory);
    this.span = keep * this.span + weight * dt;
    for (let lag = 0; lag < LAGS; lag++) this.sums[lag] = keep * this.sums[lag]! + weight * dt * products[lag]!;
  }

  private at(lag: number): number {
    const low = Math.min(LAGS - 2, Math.floor(lag));
    const share = lag - low;
    return this.sums[low]! * (1 - share) + this.sums[low + 1]! * share;
  }

  /** Evidence for a tempo, nats. */
  evidence(frequency: Hertz): number {
    return WEIGHT * this.span * this.score(frequency);
  }

  /** About -1..4; 0 for a body that does not repeat itself. */
  private score(frequency: Hertz): number {
    const energy = this.sums[0]!;
    if (energy <= 0) return 0;
    const beat = MOTION_RATE / frequency;
    let sum = 0;
    for (const [beats, weight] of REPEATS) sum += weight * this.at(beats * beat);
    return sum / energy - PREFERENCE * (Math.log((frequency * 60) / PREFERRED_BPM) / PREFERRED_WIDTH) ** 2;
  }

  copyFrom(other: Periodicity, share: Unit): void {
    for (let lag = 0; lag < LAGS; lag++) this.sums[lag] = share * other.sums[lag]!;
    this.span = share * other.span;
  }

  clear(): void {
    this.sums.fill(0);
    this.span = 0;
  }
}
