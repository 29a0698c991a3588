import type { Bpm, Hertz, Seconds, Unit } from '../core/units.ts';
import { PHASES, type Ridge, type Rotation, rotation, TEMPI, TempoBank, template, tempoIndex } from './tempo-bank.ts';

/** The memories, seconds, short to long. The long one finds a faint steady beat, the short one sees a change. */
const MEMORIES: readonly Seconds[] = [2.5, 8, 22];
/**
 * How much better (nats) a shorter memory's own hypothesis must explain its window than the longer one's does
 * for the past to be let go.
 */
const LET_GO: readonly number[] = [5, 5];
/** A longer memory is only judged by a shorter one that holds this part of its full span. */
const FULL_ENOUGH = 0.6;
/** Log-normal prior of tempo: people dance around here; standard deviation in natural log units (0.42 = 0.6 octave). */
const PRIOR_BPM: Bpm = 112;
const PRIOR_WIDTH = 0.42;
/** Nats by which another tempo must win, and for how long, to replace the one in force. */
const SWITCH_MARGIN = 2;
const SWITCH_AFTER: Seconds = 0.8;
/** The same for simple ratios of the tempo in force: hopping octaves is the worse error. */
const OCTAVE_MARGIN = 5;
const RATIOS: readonly number[] = [1 / 3, 1 / 2, 2 / 3, 3 / 2, 2, 3];
const RATIO_TOLERANCE = 0.05;
/** Two tempi closer than this are one. */
const SAME_TEMPO = 0.04;
/** The whole grid is looked through every this many frames; the tempo in force every frame. */
const SURVEY_EVERY = 3;
/** A beat within this counts as hit, for the posterior mass that confidence comes from. */
const HIT_WINDOW: Seconds = 0.07;

/** The hypothesis in force. */
export interface Belief extends Ridge {
  /** Posterior mass around it, 0..1, uncalibrated. */
  readonly mass: Unit;
  /** Seconds of evidence it rests on. */
  readonly span: Seconds;
  /** True in the frame in which another hypothesis took over. */
  readonly changed: boolean;
}

const PRIOR = TEMPI.map((f) => -0.5 * (Math.log((f * 60) / PRIOR_BPM) / PRIOR_WIDTH) ** 2);

function isRatio(a: Hertz, b: Hertz): boolean {
  return RATIOS.some((r) => Math.abs(Math.log(a / (b * r))) < RATIO_TOLERANCE);
}

/**
 * Which tempo and phase the evidence speaks for: three memories of different length over one tempo grid.
 * The longest decides; when a shorter one contradicts it beyond doubt (generalised likelihood ratio over the
 * shorter window), the past is let go and the longer starts again from the shorter.
 */
export class TempoBelief {
  private readonly banks = MEMORIES.map((memory) => new TempoBank(memory));
  private readonly longest = this.banks.at(-1)!;
  private readonly surface = new Float64Array(TEMPI.length * PHASES);
  private turn: Rotation = rotation(1 / 30);
  private turnFor: Seconds = 1 / 30;
  private frames = 0;
  private mass: Unit = 0;
  private current: Hertz | null = null;
  private rivalSince: Seconds = 0;
  private prior: Float64Array = PRIOR;

  /** @returns the hypothesis in force, or null while there is no evidence at all. */
  step(x: number, weight: number, dt: Seconds): Belief | null {
    if (Math.abs(dt - this.turnFor) > 1e-6) {
      this.turn = rotation(dt);
      this.turnFor = dt;
    }
    for (const bank of this.banks) bank.add(x, weight, dt, this.turn);
    if (this.longest.span <= 0) return null;
    const surveyed = this.frames++ % SURVEY_EVERY === 0;
    const changed = surveyed ? this.survey(dt * SURVEY_EVERY) : false;
    const ridge = this.longest.ridge(tempoIndex(this.current!));
    this.current = ridge.frequency;
    if (surveyed) this.mass = this.massAround(ridge);
    return { ...ridge, mass: this.mass, span: this.longest.span, changed };
  }

