import { type Glide, MAX_PARTIALS, type Partials } from './patch.ts';
import { decayFactor, fromDecibels, samplesUntil, type Touch } from './touch.ts';

/** Samples between two settings of a gliding pitch; counted from the stroke's start, so that block cuts change nothing. */
const CONTROL = 16;
/** Partials end on multiples of this many samples, for the same reason. */
const GRID = 256;
/** A glide this small is inaudible: from here the pitch stays. */
const GLIDE_END = 1e-4;
/** At full variation a stroke's pitch differs by 0.6 % at most, its partials by 2.5 dB (another spot on the skin). */
const PITCH_SPREAD = 0.006;
const GAIN_SPREAD = 2.5;
/** Partials rung at once; MAX_PARTIALS is a multiple. */
const THREE = 3;
const NO_GLIDES: readonly Glide[] = [];

/**
 * A bank of exponentially decaying sines: modal synthesis (J.-M. Adrien 1991) of membranes, plates and bars after
 * N. H. Fletcher and T. D. Rossing, "The Physics of Musical Instruments", ch. 18-20. The common glide is the tension
 * modulation of a skin struck hard, and just as well the pitch drop of a bridged-T oscillator. Each partial is a two-pole
 * recurrence, y(n) = 2 r cos w y(n-1) - r^2 y(n-2), three of them at a time: enough that the processor needn't wait for one,
 * and not more numbers than it has registers. Threes that have died away are left out (tables go from long-lived partials to
 * short ones, so neighbours die together).
 */
export class PartialBank {
  private readonly omega = new Float64Array(MAX_PARTIALS);
  private readonly radius = new Float64Array(MAX_PARTIALS);
  private readonly cos = new Float64Array(MAX_PARTIALS);
  private readonly sin = new Float64Array(MAX_PARTIALS);
  /** Age at which the last of three partials has died away. */
  private readonly ends = new Int32Array(MAX_PARTIALS / THREE);
  /** Coefficients 2 r cos w and r^2, and the last two values. */
  private readonly a = new Float64Array(MAX_PARTIALS);
  private readonly b = new Float64Array(MAX_PARTIALS);
  private readonly y1 = new Float64Array(MAX_PARTIALS);
  private readonly y2 = new Float64Array(MAX_PARTIALS);
  /** Depths and factors of the two glides. */
  private readonly glide = new Float64Array(4);
  /** Of the lowest partial, radians a sample; and what all frequencies are multiplied by just now. */
  private readonly base = new Float64Array(2);
  private count = 0;
  private age = 0;
  private gliding = false;
  /** Samples until it has died away. */
  life = 0;

  silence(): void {
    this.count = 0;
    this.age = 0;
    this.life = 0;
  }

  start(patch: Partials, touch: Touch): void {
    const { sampleRate, variation, chance, pitch } = touch;
    this.silence();
    // Work on the last three is done whether they are there or not.
    this.y1.fill(0);
    this.y2.fill(0);
    this.ends.fill(0);
    this.startGlides(patch.glides ?? NO_GLIDES, touch);
    const frequency = patch.frequency * pitch * (1 + PITCH_SPREAD * variation * chance.next());
    this.base[0] = (2 * Math.PI * frequency) / sampleRate;
    for (let i = 0; i < patch.ratios.length; i += 1) this.add(patch, i, touch);
  }

  private startGlides(glides: readonly Glide[], { sampleRate, velocity }: Touch): void {
    for (let i = 0; i < 2; i += 1) {
      const glide = glides[i];
      this.glide[i] = glide ? glide.depth * velocity : 0;
      this.glide[2 + i] = glide ? Math.exp(-CONTROL / (glide.time * sampleRate)) : 0;
    }
    this.gliding = glides.length > 0;
    this.base[1] = 1 + this.glide[0]! + this.glide[1]!;
  }

