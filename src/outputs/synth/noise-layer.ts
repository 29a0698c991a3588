import { StateVariableFilter } from './filter.ts';
import type { NoiseBand } from './patch.ts';
import { decayFactor, fromDecibels, NEGLIGIBLE, samplesUntil, type Touch } from './touch.ts';

/** At full variation a band's frequency differs by 4 % from stroke to stroke, and so many hands come up to 20 % early or late. */
const SPREAD = 0.04;
const STRAGGLING = 0.2;

/** Places in the layer's numbers. */
const [PEAK, LEVEL, DECAY, RISE, RISE_FACTOR, GRAINS] = [0, 1, 2, 3, 4, 5] as const;

/**
 * One band of the stroke's noise with its own envelope: wires, beaters, the wash of a cymbal. With `bursts` the envelope starts
 * anew several times, as in the TR-808's hand clap. With `grains` the noise is single collisions, after P. R. Cook, "Physically
 * informed sonic modeling (PhISM): synthesis of percussive sounds", Computer Music Journal 21(3), 1997.
 */
export class NoiseLayer {
  private readonly filter = new StateVariableFilter();
  private readonly numbers = new Float64Array(6);
  private age = 0;
  private spacing = 0;
  private strikes = 0;
  private nextStrike = 0;
  /** Samples until it has died away. */
  life = 0;

  silence(): void {
    this.life = 0;
  }

  start(band: NoiseBand, touch: Touch): void {
    const { sampleRate, velocity, variation, chance, pitch, stretch, floor } = touch;
    const { numbers } = this;
    const loose = 1 + SPREAD * variation * chance.next();
    this.filter.tune(band.filter, band.frequency * pitch * loose, band.q, sampleRate);
    numbers[PEAK] = band.gain * fromDecibels(-band.softness * (1 - velocity));
    numbers[LEVEL] = numbers[PEAK]!;
    numbers[DECAY] = decayFactor(band.decay * stretch, sampleRate);
    numbers[RISE_FACTOR] = band.attack > 0 ? Math.exp(-1 / (band.attack * sampleRate)) : 0;
    numbers[RISE] = numbers[RISE_FACTOR]!;
    numbers[GRAINS] = band.grains ? Math.min(1, band.grains / sampleRate) : 0;
    this.age = 0;
    this.strikes = band.bursts ? band.bursts.count - 1 : 0;
    const straggling = 1 + STRAGGLING * variation * chance.next();
    this.spacing = band.bursts ? (band.bursts.spacing * sampleRate * straggling) | 0 : 0;
    this.nextStrike = this.spacing;
    this.life = this.strikes * this.spacing + samplesUntil(floor, numbers[PEAK]!, numbers[DECAY]!);
  }

  /** Adds `count` samples, made from the white noise in `noise`, to `output` from `from` on. `scratch` is work space. */
  render(noise: Float64Array, output: Float64Array, scratch: Float64Array, from: number, frames: number): void {
    const count = Math.min(frames, this.life - this.age);
    if (count <= 0) return;
    if (this.numbers[GRAINS]! > 0) {
      this.collide(noise, scratch, from, count);
      this.filter.run(scratch, scratch, from, count);
    } else {
      this.filter.run(noise, scratch, from, count);
    }
    let done = 0;
    while (done < count) {
      if (this.strikes > 0 && this.age === this.nextStrike) this.strike();
      const length = this.strikes > 0 ? Math.min(count - done, this.nextStrike - this.age) : count - done;
      this.shape(scratch, output, from + done, length);
      done += length;
      this.age += length;
    }
  }

  private strike(): void {
    this.numbers[LEVEL] = this.numbers[PEAK]!;
    this.strikes -= 1;
    this.nextStrike += this.spacing;
  }

  /** Lets few of the noise's values through, scaled so that the power stays: rare and strong instead of many and weak. */
  private collide(noise: Float64Array, grains: Float64Array, from: number, count: number): void {
    const chance = this.numbers[GRAINS]!;
    const scale = chance ** -1.5;
    for (let n = from; n < from + count; n += 1) {
      const value = noise[n]!;
      grains[n] = value < chance && value > -chance ? value * scale : 0;
    }
  }

  private shape(signal: Float64Array, output: Float64Array, from: number, count: number): void {
    const { numbers } = this;
    const decay = numbers[DECAY]!;
    const riseFactor = numbers[RISE_FACTOR]!;
    let level = numbers[LEVEL]!;
    let rise = numbers[RISE]!;
    for (let n = from; n < from + count; n += 1) {
      output[n]! += signal[n]! * level * (1 - rise);
      level *= decay;
      rise *= riseFactor;
    }
    numbers[LEVEL] = level;
    numbers[RISE] = rise > NEGLIGIBLE ? rise : 0;
  }
}
