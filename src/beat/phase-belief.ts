import type { Hertz, Seconds, Unit } from '../core/units.ts';
import { type BeatBelief, type Belief, isAsTold, SAYS_SOMETHING, STILL, type ToldTempo } from './belief.ts';
import { type PhaseEvidence, phaseConfidence } from './confidence.ts';
import { Contradiction } from './contradiction.ts';
import { PhaseMemory, phasorAt, type Turn, turnOf } from './phase-memory.ts';
import { GRID, Landscape, type Place, placeOf, ScoreMap, samePlace } from './score-map.ts';
import { SecondThought } from './second-thought.ts';
import { isRatio } from './tempo-grid.ts';
import { TempoOpinion } from './tempo-opinion.ts';
import { TempoPrior } from './tempo-prior.ts';
import type { TempoWeights } from './tempo-scorer.ts';
import type { Activation, Phasor } from './types.ts';

/**
 * The memories and what each counts. Their sum fades by something like a power of age: a faint steady dance is heard over a minute,
 * and what is new outweighs what is old within some beats.
 */
const MEMORIES: readonly (readonly [memory: Seconds, share: number])[] = [
  [1.5, 1.5],
  [4, 1],
  [12, 0.8],
  [36, 0.8],
];
/**
 * How much better (nats) the first memories' own hypothesis must explain what they hold than the one in force does for the past to
 * be let go. Faint evidence never speaks so loud: this is for plain changes.
 */
const LET_GO: readonly number[] = [8, 12];
/** What such a memory holds is partly from before the change, too: it is passed on at this weight. */
const FRESH_SHARE: Unit = 0.5;
/** It judges when it holds this part of its full span, and the next one this many times more. */
const FULL_ENOUGH = 0.6;
const MUCH_LONGER = 1.4;
/** Nats by which another tempo or phase must win, and for how long, to replace the one in force. */
const SWITCH_MARGIN = 1;
const SWITCH_AFTER: Seconds = 0.5;
/** The same for simple ratios of the tempo in force: hopping octaves is the worse error. */
const OCTAVE_MARGIN = 2;
/** Steps on the grid by which the beat's own cycles may move what all of them together have found. */
const NEAR = 4;
/** All hypotheses are scored every so many frames. */
const EVERY = 3;
/** After a contradiction all begins anew from what was said this long. */
const MOMENT: Seconds = 0.2;
/** A net that has only begun to see a body move takes its tempo for too fast: what it says counts in full from here on. */
const WARM_UP: Seconds = 1;
/** The step that frames have, but for rounding. A reset goes back to it: what comes after must not hang on the last step before. */
const USUAL_STEP: Seconds = 1 / 30;
const USUAL_TURN: Turn = turnOf(USUAL_STEP);
const NOTHING: Phasor = [0, 0, 0, 0, 0, 0, 0, 0];

/**
 * Which tempo and phase the net's own word about the phase speaks for, over memories of several lengths at once: their
 * log-likelihoods add up. Recursive estimation with exponential forgetting (Kulhavy 1993), here with a mixture of forgettings;
 * a plain contradiction (generalised likelihood ratio in the short memories) makes the long ones start again.
 */
export class PhaseBelief implements BeatBelief {
  readonly lockAt = 0.25;
  readonly lockAfter: Seconds = 0.5;
  private readonly memories = MEMORIES.map(([memory]) => new PhaseMemory(memory));
  private readonly longest = this.memories.at(-1)!;
  /** What is new, should all else be wrong. */
  private readonly moment = new PhaseMemory(MOMENT);
  private readonly all = [this.moment, ...this.memories];
  private readonly contradiction = new Contradiction();
  private readonly before = new SecondThought(MEMORIES.map(([memory]) => new PhaseMemory(memory)));
  private readonly prior = new TempoPrior(GRID);
  private readonly scores = new ScoreMap();
  private readonly near = new OwnScores(this.memories, this.prior);
  private turn = USUAL_TURN;
  private turnFor = USUAL_STEP;
  private frames = 0;
  private heardFor: Seconds = 0;
  private rivalFor: Seconds = 0;
  private belief: Belief | null = null;
  private readonly opinion: TempoOpinion | null;
  /** What the belief in force rests on. */
  evidence: PhaseEvidence = { nats: 0, sureness: 0 };

