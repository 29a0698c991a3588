/**
 * White noise, uniform in [-1, 1), by xorshift32 (Marsaglia 2003). The state is an element of a typed array, which holds
 * any 32 bits without a box: nothing is allocated on the audio thread.
 */
export class WhiteNoise {
  private readonly state = new Int32Array(1).fill(1);

  seed(seed: number): void {
    this.state[0] = Math.imul(seed | 1, 0x9e3779b1) | 1;
  }

  next(): number {
    let s = this.state[0]!;
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    this.state[0] = s;
    return s / 2147483648;
  }

  /** Writes `count` values from `from` on. */
  fill(output: Float64Array, from: number, count: number): void {
    let s = this.state[0]!;
    for (let n = from; n < from + count; n += 1) {
      s ^= s << 13;
      s ^= s >>> 17;
      s ^= s << 5;
      output[n] = s / 2147483648;
    }
    this.state[0] = s;
  }
}
