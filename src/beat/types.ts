import type { Stage } from '../core/stage.ts';
import type { Bpm, Seconds, Unit } from '../core/units.ts';
import type { MotionFrame } from '../motion/types.ts';
import type { TempoWeights } from './tempo-scorer.ts';

/**
 * How far ahead of its time a beat that opens a bar is committed, seconds of stream time. It pays for camera and pose (about
 * 0.15 s), the drum nets (0.03 s, more on a busy machine) and the hand-over (0.15 s).
 */
export const COMMIT_LEAD: Seconds = 0.5;
/**
 * The same for a beat within a bar, for which nothing has to be written: what is seen later counts for it, too. Where frames are
 * slow to come it is more, up to COMMIT_LEAD.
 */
export const BEAT_LEAD: Seconds = 0.4;

/**
 * cos and sin of the beat's phase, of twice it, of half and of a quarter of it, as far as they are known: each pair's length, 0..1, is how
 * sure it is. The last two go round once in two and in four beats; which of those they call the first means nothing.
 */
export type Phasor = readonly [number, number, number, number, number, number, number, number];

/** Evidence for beats in one motion frame: what an activation, learned or not, hands to the tracker. */
export interface Activation {
  readonly time: Seconds;
  /** 0..1: how much this instant looks like a beat. */
  readonly beat: Unit;
  /** 0..1: how much a beat here looks like the first of a bar. */
  readonly downbeat: Unit;
  /** 0..1: the motion stage's activity, lowered early where the body visibly stops. 0 means rest: nothing here is evidence. */
  readonly activity: Unit;
  /** The body may have stopped just now: what is due can wait for the next frames to tell. */
  readonly doubtful?: boolean;
  /** How fast the joints of the trunk go down, squashed to -1..1, always in the same order: what the tracker looks for repetition in. */
  readonly sway?: Float32Array;
  readonly phasor?: Phasor;
  /** [86] How the body moves (movement.ts), to be compared with how it moved before. */
  readonly movement?: Float32Array;
}

/** How an activation's peaks lie to the beat, and what to make of them. Lag and bias are 0 for one that was trained to peak on the beat. */
export interface Alignment {
  /** Seconds by which its peaks come late. */
  readonly lag: Seconds;
  /** Parts of a beat by which, beyond that, the beat comes after the peak. */
  readonly bias: number;
  /** What is evidence: how high the pulses are, or the phase that it tells. */
  readonly tells: 'pulse' | 'phase';
  /** What judges the tempo by how like itself the body moves; without it, the activation alone says. */
  readonly tempo?: TempoWeights;
}

/** Kinematic or learned. A learned one answers with a promise; calls are never overlapped. */
export interface ActivationModel {
  readonly alignment: Alignment;
  step(frame: MotionFrame): Activation | Promise<Activation>;
  reset(): void;
}

/** A beat that will happen. Once emitted it is never taken back or moved. */
export interface Beat {
  /** Stream time of the beat; `time - emittedAt` is about COMMIT_LEAD or BEAT_LEAD, less in doubt, never below 0. */
  readonly time: Seconds;
  /** Stream time of the newest frame when the beat became final. */
  readonly emittedAt: Seconds;
  readonly bpm: Bpm;
  readonly confidence: Unit;
  /** Counts all committed beats from 0, never restarts. */
  readonly index: number;
  /** 0 = downbeat. */
  readonly beatInBar: 0 | 1 | 2 | 3;
  /** Counts bars from 0; a new bar starts at every downbeat and after every rest. */
  readonly bar: number;
  /** True on the first beat after silence: no beat came before it in this phrase. */
  readonly first: boolean;
}

/** What the tracker believes after one frame. */
export interface BeatState {
  readonly time: Seconds;
  /** 'rest': the body is still, nothing is emitted. 'seeking': it moves, no tempo yet. 'locked': beats are being committed. */
  readonly mode: 'rest' | 'seeking' | 'locked';
  readonly bpm: Bpm;
  /** 0..1 through the beat at `time`; 0 on the beat. */
  readonly phase: Unit;
  readonly confidence: Unit;
  /** Beats committed by this frame, in order; mostly none, sometimes one. */
  readonly committed: readonly Beat[];
}

/** Activation in, beliefs and committed beats out. */
export interface BeatTracker extends Stage<Activation, BeatState> {
  /** The performer's word for it: the beat nearest to `time` is a downbeat. Takes effect on beats not yet committed. */
  anchorDownbeat(time: Seconds): void;
  /** The performer taps beats; two or more taps in time set tempo and phase until movement says otherwise. */
  tap(time: Seconds): void;
  /** The newest frame was dealt with so long after its moment; off line, where nobody says so, nothing is late. */
  delayed(by: Seconds): void;
}
