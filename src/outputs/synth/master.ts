import { fromDecibels } from './touch.ts';

/** Nothing leaves the synth above this: -1 dBFS. */
export const CEILING = fromDecibels(-1);
/** Straight below, bent above: drums keep their shape until they are loud. */
const KNEE = 0.6;
/** The limiter lets this much through to the knee, which brings it to 0.84 (-1.5 dBFS): room for peaks between samples. */
const THRESHOLD = 0.95;
/** The limiter lets go with this time constant: long enough not to follow a kick's waveform. */
const RELEASE_SECONDS = 0.12;
/** Volume moves with this time constant, so that a slider makes no zipper noise. */
const GLIDE_SECONDS = 0.01;

/** Linear up to KNEE, then a tanh that never reaches CEILING. */
function bend(x: number): number {
  const size = Math.abs(x);
  if (size <= KNEE) return x;
  const room = CEILING - KNEE;
  return Math.sign(x) * (KNEE + room * Math.tanh((size - KNEE) / room));
}

/** Volume, a stereo-linked peak limiter with instant attack, and a soft knee. No look-ahead: it delays nothing. */
export class Master {
  private readonly releaseFactor: number;
  private readonly glideFactor: number;
  private envelope = 0;
  private gain = 1;
  private wanted = 1;

  constructor(sampleRate: number) {
    this.releaseFactor = Math.exp(-1 / (RELEASE_SECONDS * sampleRate));
    this.glideFactor = 1 - Math.exp(-1 / (GLIDE_SECONDS * sampleRate));
  }

  /** @param immediately without the glide: before anything sounds. */
  setGain(gain: number, immediately = false): void {
    this.wanted = gain;
    if (immediately) this.gain = gain;
  }

  /** In place. An envelope below what a float can hold is set to nothing: no denormal numbers. */
  process(left: Float64Array, right: Float64Array, count: number): void {
    for (let n = 0; n < count; n += 1) {
      this.gain += (this.wanted - this.gain) * this.glideFactor;
      const l = left[n]! * this.gain;
      const r = right[n]! * this.gain;
      this.envelope = Math.max(Math.abs(l), Math.abs(r), this.envelope * this.releaseFactor);
      const reduction = this.envelope > THRESHOLD ? THRESHOLD / this.envelope : 1;
      left[n] = bend(l * reduction);
      right[n] = bend(r * reduction);
    }
    if (this.envelope < 1e-20) this.envelope = 0;
  }
}
