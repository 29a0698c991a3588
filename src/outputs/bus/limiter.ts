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

/**
 * A stereo-linked true-peak limiter with look-ahead: every peak asks for a reduction, which is held (sliding maximum) and then
 * averaged (moving mean) over the time by which the sound is delayed, so that it is reached when the peak comes out. Below the
 * ceiling it is a pure delay, bit by bit. Any thread; allocates only when constructed.
 */
export class Limiter {
  /** Frames from a sample's coming in to its going out. */
  readonly delay: SampleFrame;
  private readonly peaks = [new TruePeak(THRESHOLD), new TruePeak(THRESHOLD)] as const;
  private readonly hold: SlidingMaximum;
  private readonly release: number;
  /** The reductions over which the mean is taken, and their sum. */
  private readonly recent: Float64Array;
  private readonly left: Float64Array;
  private readonly right: Float64Array;
  private sum = 0;
  private reduction = 0;
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
    for (let n = 0; n < left.length; n += 1) {
      const l = Number.isFinite(left[n]) ? left[n]! : 0;
      const r = Number.isFinite(right[n]) ? right[n]! : 0;
      const gain = 1 - this.follow(Math.max(this.peaks[0].push(l), this.peaks[1].push(r)));
      left[n] = this.left[this.place]! * gain;
      right[n] = this.right[this.place]! * gain;
      this.left[this.place] = l;
      this.right[this.place] = r;
      this.place = (this.place + 1) % this.delay;
    }
  }

  /** The reduction (0 = none) for the sample that goes out when this peak is seen. */
  private follow(peak: number): number {
    const wanted = peak > THRESHOLD ? 1 - THRESHOLD / peak : 0;
    const released = this.reduction * this.release;
    this.reduction = Math.max(wanted, released > NOTHING ? released : 0);
    const held = this.hold.push(this.reduction);
    this.sinceReduction = held > 0 ? 0 : this.sinceReduction + 1;
    this.sum += held - this.recent[this.mean]!;
    this.recent[this.mean] = held;
    this.mean = (this.mean + 1) % this.recent.length;
    // What rounding left over must not colour silence and soft passages.
    if (this.sinceReduction >= this.recent.length) this.sum = 0;
    return this.sum / this.recent.length;
  }
}
