import { STEPS, STEPS_PER_BEAT } from '../core/voices.ts';
import type { BarRequest } from '../rhythm/types.ts';

/** An ordinary bar, for measuring how fast a back end writes one. */
export const warmUpRequest: BarRequest = {
  bar: 0,
  downbeat: { time: 0, emittedAt: 0, bpm: 120, confidence: 1, index: 0, beatInBar: 0, bar: 0, first: true },
  start: 0,
  bpm: 120,
  decidedAt: 0,
  rhythm: Float32Array.from({ length: STEPS }, (_, step) => (step % STEPS_PER_BEAT === 0 ? 1 : 0)),
  danced: STEPS,
  from: 0,
  sinceStart: 0,
  descriptors: { energy: 0.5, regularity: 0.5, balance: 0, arms: 0.5 },
};
