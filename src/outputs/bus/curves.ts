import type { Decibels, Unit } from '../../core/units.ts';
import { fromDecibels } from '../synth/touch.ts';

/** The shaper's curve reaches from minus to plus this: 12 dB above full scale. */
export const SHAPER_RANGE = 4;
const SHAPER_POINTS = 8193;
/** How hard full saturation drives. */
const DRIVE = 2.5;
/** What a sample at full scale comes to: so much that drums at the default volume stay about as loud. */
const SATURATED_PEAK = 0.5;

/** A stage that saturates: tanh. The curve's ends are at SHAPER_RANGE. */
export function createShaperCurve(): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: SHAPER_POINTS }, (_, i) => {
    const x = SHAPER_RANGE * ((2 * i) / (SHAPER_POINTS - 1) - 1);
    return (SATURATED_PEAK * Math.tanh(DRIVE * x)) / Math.tanh(DRIVE);
  });
}

export interface Compression {
  readonly threshold: Decibels;
  readonly ratio: number;
  readonly knee: Decibels;
  /** Factor on what comes out. */
  readonly trim: number;
}

const COMPRESSION_THRESHOLD: Decibels = -24;
/** Of the slope above the threshold, what browsers make up for too much: found by loudness of drums at the default volume. */
const OVERDONE: Decibels = 6.2;

/** At 0 every level is left as it is: the ratio is 1 and there is no knee. */
export function compressionAt(amount: Unit): Compression {
  const ratio = 1 + 4 * amount;
  const trim = fromDecibels(-OVERDONE * (1 - 1 / ratio));
  return { threshold: COMPRESSION_THRESHOLD, ratio, knee: 12 * amount, trim };
}

/** What goes into the room, as a factor on what goes past it. */
export const roomSendAt = (amount: Unit): number => 1.5 * amount;
