import type { Hertz, Seconds, Unit } from '../core/units.ts';
import type { Activation } from './types.ts';

/** Below this activity the body holds still. */
export const STILL: Unit = 0.05;

/** Nats below which what is held says nothing of a tempo that somebody tells. */
export const SAYS_SOMETHING = 3;

/** A tempo as somebody tells it. */
export interface ToldTempo {
  readonly frequency: Hertz;
  /** What is heard is the same tempo within this (natural log). */
  readonly within: number;
}

export function isAsTold({ frequency, within }: ToldTempo, heard: Hertz): boolean {
  return Math.abs(Math.log(heard / frequency)) < within;
}

/** The hypothesis in force. */
export interface Belief {
  /** Beats a second. */
  readonly frequency: Hertz;
  /** Part of the beat gone at the newest frame, by the evidence's own convention (see Alignment). */
  readonly phase: Unit;
  /** Probability that a beat of this belief lies within 70 ms of a true one, calibrated. */
  readonly confidence: Unit;
  /** Seconds of evidence it rests on. */
  readonly span: Seconds;
  /** This moment all was found to be wrong and began anew: nothing leads over from what was believed before. */
  readonly anew?: boolean;
}

/** Tempo and phase from evidence, a frame at a time. */
export interface BeatBelief {
  /** Confidence from which its beats are worth emitting. */
  readonly lockAt: Unit;
  /** ... and the evidence needed before that is believed. */
  readonly lockAfter: Seconds;
  /** @returns the hypothesis in force, or null while there is no evidence at all. */
  step(activation: Activation, dt: Seconds): Belief | null;
  /** The dance has stopped: only the tempo is remembered, for when it goes on. */
  rest(): void;
  /** Where the evidence has the beat of such a tempo; null where it has nothing to say of it. */
  heardAt(told: ToldTempo): Pick<Belief, 'frequency' | 'phase'> | null;
  /** Forgets everything and believes, as if `seconds` of such a dance had been seen, that the beat is this. */
  imagine(frequency: Hertz, phase: Unit, seconds: Seconds): void;
  reset(): void;
}
