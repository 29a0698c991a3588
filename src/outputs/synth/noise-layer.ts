import { StateVariableFilter } from './filter.ts';
import type { NoiseBand } from './patch.ts';
import { decayFactor, fromDecibels, type Touch } from './touch.ts';

/** At full variation a band's frequency differs by 4 % from stroke to stroke. */
const SPREAD = 0.04;

/** One band of the stroke's noise with its own envelope: wires, beaters, the wash of a cymbal. */
export class NoiseLayer {
  private readonly filter = new StateVariableFilter();
  private kind: NoiseBand['filter'] = 'band';
  private level = 0;
  private decay = 0;
  private rise = 0;
  private riseFactor = 0;

  silence(): void {
    this.level = 0;
  }

  start(band: NoiseBand, touch: Touch): void {
    const { sampleRate, velocity, variation, chance } = touch;
    this.kind = band.filter;
    this.filter.tune(band.frequency * (1 + SPREAD * variation * chance.next()), band.q, sampleRate);
    this.level = band.gain * fromDecibels(-band.softness * (1 - velocity));
    this.decay = decayFactor(band.decay, sampleRate);
    this.riseFactor = band.attack > 0 ? Math.exp(-1 / (band.attack * sampleRate)) : 0;
    this.rise = this.riseFactor;
  }

  /** Adds `count` samples, made from the white noise in `noise`, to `output` from `from` on. */
  render(noise: Float64Array, output: Float64Array, from: number, count: number): void {
    if (this.level === 0) return;
    const { filter, kind, decay, riseFactor } = this;
    for (let n = from; n < from + count; n += 1) {
      filter.process(noise[n]!);
      const filtered = kind === 'high' ? filter.high : kind === 'low' ? filter.low : filter.band;
      output[n]! += filtered * this.level * (1 - this.rise);
      this.level *= decay;
      this.rise *= riseFactor;
    }
  }
}
