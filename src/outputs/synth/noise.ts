/**
 * White noise, uniform in [-1, 1), by xorshift32 (Marsaglia 2003). A class so that the state is a plain number
 * in a field: nothing is allocated on the audio thread.
 */
export class WhiteNoise {
  private state = 1;

  seed(seed: number): void {
    this.state = Math.imul(seed | 1, 0x9e3779b1) | 1;
  }

  next(): number {
    let s = this.state;
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    this.state = s;
    return s / 2147483648;
  }
}
