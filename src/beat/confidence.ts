import type { Unit } from '../core/units.ts';

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

/**
 * Of beats from the net's phases, the tempo judged by likeness, too. Fitted on unseen drawn dances, salsa, footsteps and dancers to music
 * (models/BEAT.md says which), pooled: 9,500 beats. Tempi are weighed fairly, but the memories count evidence for the phase more than once.
 */
export const PHASE_RELIABILITY: Reliability = [
  [-2.4, 0.3],
  [-1.9, 0.38],
  [-1.35, 0.47],
  [-0.88, 0.54],
  [-0.6, 0.625],
  [-0.38, 0.68],
  [-0.14, 0.73],
  [0.1, 0.77],
  [0.5, 0.8],
];

/** Mass is kept this far from 0 and 1. */
const EDGE = 1e-8;

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
