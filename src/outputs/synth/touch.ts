import type { WhiteNoise } from './noise.ts';

/** How this one stroke was played: what its layers need to know besides the patch. */
export interface Touch {
  readonly sampleRate: number;
  /** 0..1. */
  readonly velocity: number;
  /** Kit's looseness, 0..1. */
  readonly variation: number;
  /** Draws the differences between strokes; seeded by the stroke's serial. */
  readonly chance: WhiteNoise;
}

/** What a sound that falls by 60 dB in `seconds` is multiplied with every sample. */
export const decayFactor = (seconds: number, sampleRate: number): number => 10 ** (-3 / (seconds * sampleRate));

export const fromDecibels = (decibels: number): number => 10 ** (decibels / 20);
