import { StateVariableFilter } from './filter.ts';
import { MAX_SQUARE_BANDS, MAX_SQUARES, type SquareBand, type Squares } from './patch.ts';
import { decayFactor, fromDecibels, NEGLIGIBLE, samplesUntil, type Touch } from './touch.ts';

/** A soft stroke's filters lie this much lower. */
const SOFTER = 0.15;

/** Each square is this much weaker than the one before: mixed alike, two of them would be silence half of the time. */
const UNLIKE = 0.04;

/** Places in a band's numbers. */
const [LEVEL, DECAY, SNAP, SNAP_DECAY] = [0, 1, 2, 3] as const;

/** One filter after the squares, with its amplifier. */
class Band {
  private readonly filter = new StateVariableFilter();
  private readonly output = new StateVariableFilter();
  private readonly numbers = new Float64Array(4);
  private rectified = false;
  private age = 0;
  life = 0;

  start(band: SquareBand, voices: number, touch: Touch): void {
    const { sampleRate, velocity, pitch, stretch, floor } = touch;
    const { numbers } = this;
    const softer = 1 - SOFTER * (1 - velocity);
    this.filter.tune('band', band.frequency * pitch * softer, band.q, sampleRate);
    this.rectified = band.rectified !== undefined;
    this.output.tune('high', (band.rectified ?? 20) * softer, 0.7, sampleRate);
    numbers[LEVEL] = (band.gain / voices) * fromDecibels(-band.softness * (1 - velocity));
    numbers[DECAY] = decayFactor(band.decay * stretch, sampleRate);
    numbers[SNAP] = band.snap ? numbers[LEVEL]! * band.snap.gain * velocity : 0;
    numbers[SNAP_DECAY] = band.snap ? decayFactor(band.snap.decay * stretch, sampleRate) : 0;
    this.age = 0;
    this.life = samplesUntil(floor, numbers[LEVEL]!, numbers[DECAY]!);
  }

  render(squares: Float64Array, output: Float64Array, scratch: Float64Array, from: number, frames: number): void {
    const count = Math.min(frames, this.life - this.age);
    if (count <= 0) return;
    this.filter.run(squares, scratch, from, count);
    this.amplify(scratch, from, count);
    if (this.rectified) this.output.run(scratch, scratch, from, count);
    for (let n = from; n < from + count; n += 1) output[n]! += scratch[n]!;
    this.age += count;
  }

  private amplify(signal: Float64Array, from: number, count: number): void {
    const { numbers } = this;
    const cut = this.rectified ? 0 : Number.NEGATIVE_INFINITY;
    const decay = numbers[DECAY]!;
    const snapDecay = numbers[SNAP_DECAY]!;
    let level = numbers[LEVEL]!;
    let snap = numbers[SNAP]!;
    for (let n = from; n < from + count; n += 1) {
      const value = signal[n]!;
      signal[n] = (value > cut ? value : 0) * (level + snap);
      level *= decay;
      snap *= snapDecay;
    }
    numbers[LEVEL] = level;
    numbers[SNAP] = snap > NEGLIGIBLE ? snap : 0;
  }
}

/**
 * Square oscillators at inharmonic frequencies, mixed and sent through parallel filters with amplifiers: the TR-808's hats,
 * cymbal and cowbell (K. J. Werner, J. S. Abel, J. O. Smith, "The TR-808 cymbal: a physically-informed, circuit-bendable,
 * digital model", ICMC 2014). Corners are smoothed over one sample each way (polyBLEP, Valimaki and Huovilainen 2007).
 */
export class SquareBank {
  /** Half a period, and the time since the last corner, in samples; and the side it is on, with its sign. */
  private readonly half = new Float64Array(MAX_SQUARES);
  private readonly since = new Float64Array(MAX_SQUARES);
  private readonly side = new Float64Array(MAX_SQUARES);
  private readonly bands = Array.from({ length: MAX_SQUARE_BANDS }, () => new Band());
  private count = 0;
  /** Samples until it has died away. */
  life = 0;

  silence(): void {
    this.count = 0;
    this.life = 0;
  }

  start(patch: Squares, touch: Touch): void {
    const { sampleRate, chance, pitch } = touch;
    this.count = patch.frequencies.length;
    for (let i = 0; i < this.count; i += 1) {
      this.half[i] = Math.max(1.2, (0.5 * sampleRate) / (patch.frequencies[i]! * pitch));
      // The oscillators run free in the machine: every stroke finds them somewhere else.
      const phase = chance.next();
      this.side[i] = (phase < 0 ? -1 : 1) * (1 - UNLIKE * i);
      this.since[i] = Math.abs(phase) * this.half[i]!;
    }
    this.life = 0;
    for (let i = 0; i < MAX_SQUARE_BANDS; i += 1) {
      const band = this.bands[i]!;
      band.life = 0;
      if (i < patch.bands.length) band.start(patch.bands[i]!, this.count, touch);
      this.life = Math.max(this.life, band.life);
    }
  }

  /** Adds `count` samples to `output` from `from` on. The others are work space. */
  render(output: Float64Array, squares: Float64Array, scratch: Float64Array, from: number, count: number): void {
    if (this.count === 0) return;
    squares.fill(0, from, from + count);
    for (let i = 0; i < this.count; i += 1) this.oscillate(i, squares, from, count);
    for (let i = 0; i < MAX_SQUARE_BANDS; i += 1) this.bands[i]!.render(squares, output, scratch, from, count);
  }

  /** Runs from corner to corner. A corner bends the sample after it and the one before it. */
  private oscillate(i: number, output: Float64Array, from: number, count: number): void {
    const half = this.half[i]!;
    let since = this.since[i]!;
    let side = this.side[i]!;
    for (let n = from; n < from + count; ) {
      const untilCorner = Math.max(1, Math.ceil(half - since));
      const stop = Math.min(from + count, n + untilCorner);
      if (since < 1) output[n]! -= side * (1 - since) ** 2;
      for (let k = n; k < stop; k += 1) output[k]! += side;
      since += stop - n;
      if (stop === n + untilCorner) {
        since -= half;
        output[stop - 1]! -= side * since ** 2;
        side = -side;
      }
      n = stop;
    }
    this.since[i] = since;
    this.side[i] = side;
  }
}
