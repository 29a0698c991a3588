import type { Hertz, Seconds, Unit } from '../core/units.ts';
import { Periodicity } from './periodicity.ts';
import { TempoGrid, vertex } from './tempo-grid.ts';
import { wrap } from './wrap.ts';

/** Fine enough that a peak can be interpolated with 25 s of memory. */
export const GRID = new TempoGrid(1.004);
/** Phases at which a hypothesis is scored; between them the best is interpolated. */
export const PHASES = 24;
/** Weights of the beat's harmonics: a smooth pulse on the beat (von Mises, kappa about 2). */
const HARMONICS = [1, 0.6, 0.3];
const K = HARMONICS.length;
/** Scaled so that the template has unit power. */
const TEMPLATE = HARMONICS.map((c) => c / Math.sqrt(HARMONICS.reduce((sum, h) => sum + h * h, 0) / 2));
/**
 * Independent observations in a second of activation: its bandwidth. Turns a correlation into a log-likelihood.
 */
const OBSERVATIONS_PER_SECOND: Hertz = 20;

/** Tempo grid in beats a second. */
export const TEMPI: Float64Array = GRID.tempi;
const COUNT = TEMPI.length;

/** Where a tempo hypothesis has its best phase. */
export interface Ridge {
  /** Beats a second, interpolated between grid points. */
  readonly frequency: Hertz;
  /** Part of the beat gone at the newest frame. */
  readonly phase: number;
  /** Log-likelihood ratio against "no beat", nats. */
  readonly evidence: number;
}

/** The best phase of one tempo: its evidence, and that together with the body's repeating itself, nats. */
interface Peak {
  readonly phase: number;
  readonly evidence: number;
  readonly score: number;
}

/** cos and sin of k times each phase, as the template weighs them: `[phase * K + k]`. */
const COS = new Float64Array(PHASES * K);
const SIN = new Float64Array(PHASES * K);
for (let p = 0; p < PHASES; p++) {
  for (let k = 0; k < K; k++) {
    COS[p * K + k] = TEMPLATE[k]! * Math.cos((2 * Math.PI * (k + 1) * p) / PHASES);
    SIN[p * K + k] = TEMPLATE[k]! * Math.sin((2 * Math.PI * (k + 1) * p) / PHASES);
  }
}

/**
 * Log-likelihood ratio of a correlation against none, amplitude and noise unknown (Gaussian):
 * -N/2 log(1 - rho^2).
 */
function logLikelihood(rho: number, observations: number): number {
  return rho <= 0 ? 0 : -0.5 * observations * Math.log(1 - Math.min(rho * rho, 0.95));
}

/** The template: how far above its mean the activation is expected at a phase, in standard deviations. */
export function template(phase: number): number {
  return TEMPLATE.reduce((sum, c, k) => sum + c * Math.cos(2 * Math.PI * (k + 1) * phase), 0);
}

/** Rotation of every hypothesis' harmonics over one time step; shared by the memories. */
export interface Rotation {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** e^(i k omega dt) for every tempo and harmonic. */
export function rotation(dt: Seconds): Rotation {
  const re = new Float64Array(COUNT * K);
  const im = new Float64Array(COUNT * K);
  for (let j = 0; j < COUNT * K; j++) {
    const angle = 2 * Math.PI * TEMPI[Math.floor(j / K)]! * ((j % K) + 1) * dt;
    re[j] = Math.cos(angle);
    im[j] = Math.sin(angle);
  }
  return { re, im };
}

/**
 * One memory over all tempi: leaky sums of the evidence, demodulated at each tempo and its harmonics.
 * Every tempo keeps its own rotating frame, so phase never blurs, however long the memory.
 * Bayes filter with exponential forgetting (Kulhavy 1993), template matched by correlation.
 */
export class TempoBank {
  private readonly re = new Float64Array(COUNT * K);
  private readonly im = new Float64Array(COUNT * K);
  private energy = 0;
  /** Seconds of evidence held. */
  span: Seconds = 0;
  /** Best evidence over phase of each tempo; valid after {@link TempoBank.evaluate}. */
  readonly best = new Float64Array(COUNT);
  /** Evidence of each tempo from the body's repeating itself, nats; valid after {@link TempoBank.evaluate}. */
  readonly repeats = new Float64Array(COUNT);
  private readonly periodicity: Periodicity;
  private readonly memory: Seconds;

  constructor(memory: Seconds) {
    this.memory = memory;
    this.periodicity = new Periodicity(memory);
  }

  /** Takes in the body's movement of one frame against what it did before. */
  addMovement(products: Float64Array, weight: Unit, dt: Seconds): void {
    this.periodicity.add(products, weight, dt);
  }

