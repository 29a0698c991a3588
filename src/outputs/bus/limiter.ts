import type { Decibels, SampleFrame, Seconds } from '../../core/units.ts';
import { fromDecibels } from '../synth/touch.ts';
import { SlidingMaximum } from './sliding-maximum.ts';
import { PEAK_DELAY, TruePeak } from './true-peak.ts';

/** Nothing leaves the instrument above this, between the samples either. */
export const CEILING: Decibels = -1;
/** More than the detector was seen to overlook: 0.7 dB, in noise of full-scale samples with random signs. */
const MARGIN: Decibels = 0.8;
const THRESHOLD = fromDecibels(CEILING - MARGIN);
/** The gain falls, on a straight line, within this time before a peak. */
const ATTACK: Seconds = 0.0015;
/** The gain comes back with this time constant: too slow to follow the waveform of a kick. */
const RELEASE: Seconds = 0.1;
/** Frames on either side of a peak during which the gain is down as well. */
const GUARD: SampleFrame = 2;
/** A reduction of less than this is none: no denormal numbers. */
const NOTHING = 1e-9;

/** Frames that are worked on at once. */
const CHUNK: SampleFrame = 128;

/** Places in the limiter's numbers: the reduction asked for last, and the sum of those over which the mean is taken. */
const [REDUCTION, SUM] = [0, 1] as const;

/**
 * A stereo-linked true-peak limiter with look-ahead: every peak asks for a reduction, which is held (sliding maximum) and then
 * averaged (moving mean) over the time by which the sound is delayed, so that it is reached when the peak comes out. Below the
 * ceiling it is a pure delay, bit by bit. Any thread; allocates only when constructed: numbers go from step to step in arrays,
 * since as arguments they may be put on the heap one by one.
 */
export class Limiter {
  /** Frames from a sample's coming in to its going out. */
  readonly delay: SampleFrame;
  private readonly peaks = [new TruePeak(THRESHOLD), new TruePeak(THRESHOLD)] as const;
  private readonly hold: SlidingMaximum;
  private readonly release: number;
  private readonly numbers = new Float64Array(2);
  /** Of each frame at hand the peak, then the reduction (0 = none) for the sample that goes out when it is seen. */
  private readonly work = new Float64Array(CHUNK);
  /** The reductions over which the mean is taken. */
  private readonly recent: Float64Array;
  private readonly left: Float64Array;
  private readonly right: Float64Array;
  private sinceReduction = 0;
  private place = 0;
  private mean = 0;

  constructor(sampleRate: number) {
    const attack = Math.round(ATTACK * sampleRate);
    this.delay = attack + PEAK_DELAY + GUARD;
    this.recent = new Float64Array(attack);
    this.hold = new SlidingMaximum(attack + 1 + 2 * GUARD);
    this.release = Math.exp(-1 / (RELEASE * sampleRate));
    this.left = new Float64Array(this.delay);
    this.right = new Float64Array(this.delay);
  }

  /** In place; both of the same length, whatever it is. A sample that is no number is taken for silence. */
  process(left: Float32Array, right: Float32Array): void {
    for (let from = 0; from < left.length; from += CHUNK) {
      const count = Math.min(CHUNK, left.length - from);
      mend(left, from, count);
      mend(right, from, count);
      this.work.fill(0, 0, count);
      this.peaks[0].raise(left, from, count, this.work);
      this.peaks[1].raise(right, from, count, this.work);
      this.ask(count);
      this.hold.run(this.work, count);
      this.average(count);
      this.apply(left, right, from, count);
    }
  }

  /** From peaks to the reductions that they ask for. */
  private ask(count: number): void {
    const { work, numbers, release } = this;
    let reduction = numbers[REDUCTION]!;
    for (let n = 0; n < count; n += 1) {
      const peak = work[n]!;
      const wanted = peak > THRESHOLD ? 1 - THRESHOLD / peak : 0;
      const released = reduction * release;
      reduction = Math.max(wanted, released > NOTHING ? released : 0);
      work[n] = reduction;
    }
    numbers[REDUCTION] = reduction;
  }

  /** The moving mean of the reductions that are held. */
  private average(count: number): void {
    const { work, numbers, recent } = this;
    let sum = numbers[SUM]!;
    for (let n = 0; n < count; n += 1) {
      const held = work[n]!;
      this.sinceReduction = held > 0 ? 0 : Math.min(recent.length, this.sinceReduction + 1);
      sum += held - recent[this.mean]!;
      recent[this.mean] = held;
      this.mean = (this.mean + 1) % recent.length;
      // What rounding left over must not colour silence and soft passages.
      if (this.sinceReduction >= recent.length) sum = 0;
      work[n] = sum / recent.length;
    }
    numbers[SUM] = sum;
  }

  private apply(left: Float32Array, right: Float32Array, from: number, count: number): void {
    for (let n = 0; n < count; n += 1) {
      const gain = 1 - this.work[n]!;
      const l = left[from + n]!;
      const r = right[from + n]!;
      left[from + n] = this.left[this.place]! * gain;
      right[from + n] = this.right[this.place]! * gain;
      this.left[this.place] = l;
      this.right[this.place] = r;
      this.place = (this.place + 1) % this.delay;
    }
  }
}

/** What is no number, or infinite, is the only thing from which itself taken away doesn't leave nothing. (Number.isFinite is a call.) */
function mend(signal: Float32Array, from: number, count: number): void {
  for (let n = from; n < from + count; n += 1) {
    const sample = signal[n]!;
    if (sample - sample !== 0) signal[n] = 0;
  }
}
