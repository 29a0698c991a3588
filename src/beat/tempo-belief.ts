import type { Hertz, Seconds, Unit } from '../core/units.ts';
import { type BeatBelief, type Belief, isAsTold, SAYS_SOMETHING, type ToldTempo } from './belief.ts';
import { confidenceOf, PULSE_RELIABILITY } from './confidence.ts';
import { EvidenceScale } from './evidence.ts';
import { LagProducts } from './periodicity.ts';
import { GRID, PHASES, type Ridge, type Rotation, rotation, TEMPI, TempoBank, template } from './tempo-bank.ts';
import { isRatio } from './tempo-grid.ts';
import type { Activation } from './types.ts';
import { wrap } from './wrap.ts';

/** The memories, seconds, short to long. The long one finds a faint steady beat, the short one sees a change. */
const MEMORIES: readonly Seconds[] = [2, 7, 22];
/**
 * How much better (nats) a shorter memory's own hypothesis must explain its window than the longer one's does
 * for the past to be let go.
 */
const LET_GO: readonly number[] = [5, 5];
/** What the shorter memory holds is partly from before the change, too: it is passed on at this weight. */
const FRESH_SHARE = 0.5;
/** A longer memory is only judged by a shorter one that holds this part of its full span. */
const FULL_ENOUGH = 0.6;
/** ... and that holds this many times less. */
const MUCH_LONGER = 1.5;
/** Nats by which another tempo must win, and for how long, to replace the one in force. */
const SWITCH_MARGIN = 2;
const SWITCH_AFTER: Seconds = 0.8;
/** The same for simple ratios of the tempo in force: hopping octaves is the worse error. */
const OCTAVE_MARGIN = 5;
/** Two tempi closer than this are one. */
const SAME_TEMPO = 0.04;
/** The whole grid is looked through for one question a frame, in turn; the tempo in force every frame. */
const TASKS = 3;
/** Hypotheses this many nats below the one in force have no share in the posterior. */
const NEGLIGIBLE = 14;
/** A beat within this counts as hit, for the posterior mass that confidence comes from. */
const HIT_WINDOW: Seconds = 0.07;

/** The step that frames have, but for rounding. A reset goes back to it: what comes after must not hang on the last step before. */
const USUAL_STEP: Seconds = 1 / 30;
const USUAL_TURN: Rotation = rotation(USUAL_STEP);

/**
 * Which tempo and phase pulses speak for: three memories of different length over one tempo grid.
 * The longest decides; when a shorter one contradicts it beyond doubt (generalised likelihood ratio over the
 * shorter window), the past is let go and the longer starts again from the shorter.
 */
export class TempoBelief implements BeatBelief {
  readonly lockAt = 0.5;
  readonly lockAfter: Seconds = 2;
  private readonly scale = new EvidenceScale();
  private readonly banks = MEMORIES.map((memory) => new TempoBank(memory));
  private readonly longest = this.banks.at(-1)!;
  private readonly lags = new LagProducts();
  private turn = USUAL_TURN;
  private turnFor = USUAL_STEP;
  private frames = 0;
  private mass: Unit = 0;
  private current: Hertz | null = null;
  private rivalSince: Seconds = 0;
  private prior = GRID.prior;

  step({ beat, activity: weight, sway }: Activation, dt: Seconds): Belief | null {
    const x = this.scale.step(beat, weight, dt);
    if (Math.abs(dt - this.turnFor) > 1e-6) {
      this.turn = rotation(dt);
      this.turnFor = dt;
    }
    for (const bank of this.banks) bank.add(x, weight, dt, this.turn);
    if (sway !== undefined) {
      const products = this.lags.step(sway, dt);
      for (const bank of this.banks) bank.addMovement(products, weight, dt);
    }
    if (this.longest.span <= 0) return null;
    if (this.current === null) this.survey(dt);
    const task = this.frames++ % TASKS;
    if (task === 2) this.letGo();
    if (task === 0) this.survey(dt * TASKS);
    const ridge = this.longest.ridge(GRID.index(this.current!));
    this.current = ridge.frequency;
    if (task === 1) this.mass = this.massAround(ridge);
    const { frequency, phase } = ridge;
    return { frequency, phase, confidence: confidenceOf(this.mass, PULSE_RELIABILITY), span: this.longest.span };
  }

