import { WhiteNoise } from './noise.ts';
import { NoiseLayer } from './noise-layer.ts';
import { PartialBank } from './partial-bank.ts';
import { MAX_BANDS, type Patch } from './patch.ts';
import { SquareBank } from './square-bank.ts';
import { decayFactor, type Touch } from './touch.ts';

/** A stroke is over when it has fallen by 84 dB: 1.4 times the longest 60 dB decay. */
const LIFE = 1.4;
/** Level against velocity: 1.6 gives 28 dB between velocity 16 and 127, about what drum modules do. */
const VELOCITY_EXPONENT = 1.6;

function longestDecay(patch: Patch): number {
  return Math.max(
    ...(patch.partials?.decays ?? []),
    ...(patch.noise ?? []).map(({ attack, decay }) => attack + decay),
    patch.squares?.decay ?? 0,
  );
}

/** A patch made ready before any sound: its level is set so that a full stroke peaks where the patch says. */
export interface Instrument {
  readonly patch: Patch;
  /** Frames until a stroke has died away. */
  readonly life: number;
  readonly left: number;
  readonly right: number;
}

/** @param scale 1 / peak of the raw patch times the wanted level */
export function createInstrument(patch: Patch, sampleRate: number, scale: number): Instrument {
  const angle = ((patch.pan + 1) * Math.PI) / 4;
  return {
    patch,
    life: Math.ceil(longestDecay(patch) * LIFE * sampleRate),
    // Constant power, and unity in the middle.
    left: scale * Math.cos(angle) * Math.SQRT2,
    right: scale * Math.sin(angle) * Math.SQRT2,
  };
}

/** Pade approximant of tanh, exact to 0.5 % below 2, and bounded where it would leave [-1, 1]. */
function saturate(x: number): number {
  if (x > 3) return 1;
  if (x < -3) return -1;
  return (x * (27 + x * x)) / (27 + 9 * x * x);
}

/** One sounding stroke; a slot of the synth's pool, reused. Audio thread; allocates only when constructed. */
export class Stroke {
  private readonly partials = new PartialBank();
  private readonly bands = Array.from({ length: MAX_BANDS }, () => new NoiseLayer());
  private readonly squares = new SquareBank();
  private readonly noise = new WhiteNoise();
  private readonly touch: { -readonly [K in keyof Touch]: Touch[K] };
  private instrument: Instrument | null = null;
  private gain = 0;
  private age = 0;
  /** Age at which it is over. */
  private end = 0;
  private fade = 1;
  private fadeFactor = 1;

  constructor(sampleRate: number) {
    this.touch = { sampleRate, velocity: 0, variation: 0, chance: new WhiteNoise() };
  }

  get active(): boolean {
    return this.instrument !== null;
  }

  /** True once it has been told to die away. */
  get fading(): boolean {
    return this.fadeFactor < 1;
  }

  get choke(): Patch['choke'] {
    return this.instrument?.patch.choke;
  }

  /** About how loud it still is; decides which stroke is given up when there are too many. */
  get loudness(): number {
    return this.instrument ? this.gain * this.fade * (1 - this.age / this.instrument.life) ** 4 : 0;
  }

  /** @param serial tells strokes apart: same serial, same sound. */
  start(instrument: Instrument, velocity: number, serial: number, variation: number): void {
    const { patch } = instrument;
    const { touch } = this;
    this.instrument = instrument;
    this.gain = velocity ** VELOCITY_EXPONENT;
    this.age = 0;
    this.end = instrument.life;
    this.fade = 1;
    this.fadeFactor = 1;
    this.noise.seed(serial * 2 + 3);
    touch.chance.seed(serial * 2 + 4);
    touch.velocity = velocity;
    touch.variation = variation;
    if (patch.partials) this.partials.start(patch.partials, touch);
    else this.partials.silence();
    if (patch.squares) this.squares.start(patch.squares, touch);
    else this.squares.silence();
    for (let i = 0; i < MAX_BANDS; i += 1) {
      const band = patch.noise?.[i];
      if (band) this.bands[i]!.start(band, touch);
      else this.bands[i]!.silence();
    }
  }

  /** Lets it die away within `seconds` (60 dB): a closing hat, or a stolen voice. */
  release(seconds: number): void {
    const { sampleRate } = this.touch;
    this.fadeFactor = Math.min(this.fadeFactor, decayFactor(seconds, sampleRate));
    this.end = Math.min(this.end, this.age + Math.ceil(seconds * LIFE * sampleRate));
  }

  stop(): void {
    this.instrument = null;
  }

  /** Adds `frames` samples, fewer if it ends, from `from` on. `body` and `noise` are work space of the same length as the outputs. */
  render(
    left: Float64Array,
    right: Float64Array,
    body: Float64Array,
    noise: Float64Array,
    from: number,
    frames: number,
  ) {
    const { instrument } = this;
    if (!instrument) return;
    const count = Math.min(frames, this.end - this.age);
    body.fill(0, from, from + count);
    this.partials.render(body, from, count);
    this.squares.render(body, from, count);
    this.renderNoise(body, noise, from, count);
    this.mix(instrument, left, right, body, from, count);
    this.age += count;
    if (this.age >= this.end) this.stop();
  }

  private renderNoise(body: Float64Array, noise: Float64Array, from: number, count: number): void {
    if (!this.instrument?.patch.noise) return;
    for (let n = from; n < from + count; n += 1) noise[n] = this.noise.next();
    for (let i = 0; i < MAX_BANDS; i += 1) this.bands[i]!.render(noise, body, from, count);
  }

  private mix(
    instrument: Instrument,
    left: Float64Array,
    right: Float64Array,
    body: Float64Array,
    from: number,
    count: number,
  ): void {
    const drive = (instrument.patch.drive ?? 0) * (0.5 + 0.5 * this.touch.velocity);
    for (let n = from; n < from + count; n += 1) {
      const shaped = drive > 0 ? saturate(body[n]! * drive) / drive : body[n]!;
      const sample = shaped * this.gain * this.fade;
      left[n]! += sample * instrument.left;
      right[n]! += sample * instrument.right;
      this.fade *= this.fadeFactor;
    }
  }
}
