import type { Clang } from './patch.ts';
import { decayFactor, fromDecibels, NEGLIGIBLE, samplesUntil, type Touch } from './touch.ts';

/** One period of a sine and its first value again; read with interpolation it is exact to -100 dB. */
const SIZE = 1024;
const SINE = Float64Array.from({ length: SIZE + 1 }, (_, i) => Math.sin((2 * Math.PI * i) / SIZE));
/** dB that the softest stroke loses here beyond its lower level. */
const SOFTNESS = 8;
/** At full variation the modulator's frequency differs by 1 %. */
const SPREAD = 0.01;

/** Places in the layer's numbers. */
const [CARRIER, CARRIER_STEP, MODULATOR, MODULATOR_STEP, LEVEL, DECAY, INDEX, INDEX_DECAY] = [
  0, 1, 2, 3, 4, 5, 6, 7,
] as const;

/**
 * Two sines, one modulating the other's phase at an irrational ratio: a dense inharmonic clang from two oscillators
 * (J. M. Chowning, "The synthesis of complex audio spectra by means of frequency modulation", JAES 21(7), 1973).
 */
export class ClangLayer {
  private readonly numbers = new Float64Array(8);
  private age = 0;
  /** Samples until it has died away. */
  life = 0;

  silence(): void {
    this.life = 0;
  }

  start(patch: Clang, touch: Touch): void {
    const { sampleRate, velocity, variation, pitch, stretch, chance, floor } = touch;
    const { numbers } = this;
    const step = Math.min(0.45, (patch.frequency * pitch) / sampleRate);
    numbers[CARRIER] = 0;
    numbers[MODULATOR] = 0.5 + 0.5 * chance.next();
    numbers[CARRIER_STEP] = step;
    numbers[MODULATOR_STEP] = Math.min(0.45, step * patch.ratio * (1 + SPREAD * variation * chance.next()));
    numbers[LEVEL] = patch.gain * fromDecibels(-SOFTNESS * (1 - velocity));
    numbers[DECAY] = decayFactor(patch.decay * stretch, sampleRate);
    // In turns of the carrier.
    numbers[INDEX] = (patch.index * (0.5 + 0.5 * velocity)) / (2 * Math.PI);
    numbers[INDEX_DECAY] = decayFactor(patch.indexDecay * stretch, sampleRate);
    this.age = 0;
    this.life = samplesUntil(floor, numbers[LEVEL]!, numbers[DECAY]!);
  }

  /** Adds `frames` samples, fewer if it ends, to `output` from `from` on. */
  render(output: Float64Array, from: number, frames: number): void {
    const count = Math.min(frames, this.life - this.age);
    if (count <= 0) return;
    const { numbers } = this;
    const carrierStep = numbers[CARRIER_STEP]!;
    const modulatorStep = numbers[MODULATOR_STEP]!;
    const decay = numbers[DECAY]!;
    const indexDecay = numbers[INDEX_DECAY]!;
    let carrier = numbers[CARRIER]!;
    let modulator = numbers[MODULATOR]!;
    let level = numbers[LEVEL]!;
    let index = numbers[INDEX]!;
    for (let n = from; n < from + count; n += 1) {
      carrier += carrierStep;
      if (carrier >= 1) carrier -= 1;
      modulator += modulatorStep;
      if (modulator >= 1) modulator -= 1;
      let place = modulator * SIZE;
      let cell = place | 0;
      const bend = index * (SINE[cell]! + (SINE[cell + 1]! - SINE[cell]!) * (place - cell));
      const phase = carrier + bend;
      place = (phase - Math.floor(phase)) * SIZE;
      cell = place | 0;
      output[n]! += level * (SINE[cell]! + (SINE[cell + 1]! - SINE[cell]!) * (place - cell));
      level *= decay;
      index *= indexDecay;
    }
    numbers[CARRIER] = carrier;
    numbers[MODULATOR] = modulator;
    numbers[LEVEL] = level;
    numbers[INDEX] = index > NEGLIGIBLE ? index : 0;
    this.age += count;
  }
}
