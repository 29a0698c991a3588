import type { Hertz, Seconds, Unit } from '../core/units.ts';
import { BeatClock, type Tick } from './beat-clock.ts';
import { type BeatBelief, type Belief, isAsTold, STILL } from './belief.ts';
import { KINEMATIC_ALIGNMENT } from './kinematic-activation.ts';
import { Meter } from './meter.ts';
import { PhaseBelief } from './phase-belief.ts';
import { TapShift } from './tap-shift.ts';
import { type TappedBeat, Taps } from './taps.ts';
import { TempoBelief } from './tempo-belief.ts';
import {
  type Activation,
  type Alignment,
  BEAT_LEAD,
  type Beat,
  type BeatState,
  type BeatTracker,
  COMMIT_LEAD,
} from './types.ts';

/** Still for this long: beats wait. */
const WAIT_AFTER: Seconds = 0.1;
/** Still for this long: the dance has stopped. */
const REST_AFTER: Seconds = 1;
/** Still for this long: what was believed is worth nothing any more. A pose of a few beats is shorter. */
const FORGET_AFTER: Seconds = 2.5;
/** A body that begins to move is heard about so long after it began: it takes as long to be in full swing, and longer where it begins softly. */
const HEARD_AFTER: Seconds = 0.4;
/** After a longer rest another dance may begin, in another tempo. */
const LONG_REST: Seconds = 20;
/** After this much dancing the best guess is emitted, however faint: silence would be the worse answer. */
const GUESS_SPAN: Seconds = 4.5;
/** A hole in the stream longer than this is a new beginning. */
const GAP: Seconds = 1;
/** Taps count as much as this much movement exactly on the beat. */
const TAP_WEIGHT: Seconds = 6;
/** What a beat's strokes need between its commitment and their time, beside the delay of the frames. */
const HAND_OVER: Seconds = 0.2;
/** What a bar is given beyond that, to be written in. */
const BAR_WRITING: Seconds = COMMIT_LEAD - BEAT_LEAD;
/** What is left of a delay with every frame: a stutter is reckoned with for some seconds. */
const STUTTER: Unit = 0.99;
/** Time step assumed for the very first frame. */
const FIRST_STEP: Seconds = 1 / 30;

/**
 * The causal beat tracker: see {@link PhaseBelief} and {@link TempoBelief} for tempo and phase, {@link BeatClock} for what is committed.
 * @param options the activation's alignment; the kinematic one's if left out
 * @param belief what believes in tempo and phase, if it isn't the one that suits the activation
 */
export function createTracker(
  options: Alignment = KINEMATIC_ALIGNMENT,
  belief: BeatBelief = options.tells === 'phase' ? new PhaseBelief(options.tempo) : new TempoBelief(),
): BeatTracker {
  return new Tracker(options, belief);
}

class Tracker implements BeatTracker {
  private readonly belief: BeatBelief;
  private readonly clock = new BeatClock();
  private readonly meter = new Meter();
  private readonly taps = new Taps();
  private readonly tapShift = new TapShift();
  private readonly options: Alignment;
  private time: Seconds | null = null;
  private mode: BeatState['mode'] = 'rest';
  private stillFor: Seconds = LONG_REST;
  /** Of this, so much was seen: before the first frame nobody knows. */
  private seenStillFor: Seconds = 0;
  private movingSince: Seconds = 0;
  private confidence: Unit = 0;
  private index = 0;
  private fresh = true;
  private tapped: TappedBeat | null = null;
  private delay: Seconds = 0;

  constructor(options: Alignment, belief: BeatBelief) {
    this.options = options;
    this.belief = belief;
  }

  step(activation: Activation): BeatState {
    const dt = this.elapsed(activation.time);
    this.listenForRest(activation, dt);
    this.tapShift.step(dt);
    const heard = this.belief.step(activation, dt);
    const belief = this.tapped === null ? heard : this.believeTaps(this.tapped, heard, activation.time);
    this.decide(belief);
    if (belief?.anew) this.clock.stop(); // no sliding over from what was wrong
    this.clock.advance(dt, belief && this.aligned(belief));
    const { phase, frequency } = this.clock.now;
    this.meter.hear(activation.time, activation.downbeat, 1 / frequency);
    const commits = this.mode === 'locked' && this.stillFor < WAIT_AFTER;
    const tick = commits ? this.clock.commit(activation.time, this.lead(activation)) : null;
    return {
      time: activation.time,
      mode: this.mode,
      bpm: frequency * 60,
      phase,
      confidence: this.confidence,
      committed: tick === null ? [] : [this.beat(tick, activation.time)],
    };
  }

