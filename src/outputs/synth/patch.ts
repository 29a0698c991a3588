import type { Decibels, Hertz, Seconds, Unit } from '../../core/units.ts';
import type { Sound } from '../../core/voices.ts';

/**
 * What a sound is made of: data only, so that kits are tables. A stroke is the sum of its layers (decaying partials,
 * filtered noise, square waves, frequency modulation, a string), shaped and placed.
 */
export interface Patch {
  /** Peak level of a full-velocity stroke against the kit's other sounds. */
  readonly level: Decibels;
  /** -1 left .. 1 right, from the audience. */
  readonly pan: number;
  /** Decaying sines: membranes, plates, bars, bells, bridged-T oscillators. */
  readonly partials?: Partials;
  /** Noise through a state-variable filter with its own envelope. At most {@link MAX_BANDS}. */
  readonly noise?: readonly NoiseBand[];
  /** Free-running square waves through filters: the TR-808's metal and its cowbell. */
  readonly squares?: Squares;
  /** One sine modulating another's phase: clangs. */
  readonly clang?: Clang;
  /** A delay line with feedback, excited by noise: pipes, springs, sheets. */
  readonly string?: PluckedString;
  /** Gain into a tanh stage at full velocity; 1 is nearly clean. */
  readonly drive?: number;
  /** A coarse converter: sampled and held at `rate`, in steps of 2 / 2^`bits` of full scale. */
  readonly crush?: { readonly rate: Hertz; readonly bits: number };
  /** Strokes of the same group cut each other off (closed hat on open hat). */
  readonly choke?: 'hat';
}

export interface Partials {
  readonly frequency: Hertz;
  /** Multiples of `frequency`. At most {@link MAX_PARTIALS}. */
  readonly ratios: readonly number[];
  readonly gains: readonly number[];
  /** Time to fall by 60 dB, a partial. */
  readonly decays: readonly Seconds[];
  /** Pitch envelopes, added up. At most two. */
  readonly glides?: readonly Glide[];
  /** dB an octave above `frequency` that a soft stroke loses against a full one. */
  readonly softness: Decibels;
  /** Partials start at any phase instead of together at zero: no chirp at the onset of dense plates. */
  readonly scattered?: boolean;
}

/** The pitch starts 1 + `depth` times higher (full velocity; less when soft) and settles with time constant `time`. */
export interface Glide {
  readonly depth: number;
  readonly time: Seconds;
}

export interface NoiseBand {
  readonly filter: 'band' | 'high' | 'low';
  readonly frequency: Hertz;
  /** 0.5 broad .. 10 narrow. */
  readonly q: number;
  readonly gain: number;
  readonly attack: Seconds;
  /** Time to fall by 60 dB. */
  readonly decay: Seconds;
  /** dB that a soft stroke loses in this band beyond its lower level. */
  readonly softness: Decibels;
  /** Struck `count` times, `spacing` apart: many hands. */
  readonly bursts?: { readonly count: number; readonly spacing: Seconds };
  /** Single collisions, so many a second on average, instead of steady noise: beads and jingles. */
  readonly grains?: Hertz;
}

export interface Squares {
  readonly frequencies: readonly Hertz[];
  /** Parallel filters after the mix. At most {@link MAX_SQUARE_BANDS}. */
  readonly bands: readonly SquareBand[];
}

export interface SquareBand {
  readonly frequency: Hertz;
  readonly q: number;
  readonly gain: number;
  readonly decay: Seconds;
  /** dB that a soft stroke loses in this band beyond its lower level. */
  readonly softness: Decibels;
  /** Half-wave rectified and high-passed here, as by a one-transistor amplifier: sums and differences of all partials. */
  readonly rectified?: Hertz;
  /** An attack `gain` times as loud that is over soon. */
  readonly snap?: { readonly gain: number; readonly decay: Seconds };
}

export interface Clang {
  readonly frequency: Hertz;
  /** The modulator's frequency against the carrier's. */
  readonly ratio: number;
  /** Peak phase deviation in radians at full velocity; a soft stroke has half of it. */
  readonly index: number;
  readonly gain: number;
  readonly decay: Seconds;
  readonly indexDecay: Seconds;
}

export interface PluckedString {
  readonly frequency: Hertz;
  readonly gain: number;
  /** Time to fall by 60 dB at the fundamental. */
  readonly decay: Seconds;
  /** 0 bright .. 1 dull: what the loop's low-pass takes from high partials; a soft stroke is duller. */
  readonly damping: Unit;
  /** Length of the noise that excites it. */
  readonly strike: Seconds;
}

/** A multiple of four: partials are computed in fours. */
export const MAX_PARTIALS = 48;
export const MAX_BANDS = 4;
export const MAX_SQUARES = 6;
export const MAX_SQUARE_BANDS = 2;

export interface Kit {
  readonly name: string;
  /** Brings the kit to the loudness of the others (measured, see the loudness test). */
  readonly gain: Decibels;
  /** How much strokes of one sound differ: 0 a machine, 1 a loose hand. */
  readonly variation: Unit;
  readonly sounds: Readonly<Record<Sound, Patch>>;
}
