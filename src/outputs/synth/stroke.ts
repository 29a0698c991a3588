import { ClangLayer } from './clang-layer.ts';
import type { Instrument } from './instrument.ts';
import { WhiteNoise } from './noise.ts';
import { NoiseLayer } from './noise-layer.ts';
import { PartialBank } from './partial-bank.ts';
import { MAX_BANDS, type Patch } from './patch.ts';
import { SquareBank } from './square-bank.ts';
import { StringLayer } from './string-layer.ts';
import { decayFactor, fromDecibels, type Touch } from './touch.ts';

/** Level against velocity: 1.6 gives 28 dB between velocity 16 and 127, about what drum modules do. */
const VELOCITY_EXPONENT = 1.6;
/** Below this, against full scale, a part of a stroke is left out. */
const INAUDIBLE = fromDecibels(-96);
/** Level and place move with this time constant, so that a slider makes no zipper noise. */
const GLIDE_SECONDS = 0.01;
/** What a glide has come so near to that nobody hears the difference, it has reached. */
const ARRIVED = INAUDIBLE * 1e-3;

/** How a stroke that is told to end dies away. */
export const STEAL = 0;
/** A pedal closes an open hat. */
export const CHOKE = 1;
/** A panic or stop ends everything, without a click. */
export const SILENCE = 2;
export type Release = typeof STEAL | typeof CHOKE | typeof SILENCE;
/** Time to fall by 60 dB, of each of them. */
const RELEASE_SECONDS = [0.006, 0.07, 0.03] as const;

/** As loud as a stroke can be. */
const LOUDEST = 0x3fffffff;

/** Buffers of one block's length that all strokes share. */
export interface Workspace {
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly body: Float64Array;
  readonly noise: Float64Array;
  readonly squares: Float64Array;
  readonly scratch: Float64Array;
}

export function createWorkspace(frames: number): Workspace {
  const buffer = (): Float64Array => new Float64Array(frames);
  return { left: buffer(), right: buffer(), body: buffer(), noise: buffer(), squares: buffer(), scratch: buffer() };
}

/** Places in the stroke's numbers. */
const [GAIN, LEFT, RIGHT, FADE, FADE_FACTOR, DRIVE, HELD, HELD_PHASE, HOLD_STEP, STEPS] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
] as const;

/**
 * One sounding stroke; a slot of the synth's pool, reused. Audio thread; allocates only when constructed: what is rendered calls no
 * function that returns a number with a fraction, since V8 boxes that wherever it chooses not to inline the call.
 */
export class Stroke {
  private readonly partials = new PartialBank();
  private readonly bands = Array.from({ length: MAX_BANDS }, () => new NoiseLayer());
  private readonly squares = new SquareBank();
  private readonly clang = new ClangLayer();
  private readonly string = new StringLayer();
  private readonly noise = new WhiteNoise();
  private readonly numbers = new Float64Array(10);
  private readonly glide: number;
  /** Of each kind of release: the factor a sample, and the samples until it is over. Known beforehand: see {@link Release}. */
  private readonly releaseFactors: Float64Array;
  private readonly releaseLengths: Int32Array;
  private instrument: Instrument | null = null;
  private age = 0;
  /** Age at which it is over: the last layer has died away, or it has been told to end. */
  private end = 0;
  private life = 1;
  private noisy = false;
  /** True once it has been told to die away. */
  fading = false;
  /**
   * About how loud it was at the end of the last block, 0..LOUDEST; decides which stroke is given up when there are too many.
   * A small integer, since those are compared without a trace on the heap.
   */
  loudness = 0;

  constructor(sampleRate: number) {
    this.releaseFactors = Float64Array.from(RELEASE_SECONDS, (seconds) => decayFactor(seconds, sampleRate));
    this.releaseLengths = Int32Array.from(RELEASE_SECONDS, (seconds) => seconds * 1.4 * sampleRate);
    this.glide = 1 - Math.exp(-1 / (GLIDE_SECONDS * sampleRate));
  }

  get active(): boolean {
    return this.instrument !== null;
  }

  get choke(): Patch['choke'] {
    return this.instrument?.patch.choke;
  }

  /** @param touch pitch, stretch and floor are filled in here, from the instrument */
  start(instrument: Instrument, touch: Touch): void {
    const { numbers } = this;
    this.instrument = instrument;
    this.age = 0;
    this.fading = false;
    this.loudness = LOUDEST;
    const gain = touch.velocity ** VELOCITY_EXPONENT;
    numbers[GAIN] = gain;
    numbers[LEFT] = gain * instrument.place[0]!;
    numbers[RIGHT] = gain * instrument.place[1]!;
    numbers[FADE] = 1;
    numbers[FADE_FACTOR] = 1;
    this.noise.seed(touch.serial * 2 + 3);
    touch.chance.seed(touch.serial * 2 + 4);
    touch.pitch = instrument.tuning[0]!;
    touch.stretch = instrument.tuning[1]!;
    touch.floor = INAUDIBLE / (gain * (instrument.place[0]! + instrument.place[1]!));
    this.startShaping(instrument.patch, touch);
    this.startLayers(instrument.patch, touch);
    this.life = this.end;
  }

