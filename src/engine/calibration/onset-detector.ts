import type { Hertz, SampleFrame, Seconds } from '../../core/units.ts';

/** Hears where claps and clicks begin. Numbers in, numbers out. */
export interface OnsetDetector {
  /**
   * @param frame number of the first sample; where it doesn't continue the last stretch, what was heard is forgotten
   * @returns frames at which something sudden and loud begins
   */
  push(samples: Float32Array, frame: SampleFrame): SampleFrame[];
}

/** The echo of a clap in a room is over after this, and nobody claps twice in it. */
const REFRACTORY: Seconds = 0.15;
/** The room is listened to for so long before anything counts. */
const LEARNING: Seconds = 0.1;
/** The room's noise is averaged over this. */
const FLOOR_TIME: Seconds = 0.5;
/** Times above the noise's mean size: Gaussian noise gets there once in many years. */
const RATIO = 12;
/** And never below this (full scale is 1): a silent room's noise is no measure. */
const LEAST = 0.004;

/**
 * An onset is where the first difference of the signal (which takes hum and voice down and leaves what is sudden) rises
 * above the room's noise: an adaptive threshold on the time-domain envelope, as in Bello et al., A Tutorial on Onset Detection
 * in Music Signals (IEEE Trans. Speech Audio 13, 2005). Exact to the sample for what begins suddenly.
 */
export function createOnsetDetector(sampleRate: Hertz): OnsetDetector {
  const forget = 1 / (FLOOR_TIME * sampleRate);
  let expected = Number.NaN;
  let previous = 0;
  let floor = 0;
  let heard = 0;
  let deafUntil = Number.NEGATIVE_INFINITY;

  const begin = (first: number): void => {
    previous = first;
    floor = 0;
    heard = 0;
    deafUntil = Number.NEGATIVE_INFINITY;
  };

  /** True where this sample begins an onset. */
  const step = (sample: number, at: SampleFrame): boolean => {
    const size = Math.abs(sample - previous);
    previous = sample;
    heard += 1;
    if (at < deafUntil) return false;
    const learning = heard < LEARNING * sampleRate;
    if (!learning && size > Math.max(LEAST, RATIO * floor)) return true;
    floor += (size - floor) * Math.max(forget, 1 / heard);
    return false;
  };

  return {
    push(samples, frame) {
      if (frame !== expected) begin(samples[0] ?? 0);
      expected = frame + samples.length;
      const onsets: SampleFrame[] = [];
      for (let i = 0; i < samples.length; i += 1) {
        if (!step(samples[i]!, frame + i)) continue;
        onsets.push(frame + i);
        deafUntil = frame + i + REFRACTORY * sampleRate;
      }
      return onsets;
    },
  };
}
