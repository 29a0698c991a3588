import { MAX_PARTIALS, type Partials } from './patch.ts';
import { decayFactor, fromDecibels, type Touch } from './touch.ts';

/** Samples between two settings of a gliding pitch; counted from the stroke's start, so block cuts change nothing. */
const CONTROL = 16;
/** A glide this small is inaudible: from here the pitch stays. */
const GLIDE_END = 1e-4;
/** At full variation a stroke's pitch differs by 0.6 % at most, its partials by 2.5 dB (another spot on the skin). */
const PITCH_SPREAD = 0.006;
const GAIN_SPREAD = 2.5;

/**
 * A bank of exponentially decaying sines, each a rotating complex number (coupled form: its level does not change when
 * its frequency does). This is modal synthesis (J.-M. Adrien 1991): partials of membranes after N. H. Fletcher and
 * T. D. Rossing, "The Physics of Musical Instruments", ch. 18-20. The common glide is the tension modulation of a skin
 * struck hard, and just as well the pitch drop of a bridged-T oscillator.
 */
export class PartialBank {
  private readonly re = new Float64Array(MAX_PARTIALS);
  private readonly im = new Float64Array(MAX_PARTIALS);
  private readonly cos = new Float64Array(MAX_PARTIALS);
  private readonly sin = new Float64Array(MAX_PARTIALS);
  private readonly omega = new Float64Array(MAX_PARTIALS);
  private readonly radius = new Float64Array(MAX_PARTIALS);
  private count = 0;
  private age = 0;
  private glide = 0;
  private glideFactor = 0;

  silence(): void {
    this.count = 0;
  }

  start(patch: Partials, touch: Touch): void {
    const { sampleRate, velocity, variation, chance } = touch;
    const tune = 1 + PITCH_SPREAD * variation * chance.next();
    this.age = 0;
    this.glide = (patch.glide ?? 0) * velocity;
    this.glideFactor = Math.exp(-CONTROL / ((patch.glideTime ?? 1) * sampleRate));
    this.count = 0;
    for (let i = 0; i < patch.ratios.length; i += 1) {
      const frequency = patch.frequency * patch.ratios[i]! * tune;
      const tilt = -patch.softness * Math.log2(Math.max(1, patch.ratios[i]!)) * (1 - velocity);
      const spread = GAIN_SPREAD * variation * chance.next();
      // A partial that the glide would carry past the upper end of hearing's range on this machine is left out.
      if (frequency * (1 + this.glide) > 0.45 * sampleRate) continue;
      this.omega[this.count] = (2 * Math.PI * frequency) / sampleRate;
      this.radius[this.count] = decayFactor(patch.decays[i]!, sampleRate);
      this.re[this.count] = patch.gains[i]! * fromDecibels(tilt + (i === 0 ? 0 : spread));
      this.im[this.count] = 0;
      this.count += 1;
    }
    this.tune();
  }

  private tune(): void {
    for (let i = 0; i < this.count; i += 1) {
      const omega = this.omega[i]! * (1 + this.glide);
      this.cos[i] = this.radius[i]! * Math.cos(omega);
      this.sin[i] = this.radius[i]! * Math.sin(omega);
    }
  }

  /** Adds `count` samples to `output` from `from` on. */
  render(output: Float64Array, from: number, count: number): void {
    if (this.count === 0) return;
    let done = 0;
    while (done < count) {
      const length = this.glide > 0 ? Math.min(count - done, CONTROL - (this.age % CONTROL)) : count - done;
      this.rotate(output, from + done, length);
      done += length;
      this.age += length;
      if (this.glide > 0 && this.age % CONTROL === 0) {
        this.glide = this.glide < GLIDE_END ? 0 : this.glide * this.glideFactor;
        this.tune();
      }
    }
  }

  private rotate(output: Float64Array, from: number, count: number): void {
    for (let i = 0; i < this.count; i += 1) {
      const cos = this.cos[i]!;
      const sin = this.sin[i]!;
      let re = this.re[i]!;
      let im = this.im[i]!;
      for (let n = from; n < from + count; n += 1) {
        const turned = re * cos - im * sin;
        im = re * sin + im * cos;
        re = turned;
        output[n]! += im;
      }
      this.re[i] = re;
      this.im[i] = im;
    }
  }
}
