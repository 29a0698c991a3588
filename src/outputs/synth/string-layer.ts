import type { PluckedString } from './patch.ts';
import { decayFactor, fromDecibels, NEGLIGIBLE, samplesUntil, type Touch } from './touch.ts';

/** Long enough for 24 Hz at 96 kHz; a power of two, so that places wrap by a mask. */
const SIZE = 4096;
const MASK = SIZE - 1;
/** dB that the softest stroke loses here beyond its lower level. */
const SOFTNESS = 8;
/** At full variation the length differs by 0.6 %. */
const SPREAD = 0.006;

/** Places in the layer's numbers. */
const [GAIN, FEEDBACK, PASS, SMOOTHED, FRACTION, STRIKE, STRIKE_DECAY] = [0, 1, 2, 3, 4, 5, 6] as const;

/**
 * A delay line with a low-pass in its loop, excited by a burst of noise: strings, springs and pipes
 * (K. Karplus and A. Strong, "Digital synthesis of plucked-string and drum timbres", CMJ 7(2), 1983;
 * D. A. Jaffe and J. O. Smith, "Extensions of the Karplus-Strong plucked-string algorithm", same issue).
 */
export class StringLayer {
  private readonly line = new Float64Array(SIZE);
  private readonly numbers = new Float64Array(7);
  private length = 1;
  private place = 0;
  private age = 0;
  /** Samples until it has died away. */
  life = 0;

  silence(): void {
    this.life = 0;
  }

  start(patch: PluckedString, touch: Touch): void {
    const { sampleRate, velocity, variation, pitch, stretch, chance, floor } = touch;
    const { numbers } = this;
    const frequency = patch.frequency * pitch * (1 + SPREAD * variation * chance.next());
    const damping = Math.min(0.95, patch.damping * (1.5 - 0.5 * velocity));
    // The loop's low-pass delays by damping / (1 - damping) samples at low frequencies.
    const period = Math.min(SIZE - 2, Math.max(2, sampleRate / frequency - damping / (1 - damping)));
    const decay = decayFactor(patch.decay * stretch, sampleRate);
    this.length = period | 0;
    this.line.fill(0, 0, SIZE);
    this.place = 0;
    numbers[FRACTION] = period - this.length;
    numbers[GAIN] = patch.gain * fromDecibels(-SOFTNESS * (1 - velocity));
    numbers[FEEDBACK] = decay ** period;
    numbers[PASS] = 1 - damping;
    numbers[SMOOTHED] = 0;
    numbers[STRIKE] = 1;
    numbers[STRIKE_DECAY] = decayFactor(patch.strike, sampleRate);
    this.age = 0;
    this.life = samplesUntil(floor, numbers[GAIN]!, decay);
  }

  /** Adds `frames` samples, fewer if it ends, to `output` from `from` on; `noise` excites. */
  render(noise: Float64Array, output: Float64Array, from: number, frames: number): void {
    const count = Math.min(frames, this.life - this.age);
    if (count <= 0) return;
    const { line, length, numbers } = this;
    const gain = numbers[GAIN]!;
    const feedback = numbers[FEEDBACK]!;
    const pass = numbers[PASS]!;
    const fraction = numbers[FRACTION]!;
    const strikeDecay = numbers[STRIKE_DECAY]!;
    let strike = numbers[STRIKE]!;
    let smoothed = numbers[SMOOTHED]!;
    let place = this.place;
    for (let n = from; n < from + count; n += 1) {
      const near = line[(place - length) & MASK]!;
      const far = line[(place - length - 1) & MASK]!;
      smoothed += pass * (near + fraction * (far - near) - smoothed);
      const value = noise[n]! * strike + feedback * smoothed;
      line[place] = value;
      place = (place + 1) & MASK;
      strike *= strikeDecay;
      output[n]! += gain * value;
    }
    this.place = place;
    numbers[SMOOTHED] = smoothed;
    numbers[STRIKE] = strike > NEGLIGIBLE ? strike : 0;
    this.age += count;
  }
}
