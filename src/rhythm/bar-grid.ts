import type { Bpm, Seconds } from '../core/units.ts';
import { STEPS_PER_BEAT } from '../core/voices.ts';

/** The 16ths around a beat, laid by the beats that are known and by the tempo where none are. */
export interface BarGrid {
  /** Position of a time in 16ths from `origin`, fractional; negative before it. */
  stepAt(time: Seconds): number;
  /** The inverse: when a 16th falls. */
  timeOf(step: number): Seconds;
}

/**
 * @param beats times of known beats, increasing, one beat apart.
 * @param origin index in `beats` of the beat that is step 0.
 * @param bpm tempo for what lies before the first and after the last of them.
 */
export function createBarGrid(beats: readonly Seconds[], origin: number, bpm: Bpm): BarGrid {
  const period = 60 / bpm;
  /** Time of the beat `index`, which may lie outside of the list. */
  const beatTime = (index: number): Seconds => {
    const nearest = Math.min(beats.length - 1, Math.max(0, index));
    return beats[nearest]! + (index - nearest) * period;
  };
  const indexAt = (time: Seconds): number => {
    if (time < beats[0]!) return Math.floor((time - beats[0]!) / period);
    const last = beats.length - 1;
    if (time >= beats[last]!) return last + Math.floor((time - beats[last]!) / period);
    return beats.findLastIndex((beat) => beat <= time);
  };
  return {
    stepAt(time) {
      const index = indexAt(time);
      const share = (time - beatTime(index)) / (beatTime(index + 1) - beatTime(index));
      return (index - origin + share) * STEPS_PER_BEAT;
    },
    timeOf(step) {
      const whole = Math.floor(step / STEPS_PER_BEAT);
      const share = step / STEPS_PER_BEAT - whole;
      const from = beatTime(origin + whole);
      return from + share * (beatTime(origin + whole + 1) - from);
    },
  };
}
