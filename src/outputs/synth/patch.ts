import type { Decibels, Hertz, Seconds, Unit } from '../../core/units.ts';
import type { Voice } from '../../core/voices.ts';

/**
 * What a voice is made of: data only, so that kits are tables. A stroke is the sum of up to three layers
 * (decaying partials, filtered noise, a bank of square waves), shaped and placed.
 */
export interface Patch {
  /** Peak level of a full-velocity stroke against the kit's other voices. */
  readonly level: Decibels;
  /** -1 left .. 1 right, from the audience. */
  readonly pan: number;
  /** Decaying sines: membranes, shells, bells, bridged-T oscillators. At most {@link MAX_PARTIALS}. */
  readonly partials?: Partials;
  /** Noise through a state-variable filter with its own envelope. At most {@link MAX_BANDS}. */
  readonly noise?: readonly NoiseBand[];
  /** Inharmonic square waves through a band-pass and a high-pass: the TR-808's metal. */
  readonly squares?: Squares;
  /** Gain into a tanh stage; 1 is nearly clean. */
  readonly drive?: number;
  /** Strokes of the same group cut each other off (closed hat on open hat). */
  readonly choke?: 'hat';
}

export interface Partials {
  readonly frequency: Hertz;
  /** Multiples of `frequency`. */
  readonly ratios: readonly number[];
  readonly gains: readonly number[];
  /** Time to fall by 60 dB, a partial. */
  readonly decays: readonly Seconds[];
  /** The pitch starts `glide` times higher (full velocity; less when soft) and settles with time constant `glideTime`. */
  readonly glide?: number;
  readonly glideTime?: Seconds;
  /** dB an octave above `frequency` that a soft stroke loses against a full one. */
  readonly softness: Decibels;
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
}

export interface Squares {
  readonly frequencies: readonly Hertz[];
  readonly band: Hertz;
  readonly q: number;
  readonly high: Hertz;
  readonly gain: number;
  readonly decay: Seconds;
}

export const MAX_PARTIALS = 32;
export const MAX_BANDS = 4;
export const MAX_SQUARES = 6;

export interface Kit {
  readonly name: string;
  /** Brings the kit to the loudness of the others (measured, see the loudness test). */
  readonly gain: Decibels;
  /** How much strokes of one voice differ: 0 a machine, 1 a loose hand. */
  readonly variation: Unit;
  readonly voices: Readonly<Record<Voice, Patch>>;
}