  /** How far ahead the next beat is committed: in doubt whether the dance goes on, or where its beat is, just in time. */
  private lead({ doubtful }: Activation): Seconds {
    const inTime = this.delay + HAND_OVER;
    if (doubtful || this.stillFor > 0) return Math.min(inTime, COMMIT_LEAD);
    const within = this.clock.young ? inTime : Math.max(BEAT_LEAD, inTime);
    const writing = this.fresh || this.meter.opens ? BAR_WRITING : 0;
    return Math.min(within + writing, COMMIT_LEAD);
  }

  private elapsed(time: Seconds): Seconds {
    const dt = this.time === null ? FIRST_STEP : time - this.time;
    this.time = time;
    if (dt > 0 && dt <= GAP) return dt;
    this.forget();
    this.mode = 'rest';
    return FIRST_STEP;
  }

  private listenForRest({ time, activity }: Activation, dt: Seconds): void {
    if (activity < STILL) {
      this.stillFor += dt;
      this.seenStillFor += dt;
      if (this.stillFor >= REST_AFTER) this.mode = 'rest';
      return;
    }
    if (this.mode === 'rest') {
      this.mode = 'seeking';
      this.fresh = true;
      this.movingSince = time - Math.min(HEARD_AFTER, this.seenStillFor);
      if (this.stillFor >= FORGET_AFTER) this.takeUp();
    }
    this.stillFor = 0;
    this.seenStillFor = 0;
  }

  /** Movement after a long rest: phase is new, tempo may be. */
  private takeUp(): void {
    if (this.stillFor >= LONG_REST) {
      this.forget();
      return;
    }
    this.belief.rest();
    this.clock.stop();
  }

  private forget(): void {
    this.belief.reset();
    this.tapShift.forget();
    this.clock.stop();
  }

  /** Locks on; what ends a lock is rest. */
  private decide(belief: Belief | null): void {
    this.confidence = belief === null ? 0 : belief.confidence;
    if (this.mode !== 'seeking' || belief === null) return;
    const sure = this.confidence >= this.belief.lockAt && belief.span >= this.belief.lockAfter;
    if (sure || belief.span >= GUESS_SPAN) this.mode = 'locked';
  }

  /** @returns what is still believed of what was heard: all but its phase, or nothing, if taps name another tempo */
  private believeTaps(told: TappedBeat, heard: Belief | null, now: Seconds): Belief | null {
    const { frequency, time } = told;
    const phase = (now - time) * frequency - this.offset(frequency);
    this.tapped = null;
    this.clock.stop(); // no sliding: the beat is there
    if (heard !== null && isAsTold(told, heard.frequency)) {
      this.tapShift.teach(phase - heard.phase);
      return heard;
    }
    const there = this.belief.heardAt(told) ?? { frequency, phase };
    this.tapShift.teach(phase - there.phase);
    this.belief.imagine(there.frequency, there.phase, TAP_WEIGHT);
    return null;
  }

  /** From the phase of the activation's peaks to the phase of the beat. */
  private offset(frequency: Hertz): number {
    return this.options.lag * frequency - this.options.bias;
  }

  private aligned({ frequency, phase }: Belief): { readonly frequency: Hertz; readonly phase: Unit } {
    return { frequency, phase: phase + this.offset(frequency) + this.tapShift.beats };
  }

  private beat({ time, frequency }: Tick, emittedAt: Seconds): Beat {
    const first = this.fresh;
    if (first) this.meter.begin((time - this.movingSince) * frequency);
    this.fresh = false;
    const { beatInBar, bar } = this.meter.place(time);
    return {
      time,
      emittedAt,
      bpm: frequency * 60,
      confidence: this.confidence,
      index: this.index++,
      beatInBar,
      bar,
      first,
    };
  }

  anchorDownbeat(time: Seconds): void {
    if (this.time === null) return;
    this.meter.anchor((time - this.clock.due(this.time)) * this.clock.now.frequency);
  }

  tap(time: Seconds): void {
    this.tapped = this.taps.tap(time) ?? this.tapped;
  }

  delayed(by: Seconds): void {
    this.delay = Math.max(by, STUTTER * this.delay);
  }

  reset(): void {
    this.forget();
    this.clock.reset();
    this.meter.reset();
    this.taps.reset();
    this.time = null;
    this.mode = 'rest';
    this.stillFor = LONG_REST;
    this.seenStillFor = 0;
    this.confidence = 0;
    this.index = 0;
    this.fresh = true;
    this.tapped = null;
    this.delay = 0;
  }
}