  /** @param tempo weights of the tempo scorer; without it, only the phases are heard */
  constructor(tempo?: TempoWeights) {
    this.opinion = tempo === undefined ? null : new TempoOpinion(tempo);
  }

  step({ phasor = NOTHING, activity, movement }: Activation, dt: Seconds): Belief | null {
    this.heardFor += dt;
    this.opinion?.add(activity > STILL ? (movement ?? null) : null, dt);
    this.take(phasor, activity * Math.min(1, this.heardFor / WARM_UP), dt);
    const { span } = this;
    if (span <= 0) return null;
    if (this.belief !== null) {
      this.belief = { ...this.belief, span, phase: moved(this.belief, dt), anew: false };
      if (this.contradiction.step(phasor, this.belief.phase, activity, dt)) return this.begunAnew();
    }
    if (this.belief === null || this.frames++ % EVERY === 0) this.belief = this.judged(dt * EVERY);
    return this.belief;
  }

  private take(said: Phasor, weight: Unit, dt: Seconds): void {
    if (Math.abs(dt - this.turnFor) > 1e-6) {
      this.turn = turnOf(dt);
      this.turnFor = dt;
    }
    for (const memory of this.all) memory.add(said, weight, dt, this.turn);
    this.before.step(weight, dt);
  }

  private judged(elapsed: Seconds): Belief {
    this.prior.fade(this.span);
    this.scoreAll();
    const top = this.scores.top();
    if (this.before.stands(this.scores, top)) return this.believed(this.recalled());
    const held = this.chosen(top, elapsed);
    return this.believed(this.letGo(held) ?? held);
  }

  private get span(): Seconds {
    return this.longest.span;
  }

  /** Which beat it is, everything says; where exactly, the beat's own cycles: longer ones hold on to what was when tempo drifts. */
  private believed(place: Place): Belief {
    const here = this.near.climbed(place, NEAR);
    const { frequency, phase } = this.near.finest(here);
    this.evidence = { nats: this.longest.ownScore(here), sureness: this.longest.sureness };
    return { frequency, phase, confidence: phaseConfidence(this.evidence), span: this.span };
  }

  /** From what the last moment says. */
  private begunAnew(): Belief {
    this.contradiction.reset();
    this.keepInMind();
    this.moment.evaluate();
    const place = this.restarted(this.memories, this.moment);
    this.belief = { ...this.believed(place), anew: true };
    return this.belief;
  }

  private scoreAll(): void {
    this.scores.fill(GRID.prior);
    this.memories.forEach((memory, m) => {
      memory.evaluate();
      this.scores.add(memory.scores, MEMORIES[m]![1]);
    });
    this.opinion?.weigh(this.scores);
    // The credit of what was danced before a rest is not weighed: nobody heard it now.
    const credit = this.prior.beyond;
    if (credit !== null) this.scores.raise(credit);
  }

  /** The hypothesis in force, moved up to its peak, until another is better for long enough. */
  private chosen(top: Place, elapsed: Seconds): Place {
    if (this.belief === null) return top;
    const held = this.scores.climbed(placeOf(this.belief.frequency, this.belief.phase));
    const lead = this.scores.at(top) - this.scores.at(held);
    const ratio = isRatio(GRID.tempi[top.tempo]!, GRID.tempi[held.tempo]!);
    const rival = !samePlace(top, held) && lead > (ratio ? OCTAVE_MARGIN : SWITCH_MARGIN);
    this.rivalFor = rival ? this.rivalFor + elapsed : 0;
    if (this.rivalFor <= SWITCH_AFTER) return held;
    this.rivalFor = 0;
    return top;
  }

  /** Lets longer memories restart from a short one that contradicts what is held. @returns what that one says, or null */
  private letGo(held: Place): Place | null {
    const m = LET_GO.findIndex((_, index) => this.contradicts(index, held));
    if (m < 0) return null;
    this.keepInMind();
    return this.restarted(this.memories.slice(m + 1), this.memories[m]!);
  }

