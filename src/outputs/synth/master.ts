/** Volume moves with this time constant, so that a slider makes no zipper noise. */
const GLIDE_SECONDS = 0.01;

/** The synth's volume. It delays nothing; what is too loud is the limiter's business (src/outputs/bus). */
export class Master {
  private readonly glideFactor: number;
  private gain = 1;
  private wanted = 1;

  constructor(sampleRate: number) {
    this.glideFactor = 1 - Math.exp(-1 / (GLIDE_SECONDS * sampleRate));
  }

  /** @param immediately without the glide: before anything sounds. */
  setGain(gain: number, immediately = false): void {
    this.wanted = gain;
    if (immediately) this.gain = gain;
  }

  /** In place. */
  process(left: Float64Array, right: Float64Array, count: number): void {
    for (let n = 0; n < count; n += 1) {
      this.gain += (this.wanted - this.gain) * this.glideFactor;
      left[n] = left[n]! * this.gain;
      right[n] = right[n]! * this.gain;
    }
  }
}
