import type { Beat, BeatState } from '../beat/types.ts';
import type { Bpm, Seconds } from '../core/units.ts';
import type { StyleDescriptors, StyleFrame } from '../style/types.ts';

/** One motion frame's worth of what the siblings beat and style found. */
export interface RhythmInput {
  readonly beat: BeatState;
  readonly style: StyleFrame;
}

/** The request for one bar: what the dancer did in the bar before. */
export interface BarRequest {
  /** Number of the bar to be written. */
  readonly bar: number;
  /** Its downbeat, as committed; where the music comes in within the bar, the downbeat that it would have had. */
  readonly downbeat: Beat;
  /** The step that the music comes in on: 0, or 4, 8 or 12 in the bar after silence. Steps before it are not played. */
  readonly from: number;
  /** Stream time of that step. */
  readonly start: Seconds;
  readonly bpm: Bpm;
  /** Stream time at which the rhythm was closed. */
  readonly decidedAt: Seconds;
  /** [16] graded accents of the bar just danced, 0..1. */
  readonly rhythm: Float32Array;
  /** How many of the 16 slots were really danced and settled when the bar was closed; the rest was carried over. */
  readonly danced: number;
  /** Bars since the music last started from silence: 0 for the first. */
  readonly sinceStart: number;
  readonly descriptors: StyleDescriptors;
}
