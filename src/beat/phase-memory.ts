import type { Hertz, Seconds, Unit } from '../core/units.ts';
import { GRID, PHASES, ScoreMap } from './score-map.ts';

/** What the second harmonic counts against the first. */
const SECOND = 0.5;
/** Independent observations in a second of evidence: its bandwidth. Turns a correlation into a log-likelihood. */
const OBSERVATIONS_PER_SECOND: Hertz = 20;
/** A correlation is never believed beyond this square. */
const CERTAIN = 0.95;

/** cos and sin of each phase and of twice it. */
const COS1 = Float64Array.from({ length: PHASES }, (_, p) => Math.cos((2 * Math.PI * p) / PHASES));
const SIN1 = Float64Array.from({ length: PHASES }, (_, p) => Math.sin((2 * Math.PI * p) / PHASES));
const COS2 = Float64Array.from({ length: PHASES }, (_, p) => Math.cos((4 * Math.PI * p) / PHASES));
const SIN2 = Float64Array.from({ length: PHASES }, (_, p) => Math.sin((4 * Math.PI * p) / PHASES));

/** How far each tempo's phase turns in one time step: cos and sin of it and of twice it. */
export interface Turn {
  readonly cos1: Float64Array;
  readonly sin1: Float64Array;
  readonly cos2: Float64Array;
  readonly sin2: Float64Array;
}

export function turnOf(dt: Seconds): Turn {
  const of = (wave: (angle: number) => number, harmonic: number): Float64Array =>
    GRID.tempi.map((f) => wave(2 * Math.PI * harmonic * f * dt));
  return { cos1: of(Math.cos, 1), sin1: of(Math.sin, 1), cos2: of(Math.cos, 2), sin2: of(Math.sin, 2) };
}

/**
 * One memory over all tempi: a leaky sum of what was said about the phase, turned on with every tempo to the phase it has now.
 * Every tempo turns in its own frame, so phase never blurs, however long the memory.
 */
export class PhaseMemory {
  private readonly re1 = new Float64Array(GRID.tempi.length);
  private readonly im1 = new Float64Array(GRID.tempi.length);
  private readonly re2 = new Float64Array(GRID.tempi.length);
  private readonly im2 = new Float64Array(GRID.tempi.length);
  private power = 0;
  /** Seconds of evidence held. */
  span: Seconds = 0;
  /** How long evidence is remembered: it fades to 1/e. */
  readonly memory: Seconds;
  /** Log-likelihood ratio of every tempo and phase against "no beat"; valid after {@link PhaseMemory.evaluate}. */
  readonly scores = new ScoreMap();

  constructor(memory: Seconds) {
    this.memory = memory;
  }

  /** Takes in one frame: cos and sin of the phase and of twice it, each as sure as it is long; `weight` 0..1, over `dt`. */
  add(said: readonly [number, number, number, number], weight: Unit, dt: Seconds, turn: Turn): void {
    const keep = Math.exp((-weight * dt) / this.memory);
    const [c1, s1, c2, s2] = said;
    turnOn(this.re1, this.im1, turn.cos1, turn.sin1, keep, c1 * weight * dt, s1 * weight * dt);
    turnOn(this.re2, this.im2, turn.cos2, turn.sin2, keep, SECOND * c2 * weight * dt, SECOND * s2 * weight * dt);
    const power = 2 * (c1 * c1 + s1 * s1 + SECOND * (c2 * c2 + s2 * s2));
    this.power = keep * this.power + power * weight * dt;
    this.span = keep * this.span + weight * dt;
  }

  /** Brings `scores` up to date: of a correlation, amplitude and noise unknown (Gaussian), -N/2 log(1 - rho^2). */
  evaluate(): void {
    const { nats } = this.scores;
    nats.fill(0);
    const norm = this.power * this.span;
    if (norm <= 0) return;
    const scale = 0.5 * this.span * OBSERVATIONS_PER_SECOND;
    for (let i = 0; i < this.re1.length; i++) {
      const [a1, b1, a2, b2] = [this.re1[i]!, this.im1[i]!, this.re2[i]!, this.im2[i]!];
      for (let p = 0; p < PHASES; p++) {
        const match = a1 * COS1[p]! + b1 * SIN1[p]! + a2 * COS2[p]! + b2 * SIN2[p]!;
        if (match > 0) nats[i * PHASES + p] = scale * unexplained(Math.min(CERTAIN, (match * match) / norm));
      }
    }
  }

  /** Forgets what this memory holds and takes over another's, counted `share` as much. */
  copyFrom(other: PhaseMemory, share: Unit): void {
    for (const part of ['re1', 'im1', 're2', 'im2'] as const)
      for (let j = 0; j < this[part].length; j++) this[part][j] = share * other[part][j]!;
    this.power = share * other.power;
    this.span = share * other.span;
  }

  clear(): void {
    for (const part of [this.re1, this.im1, this.re2, this.im2]) part.fill(0);
    this.power = 0;
    this.span = 0;
  }
}

/** -log(1 - share); its series where that is as good: most hypotheses explain next to nothing, and logarithms are slow. */
function unexplained(share: Unit): number {
  return share < 0.04 ? share * (1 + share / 2) : -Math.log(1 - share);
}

/** Every complex number, faded by `keep` and turned, plus a new one. */
function turnOn(
  re: Float64Array,
  im: Float64Array,
  cos: Float64Array,
  sin: Float64Array,
  keep: Unit,
  addRe: number,
  addIm: number,
): void {
  for (let j = 0; j < re.length; j++) {
    const a = re[j]!;
    const b = im[j]!;
    re[j] = keep * (a * cos[j]! - b * sin[j]!) + addRe;
    im[j] = keep * (a * sin[j]! + b * cos[j]!) + addIm;
  }
}