  /** Takes in one frame: `x` normalised evidence, `weight` 0..1 how much it counts, over `dt`. */
  add(x: number, weight: Unit, dt: Seconds, turn: Rotation): void {
    const keep = Math.exp((-weight * dt) / this.memory);
    const gain = x * weight * dt;
    const { re, im } = this;
    for (let j = 0; j < COUNT * K; j++) {
      const a = re[j]!;
      const b = im[j]!;
      const c = turn.re[j]!;
      const s = turn.im[j]!;
      re[j] = keep * (a * c - b * s) + gain;
      im[j] = keep * (a * s + b * c);
    }
    this.energy = keep * this.energy + x * x * weight * dt;
    this.span = keep * this.span + weight * dt;
  }

  /** Evidence of tempo `i` at a phase, 0..1. */
  evidenceAt(i: number, phase: number): number {
    let sum = 0;
    for (let k = 0; k < K; k++) {
      const angle = 2 * Math.PI * (k + 1) * phase;
      sum += TEMPLATE[k]! * (this.re[i * K + k]! * Math.cos(angle) + this.im[i * K + k]! * Math.sin(angle));
    }
    return this.toEvidence(sum);
  }

  private toEvidence(sum: number): number {
    const norm = Math.sqrt(this.energy * this.span);
    return norm > 0 ? logLikelihood(sum / norm, this.span * OBSERVATIONS_PER_SECOND) : 0;
  }

  private correlation(i: number, p: number): number {
    let sum = 0;
    for (let k = 0; k < K; k++) sum += this.re[i * K + k]! * COS[p * K + k]! + this.im[i * K + k]! * SIN[p * K + k]!;
    return sum;
  }

  private topPhase(i: number): number {
    let at = 0;
    let top = Number.NEGATIVE_INFINITY;
    for (let p = 0; p < PHASES; p++) {
      const sum = this.correlation(i, p);
      if (sum > top) {
        top = sum;
        at = p;
      }
    }
    return at;
  }

  /** Evidence of tempo `i` from the body's repeating itself, nats. */
  private repeat(i: number): number {
    return this.periodicity.evidence(TEMPI[i]!);
  }

  private bestPhase(i: number): Peak {
    const at = this.topPhase(i);
    const top = this.correlation(i, at);
    const left = this.correlation(i, (at + PHASES - 1) % PHASES);
    const right = this.correlation(i, (at + 1) % PHASES);
    const evidence = this.toEvidence(top);
    return { phase: (at + vertex(left, top, right)) / PHASES, evidence, score: evidence + this.repeat(i) };
  }

  /** Brings `best` up to date. */
  evaluate(): void {
    for (let i = 0; i < COUNT; i++) {
      this.repeats[i] = this.repeat(i);
      this.best[i] = this.toEvidence(this.correlation(i, this.topPhase(i))) + this.repeats[i]!;
    }
  }

  /** Evidence of tempo `i` at whole phase index `p`. */
  evidence(i: number, p: number): number {
    return this.toEvidence(this.correlation(i, p));
  }

  /** Climbs from grid index `i` to the local peak and interpolates tempo and phase there. */
  ridge(start: number): Ridge {
    let i = start;
    let here = this.bestPhase(i);
    for (let moved = true; moved; ) {
      moved = false;
      for (const next of [i - 1, i + 1]) {
        if (next < 0 || next >= COUNT) continue;
        const there = this.bestPhase(next);
        if (there.score > here.score) {
          i = next;
          here = there;
          moved = true;
        }
      }
    }
    return this.interpolate(i, here);
  }

  private interpolate(i: number, here: Peak): Ridge {
    const { evidence } = here;
    if (i === 0 || i === COUNT - 1) return { frequency: TEMPI[i]!, phase: here.phase, evidence };
    const below = this.bestPhase(i - 1);
    const above = this.bestPhase(i + 1);
    const shift = vertex(below.score, here.score, above.score);
    const neighbour = shift < 0 ? below : above;
    const phase = here.phase + Math.abs(shift) * wrap(neighbour.phase - here.phase);
    return { frequency: TEMPI[i]! * GRID.step ** shift, phase: phase - Math.floor(phase), evidence };
  }

  /** Forgets what this memory holds and takes over another's, counted `share` as much. */
  copyFrom(other: TempoBank, share: Unit): void {
    for (let j = 0; j < COUNT * K; j++) {
      this.re[j] = share * other.re[j]!;
      this.im[j] = share * other.im[j]!;
    }
    this.energy = share * other.energy;
    this.span = share * other.span;
    this.periodicity.copyFrom(other.periodicity, share);
  }

  clear(): void {
    this.re.fill(0);
    this.im.fill(0);
    this.energy = 0;
    this.span = 0;
    this.periodicity.clear();
  }
}
