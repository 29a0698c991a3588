import { WhiteNoise } from './noise.ts';

/**
 * How this one stroke is played: what its layers need to know besides the patch. One object for all strokes, filled in anew:
 * numbers handed over as fields of one object are not put on the heap each time, as arguments may be.
 */
export interface Touch {
  readonly sampleRate: number;
  /** 0..1. */
  velocity: number;
  /** Tells strokes apart: same serial, same sound. */
  serial: number;
  /** Kit's looseness, 0..1. */
  variation: number;
  /** The player's tuning: a factor on every frequency. */
  pitch: number;
  /** The player's damping: a factor on every decay. */
  stretch: number;
  /** Amplitude within the stroke below which nothing is heard any more. */
  floor: number;
  /** Draws the differences between strokes; seeded by the stroke's serial. */
  readonly chance: WhiteNoise;
}

export function createTouch(sampleRate: number): Touch {
  return { sampleRate, velocity: 1, serial: 0, variation: 0, pitch: 1, stretch: 1, floor: 0, chance: new WhiteNoise() };
}

/** Decaying numbers below this change no sum any more; set to nothing long before they become denormal, which is slow. */
export const NEGLIGIBLE = 1e-30;

/** What a sound that falls by 60 dB in `seconds` is multiplied with every sample. */
export const decayFactor = (seconds: number, sampleRate: number): number =>
  Math.exp((-3 * Math.LN10) / (seconds * sampleRate));

export const fromDecibels = (decibels: number): number => Math.exp((Math.LN10 / 20) * decibels);

/**
 * Whole samples until something that starts at `level` and is multiplied by `factor` every sample has fallen below `floor`.
 * An int32, as all ages and ends are: those leave no trace on the heap.
 */
export const samplesUntil = (floor: number, level: number, factor: number): number =>
  level <= floor ? 0 : (Math.log(floor / level) / Math.log(factor) + 1) | 0;