  /** Does another tempo explain the long memory better, and for long enough? */
  private survey(elapsed: Seconds): void {
    this.longest.evaluate();
    const top = this.peak(this.longest);
    if (this.current === null) {
      this.adopt(top);
      return;
    }
    const here = GRID.index(this.longest.ridge(GRID.index(this.current)).frequency);
    const lead = this.score(top) - this.score(here);
    const ratio = TEMPI[top]! / TEMPI[here]!;
    const rival = Math.abs(Math.log(ratio)) > SAME_TEMPO && lead > (isRatio(ratio, 1) ? OCTAVE_MARGIN : SWITCH_MARGIN);
    this.rivalSince = rival ? this.rivalSince + elapsed : 0;
    if (this.rivalSince > SWITCH_AFTER) this.adopt(top);
  }

  private adopt(index: number): void {
    this.current = TEMPI[index]!;
    this.rivalSince = 0;
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

  /** Lets longer memories restart from a shorter one that contradicts them. */
  private letGo(): void {
    const m = this.banks.findIndex((_, index) => this.contradicts(index));
    if (m < 0) return;
    const short = this.banks[m]!;
    for (const longer of this.banks.slice(m + 1)) longer.copyFrom(short, FRESH_SHARE);
    this.adopt(this.peak(short));
  }

  /** Does memory `m` speak against what the next longer one holds? Octaves and their like are no contradiction. */
  private contradicts(m: number): boolean {
    const short = this.banks[m]!;
    const long = this.banks[m + 1];
    if (long === undefined || short.span < FULL_ENOUGH * MEMORIES[m]! || long.span < MUCH_LONGER * short.span)
      return false;
    short.evaluate();
    const own = this.peak(short);
    const held = long.ridge(GRID.index(this.current!));
    const index = GRID.index(held.frequency);
    if (isRatio(TEMPI[own]!, held.frequency)) return false;
    const gain =
      short.best[own]! +
      this.prior[own]! -
      short.evidenceAt(index, held.phase) -
      short.repeats[index]! -
      this.prior[index]!;
    return gain >= LET_GO[m]!;
  }

  /** Share of the posterior over tempo and phase that would put the next beat within the hit window. */
  private massAround(ridge: Ridge): Unit {
    const bank = this.longest;
    const top = ridge.evidence + bank.repeats[GRID.index(ridge.frequency)]!;
    const slack = HIT_WINDOW * ridge.frequency;
    let all = 0;
    let near = 0;
    for (let i = 0; i < TEMPI.length; i++) {
      if (bank.best[i]! + this.prior[i]! < top - NEGLIGIBLE) continue;
      const sameTempo = Math.abs(Math.log(TEMPI[i]! / ridge.frequency)) < SAME_TEMPO;
      for (let p = 0; p < PHASES; p++) {
        const weight = Math.exp(bank.evidence(i, p) + bank.repeats[i]! + this.prior[i]! - top);
        all += weight;
        if (!sameTempo) continue;
        if (Math.abs(wrap(p / PHASES - ridge.phase)) < slack) near += weight;
      }
    }
    return near / all;
  }

  rest(): void {
    const last = this.current;
    this.reset();
    if (last === null) return;
    this.prior = GRID.priorAfter(last);
  }

  heardAt(told: ToldTempo): Pick<Belief, 'frequency' | 'phase'> | null {
    if (this.current === null) return null;
    const ridge = this.longest.ridge(GRID.index(told.frequency));
    return ridge.evidence < SAYS_SOMETHING || !isAsTold(told, ridge.frequency) ? null : ridge;
  }

  imagine(frequency: Hertz, phase: Unit, seconds: Seconds): void {
    this.reset();
    const dt = this.turnFor;
    for (let ago = Math.round(seconds / dt) - 1; ago >= 0; ago--)
      for (const bank of this.banks) bank.add(template(phase - ago * dt * frequency), 1, dt, this.turn);
    this.current = frequency;
  }

  reset(): void {
    this.scale.reset();
    for (const bank of this.banks) bank.clear();
    this.lags.clear();
    this.current = null;
    this.prior = GRID.prior;
    this.frames = 0;
    this.mass = 0;
    this.rivalSince = 0;
    this.turn = USUAL_TURN;
    this.turnFor = USUAL_STEP;
  }
}
