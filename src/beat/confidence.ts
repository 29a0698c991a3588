import type { Unit } from '../core/units.ts';
import { sigmoid } from './sigmoid.ts';

/** Share of committed beats within 70 ms of a true one, by log10 odds of the posterior mass around the belief. */
type Reliability = readonly (readonly [logOdds: number, hits: Unit])[];

/**
 * Of beats from pulses. Fitted on drawn dances and free motion capture (half-tempo salsa, AIST++ clip), pooled: 4,100 beats. The
 * two differ widely where mass is low (drawn 0.6-0.8, salsa 0.2), so it is a compromise there.
 */
export const PULSE_RELIABILITY: Reliability = [
  [-1.5, 0.17],
  [-0.6, 0.25],
  [0, 0.27],
  [0.5, 0.33],
  [1.15, 0.5],
  [1.7, 0.72],
  [2.3, 0.85],
  [3, 0.91],
  [4, 0.95],
];

/** Mass is kept this far from 0 and 1. */
const EDGE = 1e-8;

/** What a belief from the net's phases rests on. */
export interface PhaseEvidence {
  /** How much better than nothing the beat's own phases explain what the longest memory holds, log-likelihood ratio. */
  readonly nats: number;
  /** How sure the net was, in that memory: mean square length of what it said of the beat's own phases. */
  readonly sureness: Unit;
}

/**
 * Log-odds that a beat of such a belief lies within 70 ms of a true one. Fitted by models/training/beat_confidence.py. The posterior mass around
 * the belief has no say in it: beside these two it told nothing of unseen people, for memories count evidence more than once.
 */
const ODDS = { never: -1.41, byNats: 0.4, bySureness: 2.41 };

/** Probability that a beat of a belief from the net's phases lies within 70 ms of a true one. */
export function phaseConfidence({ nats, sureness }: PhaseEvidence): Unit {
  return sigmoid(ODDS.never + ODDS.byNats * Math.log1p(nats) + ODDS.bySureness * sureness);
}

/** Probability that a beat of a belief with this posterior mass around it lies within 70 ms of a true one. */
export function confidenceOf(mass: Unit, reliability: Reliability): Unit {
  const safe = Math.min(1 - EDGE, Math.max(EDGE, mass));
  const odds = Math.log10(safe / (1 - safe));
  const above = reliability.findIndex(([x]) => x > odds);
  if (above === 0) return reliability[0]![1];
  if (above < 0) return reliability.at(-1)![1];
  const [x0, y0] = reliability[above - 1]!;
  const [x1, y1] = reliability[above]!;
  return y0 + ((y1 - y0) * (odds - x0)) / (x1 - x0);
}