  private survey(elapsed: Seconds): boolean {
    const letGo = this.letGo();
    this.longest.evaluate();
    const top = this.peak(this.longest);
    if (this.current === null || letGo) return this.adopt(top);
    const here = tempoIndex(this.longest.ridge(tempoIndex(this.current)).frequency);
    const lead = this.score(top) - this.score(here);
    const ratio = TEMPI[top]! / TEMPI[here]!;
    const rival = Math.abs(Math.log(ratio)) > SAME_TEMPO && lead > (isRatio(ratio, 1) ? OCTAVE_MARGIN : SWITCH_MARGIN);
    this.rivalSince = rival ? this.rivalSince + elapsed : 0;
    return this.rivalSince > SWITCH_AFTER ? this.adopt(top) : false;
  }

  private adopt(index: number): boolean {
    const before = this.current;
    this.current = TEMPI[index]!;
    this.rivalSince = 0;
    return before === null || Math.abs(Math.log(this.current / before)) > SAME_TEMPO;
  }

  private score(i: number): number {
    return this.longest.best[i]! + this.prior[i]!;
  }

  private peak(bank: TempoBank): number {
    let at = 0;
    for (let i = 1; i < TEMPI.length; i++)
      if (bank.best[i]! + this.prior[i]! > bank.best[at]! + this.prior[at]!) at = i;
    return at;
  }

  /** Lets longer memories restart from shorter ones that contradict them. */
  private letGo(): boolean {
    let any = false;
    for (let m = 0; m + 1 < this.banks.length; m++) {
      const short = this.banks[m]!;
      const long = this.banks[m + 1]!;
      if (short.span < FULL_ENOUGH * MEMORIES[m]! || long.span < 1.5 * short.span) continue;
      short.evaluate();
      const own = this.peak(short);
      const held = this.heldBy(long);
      const heldIndex = tempoIndex(held.frequency);
      const gain =
        short.best[own]! + this.prior[own]! - short.evidenceAt(heldIndex, held.phase) - this.prior[heldIndex]!;
      if (gain < LET_GO[m]! || isRatio(TEMPI[own]!, held.frequency)) continue;
      for (const longer of this.banks.slice(m + 1)) longer.copyFrom(short);
      any = true;
      break;
    }
    return any;
  }

  private heldBy(bank: TempoBank): Ridge {
    if (this.current !== null) return bank.ridge(tempoIndex(this.current));
    bank.evaluate();
    return bank.ridge(this.peak(bank));
  }

  /** Share of the posterior over tempo and phase that would put the next beat within the hit window. */
  private massAround(ridge: Ridge): Unit {
    const { surface } = this;
    this.longest.surface(surface);
    const top = ridge.evidence;
    const slack = HIT_WINDOW * ridge.frequency;
    let all = 0;
    let near = 0;
    for (let i = 0; i < TEMPI.length; i++) {
      const sameTempo = Math.abs(Math.log(TEMPI[i]! / ridge.frequency)) < SAME_TEMPO;
      for (let p = 0; p < PHASES; p++) {
        const weight = Math.exp(surface[i * PHASES + p]! + this.prior[i]! - top);
        all += weight;
        if (!sameTempo) continue;
        const away = p / PHASES - ridge.phase;
        if (Math.abs(away - Math.round(away)) < slack) near += weight;
      }
    }
    return near / all;
  }

  /** Forgets everything and believes, as if `seconds` of such a dance had been seen, that the beat is this. */
  imagine(frequency: Hertz, phase: Unit, seconds: Seconds): void {
    this.reset();
    const dt = this.turnFor;
    for (let ago = seconds; ago > 0; ago -= dt)
      for (const bank of this.banks) bank.add(template(phase - (ago - dt) * frequency), 1, dt, this.turn);
    this.current = frequency;
  }

  reset(): void {
    for (const bank of this.banks) bank.clear();
    this.current = null;
    this.frames = 0;
    this.mass = 0;
    this.rivalSince = 0;
  }
}
