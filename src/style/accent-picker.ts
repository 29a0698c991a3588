import { MOTION_RATE } from '../motion/types.ts';

/** A peak must top this many frames after it before it is certain, and before it as well: 0.1 s. */
export const LOOKAHEAD = 3;
/** The usual level of the curve is its mean over the last seconds; an accent stands this far above it. */
const USUAL = 1 / (3 * MOTION_RATE);
const PROMINENCE = 1.5;
/** The dancer's own full strength: the latest strong peaks, forgotten over 8 s. */
const FORGET = Math.exp(-1 / (8 * MOTION_RATE));
/** Share of full strength that an accent must have. */
const WEAKEST = 0.25;
/** Hysteresis: between two accents the curve falls below this share of the lower one. */
const VALLEY = 0.75;
/** Changes of the whole body (torso lengths a second squared) below FAINT are never an accent; from PLAIN on strength is the dancer's own. */
const FAINT = 2;
const PLAIN = 8;

/** A peak of the novelty curve. */
export interface Peak {
  /** Frames before the newest one, fractional. */
  readonly back: number;
  /** 0..1 relative to the dancer's recent accents, lessened for faint ones. */
  readonly strength: number;
}

/** Finds peaks of a curve as they become certain, `LOOKAHEAD` frames after they happened. */
export interface AccentPicker {
  /** @returns the peak that became certain with this value, or null. */
  step(value: number): Peak | null;
  reset(): void;
}

export function createAccentPicker(): AccentPicker {
  const size = 2 * LOOKAHEAD + 1;
  const recent = new Float64Array(size);
  let frames = 0;
  let usual = 0;
  let full = 0;
  let last = 0;
  let valley = 0;

  const at = (back: number): number => recent[(frames - 1 - back + 2 * size) % size]!;
  const isHighest = (value: number): boolean => {
    for (let back = 0; back < size; back++) {
      const other = at(back);
      if (other > value || (other === value && back > LOOKAHEAD)) return false;
    }
    return true;
  };
  const standsOut = (value: number): boolean =>
    value > FAINT &&
    value > PROMINENCE * usual &&
    value > WEAKEST * full &&
    valley < VALLEY * Math.min(value, last === 0 ? value : last);

  const learn = (value: number): void => {
    frames++;
    recent[(frames - 1) % size] = value;
    usual += Math.max(USUAL, 1 / frames) * (value - usual);
    full *= FORGET;
  };
  const accept = (value: number): Peak => {
    full = Math.max(full, value);
    last = valley = value;
    const plain = Math.min(1, Math.max(0, (value - FAINT) / (PLAIN - FAINT)));
    return { back: LOOKAHEAD + vertex(at(LOOKAHEAD + 1), value, at(LOOKAHEAD - 1)), strength: (value / full) * plain };
  };

  return {
    step(value) {
      learn(value);
      const candidate = at(LOOKAHEAD);
      valley = Math.min(valley, candidate);
      return frames >= size && isHighest(candidate) && standsOut(candidate) ? accept(candidate) : null;
    },
    reset() {
      recent.fill(0);
      frames = usual = full = last = valley = 0;
    },
  };
}

/** Where the parabola through three neighbours peaks: samples before (+) or after (-) the middle one, at most half a sample. */
function vertex(before: number, middle: number, after: number): number {
  const bend = before - 2 * middle + after;
  return bend < 0 ? Math.max(-0.5, Math.min(0.5, (after - before) / (2 * bend))) : 0;
}
