import type { Hertz, Seconds, Unit } from '../core/units.ts';
import { GRID, PHASES, type Place, ScoreMap } from './score-map.ts';
import type { Phasor } from './types.ts';

/**
 * What is said of a phase: of the beat's, of twice it, and of the cycles of two and of four beats in which most bodies move (left and right,
 * there and back): how often each turns in a beat, and what it counts.
 */
const CYCLES: readonly (readonly [turns: number, share: number])[] = [
  [1, 1],
  [2, 0.5],
  [1 / 2, 0.5],
  [1 / 4, 0.25],
];
const SHARES = CYCLES.map(([, share]) => share);
const WHOLE = SHARES.reduce((sum, share) => sum + share, 0);
/** The first ones are the beat's own; they say best where exactly it is. */
const OWN = 2;
const OWN_WHOLE = SHARES.slice(0, OWN).reduce((sum, share) => sum + share, 0);
/** Independent observations in a second of evidence: its bandwidth. Turns a correlation into a log-likelihood. */
const OBSERVATIONS_PER_SECOND: Hertz = 20;
/** What is said exactly of one hypothesis explains this part of its power; the rest is taken for noise. */
const EXPLAINED: Unit = 0.75;
/** Tempi of which no phase can have more nats than this are left at nothing: most have not, and scoring them all takes long. */
const FAINT = 0.3;
/** A correlation is never believed beyond this square. */
const CERTAIN = 0.95;

/** What is said where the phase is certain. @param beats from some beat on: the longer cycles want whole ones, too */
export function phasorAt(beats: number): Phasor {
  return CYCLES.flatMap(([turns]) => {
    const angle = 2 * Math.PI * turns * beats;
    return [Math.cos(angle), Math.sin(angle)];
  }) as unknown as Phasor;
}

type Wave = (angle: number) => number;

/** A wave at each phase of the beat, for each cycle. */
const atPhases = (wave: Wave): Float64Array[] =>
  CYCLES.map(([turns]) => Float64Array.from({ length: PHASES }, (_, p) => wave((2 * Math.PI * turns * p) / PHASES)));
type ByCycle = readonly [Float64Array, Float64Array, Float64Array, Float64Array];
const COS = atPhases(Math.cos) as unknown as ByCycle;
const SIN = atPhases(Math.sin) as unknown as ByCycle;

/** How far each tempo's cycles turn in some time: cos and sin by cycle and tempo. */
export interface Turn {
  readonly cos: readonly Float64Array[];
  readonly sin: readonly Float64Array[];
}

/** @param beats that they turn beyond that, all tempi alike */
export function turnOf(dt: Seconds, beats = 0): Turn {
  const of = (wave: Wave): Float64Array[] =>
    CYCLES.map(([turns]) => GRID.tempi.map((f) => wave(2 * Math.PI * turns * (f * dt + beats))));
  return { cos: of(Math.cos), sin: of(Math.sin) };
}

/**
 * One memory over all tempi: a leaky sum of what was said about the phase, turned on with every tempo to the phase it has now.
 * Every tempo turns in its own frame, so phase never blurs, however long the memory.
 */
export class PhaseMemory {
  private readonly re = CYCLES.map(() => new Float64Array(GRID.tempi.length));
  private readonly im = CYCLES.map(() => new Float64Array(GRID.tempi.length));
  private power = 0;
  private ownPower = 0;
  /** Seconds of evidence held. */
  span: Seconds = 0;
  /** How long evidence is remembered: it fades to 1/e. */
  readonly memory: Seconds;
  /** Log-likelihood ratio of every tempo and phase against "no beat"; valid after {@link PhaseMemory.evaluate}. */
  readonly scores = new ScoreMap();

  constructor(memory: Seconds) {
    this.memory = memory;
  }

  /** Takes in one frame; `weight` 0..1, over `dt`. */
  add(said: Phasor, weight: Unit, dt: Seconds, turn: Turn): void {
    const keep = Math.exp((-weight * dt) / this.memory);
    this.power *= keep;
    this.ownPower *= keep;
    SHARES.forEach((share, c) => {
      const [cos, sin] = [said[2 * c]!, said[2 * c + 1]!];
      const much = share * weight * dt;
      turnOn(this.re[c]!, this.im[c]!, turn.cos[c]!, turn.sin[c]!, keep, much * cos, much * sin);
      const power = much * (cos * cos + sin * sin);
      this.power += power;
      if (c < OWN) this.ownPower += power;
    });
    this.span = keep * this.span + weight * dt;
  }