  private add(patch: Partials, i: number, touch: Touch): void {
    const { sampleRate, velocity, variation, chance, stretch, floor } = touch;
    const ratio = patch.ratios[i]!;
    const tilt = -patch.softness * Math.log2(Math.max(1, ratio)) * (1 - velocity);
    const spread = GAIN_SPREAD * variation * chance.next();
    const phase = patch.scattered ? Math.PI * chance.next() : 0;
    const omega = this.base[0]! * ratio;
    // A partial that the glide would carry past the upper end of hearing's range on this machine is left out.
    if (omega * this.base[1]! > 0.9 * Math.PI) return;
    const gain = patch.gains[i]! * fromDecibels(tilt + (i === 0 ? 0 : spread));
    const radius = decayFactor(patch.decays[i]! * stretch, sampleRate);
    const slot = this.count;
    this.omega[slot] = omega;
    this.radius[slot] = radius;
    this.tune(slot);
    this.y1[slot] = gain * Math.sin(phase);
    this.y2[slot] = (gain / radius) * Math.sin(phase - omega * this.base[1]!);
    this.count += 1;
    this.extend((slot / THREE) | 0, (samplesUntil(floor, Math.abs(gain), radius) + GRID - 1) & -GRID);
  }

  private extend(three: number, end: number): void {
    if (end > this.ends[three]!) this.ends[three] = end;
    if (end > this.life) this.life = end;
  }

  private tune(slot: number): void {
    const omega = this.omega[slot]! * this.base[1]!;
    const radius = this.radius[slot]!;
    this.cos[slot] = Math.cos(omega);
    this.sin[slot] = Math.sin(omega);
    this.a[slot] = 2 * radius * this.cos[slot]!;
    this.b[slot] = radius * radius;
  }

  /** Adds `count` samples to `output` from `from` on. */
  render(output: Float64Array, from: number, count: number): void {
    let done = 0;
    while (done < count && this.age < this.life) {
      const grid = this.gliding ? CONTROL : GRID;
      const length = Math.min(count - done, grid - (this.age % grid));
      for (let three = 0; three * THREE < this.count; three += 1) {
        if (this.ends[three]! > this.age) this.ring(three * THREE, output, from + done, length);
      }
      done += length;
      this.age += length;
      if (this.gliding && this.age % CONTROL === 0) this.bend();
    }
  }

  /** The next step of the glides. Each partial goes on from its present amplitude and phase at its new frequency. */
  private bend(): void {
    const { glide } = this;
    glide[0]! *= glide[2]!;
    glide[1]! *= glide[3]!;
    this.gliding = Math.abs(glide[0]!) + Math.abs(glide[1]!) > GLIDE_END;
    this.base[1] = this.gliding ? 1 + glide[0]! + glide[1]! : 1;
    for (let i = 0; i < this.count; i += 1) {
      const radius = this.radius[i]!;
      const im = this.y1[i]!;
      const re = (im * this.cos[i]! - radius * this.y2[i]!) / this.sin[i]!;
      this.tune(i);
      this.y2[i] = (im * this.cos[i]! - re * this.sin[i]!) / radius;
    }
  }

  /**
   * Three partials from slot `i` on. Written out, because a loop over three would bring the waiting back, and two samples a turn,
   * so that what is now the newest value needn't be moved to be the one before.
   */
  private ring(i: number, output: Float64Array, from: number, count: number): void {
    const { a, b, y1, y2 } = this;
    const pa = a[i]!;
    const pb = b[i]!;
    const qa = a[i + 1]!;
    const qb = b[i + 1]!;
    const ra = a[i + 2]!;
    const rb = b[i + 2]!;
    let p1 = y1[i]!;
    let p2 = y2[i]!;
    let q1 = y1[i + 1]!;
    let q2 = y2[i + 1]!;
    let r1 = y1[i + 2]!;
    let r2 = y2[i + 2]!;
    const end = from + count;
    const even = from + (count & -2);
    for (let n = from; n < even; n += 2) {
      p2 = pa * p1 - pb * p2;
      q2 = qa * q1 - qb * q2;
      r2 = ra * r1 - rb * r2;
      output[n]! += p2 + q2 + r2;
      p1 = pa * p2 - pb * p1;
      q1 = qa * q2 - qb * q1;
      r1 = ra * r2 - rb * r1;
      output[n + 1]! += p1 + q1 + r1;
    }
    if (even < end) {
      const p = pa * p1 - pb * p2;
      const q = qa * q1 - qb * q2;
      const r = ra * r1 - rb * r2;
      output[even]! += p + q + r;
      p2 = p1;
      q2 = q1;
      r2 = r1;
      p1 = p;
      q1 = q;
      r1 = r;
    }
    y1[i] = p1;
    y2[i] = p2;
    y1[i + 1] = q1;
    y2[i + 1] = q2;
    y1[i + 2] = r1;
    y2[i + 2] = r2;
  }
}
