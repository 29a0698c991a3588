/** Times count round and round: a small integer leaves no trace on the heap, a number that grows for hours does. */
const ROUND = 0x3fffffff;

/**
 * The largest of the newest `length` values, in constant time on average: a queue of candidates that only fall (Lemire 2006,
 * "Streaming maximum-minimum filter using no more than three comparisons per element"). Allocates only when constructed.
 */
export class SlidingMaximum {
  private readonly length: number;
  private readonly values: Float64Array;
  private readonly times: Int32Array;
  private first = 0;
  private count = 0;
  private time = 0;

  /** @param length at least 1 */
  constructor(length: number) {
    this.length = length;
    this.values = new Float64Array(length);
    this.times = new Int32Array(length);
  }

  /** In place: each of the first `count` values becomes the largest of those up to it. */
  run(values: Float64Array, count: number): void {
    for (let n = 0; n < count; n += 1) {
      const value = values[n]!;
      if (this.count > 0 && ((this.time - this.times[this.first]!) & ROUND) >= this.length) this.drop();
      while (this.count > 0 && this.values[this.slot(this.count - 1)]! <= value) this.count -= 1;
      const slot = this.slot(this.count);
      this.values[slot] = value;
      this.times[slot] = this.time;
      this.count += 1;
      this.time = (this.time + 1) & ROUND;
      values[n] = this.values[this.first]!;
    }
  }

  private drop(): void {
    this.first = (this.first + 1) % this.length;
    this.count -= 1;
  }

  private slot(place: number): number {
    return (this.first + place) % this.length;
  }
}