  /** What is believed may yet turn out to be right. */
  private keepInMind(): void {
    if (this.belief === null) return;
    const { frequency, phase, span } = this.belief;
    if (this.before.keep(this.memories, frequency, phase, span)) this.opinion?.keep();
  }

  /** Beginning anew was wrong. */
  private recalled(): Place {
    const { place, elapsed } = this.before.recall(this.memories, this.scores);
    this.opinion?.recall(elapsed);
    this.prior.forget();
    this.rivalFor = 0;
    this.scoreAll();
    return this.scores.climbed(place);
  }

  /** Puts what a shorter memory holds, its scores being up to date, in place of what longer ones do. @returns what it says */
  private restarted(longer: readonly PhaseMemory[], short: PhaseMemory): Place {
    const own = short.scores.top(this.prior.nats);
    for (const memory of longer) memory.copyFrom(short, FRESH_SHARE);
    this.opinion?.restart(short.span);
    this.rivalFor = 0;
    this.scoreAll();
    return this.scores.climbed(own);
  }

  /** Does memory `m` speak against what is held? Octaves and their like are no contradiction. */
  private contradicts(m: number, held: Place): boolean {
    const [short, long] = [this.memories[m]!, this.memories[m + 1]!];
    if (short.span < FULL_ENOUGH * short.memory || long.span < MUCH_LONGER * short.span) return false;
    const own = short.scores.top(this.prior.nats);
    const gain = short.scores.at(own) - short.scores.at(short.scores.bestPhase(held, 1));
    const before = this.prior.nats[own.tempo]! - this.prior.nats[held.tempo]!;
    return gain + before >= LET_GO[m]! && !isRatio(GRID.tempi[own.tempo]!, GRID.tempi[held.tempo]!);
  }

  rest(): void {
    const last = this.belief;
    this.keepInMind();
    this.clear();
    if (last !== null) this.prior.remember(last.frequency);
  }

  heardAt(told: ToldTempo): Pick<Belief, 'frequency' | 'phase'> | null {
    if (this.belief === null) return null;
    const place = this.scores.topWithin((tempo) => isAsTold(told, tempo));
    return this.said(place) < SAYS_SOMETHING ? null : this.scores.finest(place);
  }

  /** How much better than nothing a place explains what is held, nats. */
  private said(place: Place): number {
    return this.memories.reduce((sum, { scores }, m) => sum + MEMORIES[m]![1] * scores.at(place), 0);
  }

  imagine(frequency: Hertz, phase: Unit, seconds: Seconds): void {
    this.reset();
    const dt = this.turnFor;
    for (let ago = Math.round(seconds / dt) - 1; ago >= 0; ago--) {
      this.take(phasorAt(phase - ago * dt * frequency), 1, dt);
    }
  }

  reset(): void {
    this.before.forget();
    this.clear();
  }

  private clear(): void {
    for (const memory of this.all) memory.clear();
    this.contradiction.reset();
    this.opinion?.restart(0);
    this.belief = null;
    this.prior.forget();
    this.frames = 0;
    this.heardFor = 0;
    this.rivalFor = 0;
    this.turn = USUAL_TURN;
    this.turnFor = USUAL_STEP;
  }
}

/** What the beat's own cycles say, at the few places that are asked for. */
class OwnScores extends Landscape {
  private readonly memories: readonly PhaseMemory[];
  private readonly prior: TempoPrior;

  constructor(memories: readonly PhaseMemory[], prior: TempoPrior) {
    super();
    this.memories = memories;
    this.prior = prior;
  }

  override at(place: Place): number {
    return this.memories.reduce(
      (sum, memory, m) => sum + MEMORIES[m]![1] * memory.ownScore(place),
      this.prior.nats[place.tempo]!,
    );
  }
}

/** The phase a time step later. */
function moved({ phase, frequency }: Belief, dt: Seconds): Unit {
  const later = phase + frequency * dt;
  return later - Math.floor(later);
}