  private startShaping({ drive = 0, crush }: Patch, { velocity, sampleRate }: Touch): void {
    const { numbers } = this;
    numbers[DRIVE] = drive * (0.5 + 0.5 * velocity);
    numbers[HELD] = 0;
    numbers[HELD_PHASE] = 1;
    numbers[HOLD_STEP] = crush ? Math.min(1, crush.rate / sampleRate) : 0;
    numbers[STEPS] = crush ? 2 ** (crush.bits - 1) : 0;
  }

  private startLayers({ partials, squares, clang, string, noise }: Patch, touch: Touch): void {
    if (partials) this.partials.start(partials, touch);
    else this.partials.silence();
    if (squares) this.squares.start(squares, touch);
    else this.squares.silence();
    if (clang) this.clang.start(clang, touch);
    else this.clang.silence();
    if (string) this.string.start(string, touch);
    else this.string.silence();
    this.end = Math.max(this.partials.life, this.squares.life, this.clang.life, this.string.life);
    this.noisy = this.string.life > 0;
    for (let i = 0; i < MAX_BANDS; i += 1) {
      const layer = this.bands[i]!;
      if (noise && i < noise.length) layer.start(noise[i]!, touch);
      else layer.silence();
      this.end = Math.max(this.end, layer.life);
      this.noisy = this.noisy || layer.life > 0;
    }
  }

  /** Lets it die away. */
  release(how: Release): void {
    const { numbers } = this;
    if (this.releaseFactors[how]! < numbers[FADE_FACTOR]!) numbers[FADE_FACTOR] = this.releaseFactors[how]!;
    this.end = Math.min(this.end, this.age + this.releaseLengths[how]!);
    this.fading = true;
  }

  /** Adds `frames` samples, fewer if it ends, to `work.left` and `work.right` from `from` on. */
  render(work: Workspace, from: number, frames: number): void {
    const { instrument } = this;
    if (!instrument) return;
    const count = Math.min(frames, this.end - this.age);
    const { body, noise, squares, scratch } = work;
    body.fill(0, from, from + count);
    this.partials.render(body, from, count);
    this.squares.render(body, squares, scratch, from, count);
    this.clang.render(body, from, count);
    if (this.noisy) {
      this.noise.fill(noise, from, count);
      this.string.render(noise, body, from, count);
      for (let i = 0; i < MAX_BANDS; i += 1) this.bands[i]!.render(noise, body, scratch, from, count);
    }
    if (this.numbers[DRIVE]! > 0) this.saturate(body, from, count);
    if (this.numbers[HOLD_STEP]! > 0) this.crush(body, from, count);
    this.mix(instrument.place, work, from, count);
    this.age += count;
    const left = 1 - this.age / this.life;
    this.loudness = (LOUDEST * this.numbers[GAIN]! * this.numbers[FADE]! * left * left * left * left) | 0;
    if (this.age >= this.end) this.instrument = null;
  }

  /** Pade approximant of tanh, exact to 0.5 % below 2; it is 1 at 3, and stays there. */
  private saturate(body: Float64Array, from: number, count: number): void {
    const drive = this.numbers[DRIVE]!;
    for (let n = from; n < from + count; n += 1) {
      const x = Math.max(-3, Math.min(3, body[n]! * drive));
      body[n] = (x * (27 + x * x)) / (27 + 9 * x * x) / drive;
    }
  }

  private crush(body: Float64Array, from: number, count: number): void {
    const { numbers } = this;
    const step = numbers[HOLD_STEP]!;
    const steps = numbers[STEPS]!;
    let held = numbers[HELD]!;
    let phase = numbers[HELD_PHASE]!;
    for (let n = from; n < from + count; n += 1) {
      if (phase >= 1) {
        phase -= 1;
        held = Math.round(body[n]! * steps) / steps;
      }
      phase += step;
      body[n] = held;
    }
    numbers[HELD] = held;
    numbers[HELD_PHASE] = phase;
  }

  private mix(place: Float64Array, { left, right, body }: Workspace, from: number, count: number): void {
    const { numbers, glide } = this;
    const wantedLeft = numbers[GAIN]! * place[0]!;
    const wantedRight = numbers[GAIN]! * place[1]!;
    const fadeFactor = numbers[FADE_FACTOR]!;
    let l = numbers[LEFT]!;
    let r = numbers[RIGHT]!;
    if (Math.abs(l - wantedLeft) < ARRIVED) l = wantedLeft;
    if (Math.abs(r - wantedRight) < ARRIVED) r = wantedRight;
    let fade = numbers[FADE]!;
    // Nearly always: a glide that stands still is not computed, since every sample of one waits for the sample before it.
    if (l === wantedLeft && r === wantedRight) {
      for (let n = from; n < from + count; n += 1) {
        const sample = body[n]! * fade;
        left[n]! += sample * l;
        right[n]! += sample * r;
        fade *= fadeFactor;
      }
    } else {
      for (let n = from; n < from + count; n += 1) {
        const sample = body[n]! * fade;
        left[n]! += sample * l;
        right[n]! += sample * r;
        l += (wantedLeft - l) * glide;
        r += (wantedRight - r) * glide;
        fade *= fadeFactor;
      }
    }
    numbers[LEFT] = l;
    numbers[RIGHT] = r;
    numbers[FADE] = fade;
  }
}
