import { StateVariableFilter } from './filter.ts';
import { MAX_SQUARES, type Squares } from './patch.ts';
import { decayFactor, type Touch } from './touch.ts';

/** A corner of a square wave, smoothed over one sample each way (polyBLEP, Välimäki and Huovilainen 2007). */
function corner(phase: number, step: number): number {
  if (phase < step) {
    const t = phase / step - 1;
    return -t * t;
  }
  if (phase > 1 - step) {
    const t = (phase - 1) / step + 1;
    return t * t;
  }
  return 0;
}

/**
 * Square oscillators at inharmonic frequencies, mixed, band-passed, decayed and high-passed: the TR-808's hats and cymbal
 * (K. J. Werner, J. S. Abel, J. O. Smith, "The TR-808 cymbal: a physically-informed, circuit-bendable, digital model", 2014).
 */
export class SquareBank {
  private readonly phase = new Float64Array(MAX_SQUARES);
  private readonly step = new Float64Array(MAX_SQUARES);
  private readonly band = new StateVariableFilter();
  private readonly high = new StateVariableFilter();
  private count = 0;
  private level = 0;
  private decay = 0;

  silence(): void {
    this.count = 0;
  }

  start(patch: Squares, touch: Touch): void {
    const { sampleRate, velocity, chance } = touch;
    this.count = patch.frequencies.length;
    for (let i = 0; i < this.count; i += 1) {
      this.step[i] = patch.frequencies[i]! / sampleRate;
      // The oscillators run free in the machine: every stroke finds them somewhere else.
      this.phase[i] = 0.5 + 0.5 * chance.next();
    }
    this.band.tune(patch.band * (0.85 + 0.15 * velocity), patch.q, sampleRate);
    this.high.tune(patch.high, 0.9, sampleRate);
    this.level = patch.gain / this.count;
    this.decay = decayFactor(patch.decay, sampleRate);
  }

  /** Adds `count` samples to `output` from `from` on. */
  render(output: Float64Array, from: number, count: number): void {
    if (this.count === 0) return;
    for (let n = from; n < from + count; n += 1) {
      this.band.process(this.oscillate());
      this.high.process(this.band.band * this.level);
      this.level *= this.decay;
      output[n]! += this.high.high;
    }
  }

  private oscillate(): number {
    let sum = 0;
    for (let i = 0; i < this.count; i += 1) {
      const step = this.step[i]!;
      let phase = this.phase[i]! + step;
      if (phase >= 1) phase -= 1;
      this.phase[i] = phase;
      const half = phase < 0.5 ? phase + 0.5 : phase - 0.5;
      sum += (phase < 0.5 ? 1 : -1) + corner(phase, step) - corner(half, step);
    }
    return sum;
  }
}