  /**
   * Brings `scores` up to date: of a correlation, amplitude and noise unknown (Gaussian), -N/2 log(1 - rho^2). Which of two or four
   * beats is the first one isn't asked: of the longer cycles the place that agrees best counts.
   */
  evaluate(): void {
    const { nats } = this.scores;
    nats.fill(0);
    const norm = (this.power * this.span * WHOLE) / EXPLAINED;
    if (norm <= 0) return;
    const faint = (norm * FAINT) / (0.5 * this.span * OBSERVATIONS_PER_SECOND);
    const [re1, re2, reTwo, reFour] = this.re as unknown as ByCycle;
    const [im1, im2, imTwo, imFour] = this.im as unknown as ByCycle;
    const [cos1, cos2, cosTwo, cosFour] = COS;
    const [sin1, sin2, sinTwo, sinFour] = SIN;
    for (let i = 0; i < re1.length; i++) {
      const [a1, b1, a2, b2] = [re1[i]!, im1[i]!, re2[i]!, im2[i]!];
      const [aTwo, bTwo, aFour, bFour] = [reTwo[i]!, imTwo[i]!, reFour[i]!, imFour[i]!];
      const most = length(a1, b1) + length(a2, b2) + length(aTwo, bTwo) + length(aFour, bFour);
      if (most * most < faint) continue;
      for (let p = 0; p < PHASES; p++) {
        const two = Math.abs(aTwo * cosTwo[p]! + bTwo * sinTwo[p]!);
        const here = Math.abs(aFour * cosFour[p]! + bFour * sinFour[p]!);
        const aBeatOn = Math.abs(bFour * cosFour[p]! - aFour * sinFour[p]!);
        const match = a1 * cos1[p]! + b1 * sin1[p]! + a2 * cos2[p]! + b2 * sin2[p]! + two + Math.max(here, aBeatOn);
        if (match > 0) nats[i * PHASES + p] = this.likelihood((match * match) / norm);
      }
    }
  }

  /** How sure the beat's own cycles were: mean square length of what was said of them. */
  get sureness(): Unit {
    return this.span > 0 ? this.ownPower / (this.span * OWN_WHOLE) : 0;
  }

  /** What the beat's own cycles say of one tempo and phase. */
  ownScore({ tempo, phase }: Place): number {
    let match = 0;
    for (let c = 0; c < OWN; c++)
      match += this.re[c]![tempo]! * COS[c]![phase]! + this.im[c]![tempo]! * SIN[c]![phase]!;
    const norm = (this.ownPower * this.span * OWN_WHOLE) / EXPLAINED;
    return norm > 0 && match > 0 ? this.likelihood((match * match) / norm) : 0;
  }

  private likelihood(explained: Unit): number {
    return 0.5 * this.span * OBSERVATIONS_PER_SECOND * unexplained(Math.min(CERTAIN, explained));
  }

  /** Forgets what this memory holds and takes over another's, counted `share` as much. */
  copyFrom(other: PhaseMemory, share: Unit): void {
    for (const part of ['re', 'im'] as const)
      this[part].forEach((mine, c) => {
        for (let j = 0; j < mine.length; j++) mine[j] = share * other[part][c]![j]!;
      });
    this.power = share * other.power;
    this.ownPower = share * other.ownPower;
    this.span = share * other.span;
  }

  /**
   * Adds what another held `elapsed` ago, before `heard` seconds of evidence.
   * @param since beats: by which that is further on than its tempi say
   */
  recall(
    other: PhaseMemory,
    since: { readonly elapsed: Seconds; readonly heard: Seconds; readonly beats: number },
  ): void {
    const keep = Math.exp(-since.heard / this.memory);
    const { cos, sin } = turnOf(since.elapsed, since.beats);
    SHARES.forEach((_, c) => {
      const [re, im] = [other.re[c]!.slice(), other.im[c]!.slice()];
      turnOn(re, im, cos[c]!, sin[c]!, keep, 0, 0);
      add(this.re[c]!, re);
      add(this.im[c]!, im);
    });
    this.power += keep * other.power;
    this.ownPower += keep * other.ownPower;
    this.span += keep * other.span;
  }

  clear(): void {
    for (const part of [...this.re, ...this.im]) part.fill(0);
    this.power = this.ownPower = 0;
    this.span = 0;
  }
}

function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

/** -log(1 - share); its series where that is as good: most hypotheses explain next to nothing, and logarithms are slow. */
function unexplained(share: Unit): number {
  return share < 0.04 ? share * (1 + share / 2) : -Math.log(1 - share);
}

function add(to: Float64Array, more: Float64Array): void {
  for (let j = 0; j < to.length; j++) to[j]! += more[j]!;
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
