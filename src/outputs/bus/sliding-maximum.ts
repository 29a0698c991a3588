/**
 * The largest of the newest `length` values, in constant time on average: a queue of candidates that only fall (Lemire 2006,
 * "Streaming maximum-minimum filter using no more than three comparisons per element"). Allocates only when constructed.
 */
export class SlidingMaximum {
  private readonly length: number;
  private readonly values: Float64Array;
  private readonly times: Float64Array;
  private first = 0;
  private count = 0;
  private time = 0;

  /** @param length at least 1 */
  constructor(length: number) {
    this.length = length;
    this.values = new Float64Array(length);
    this.times = new Float64Array(length);
  }

  /** Takes the next value; the maximum with it. */
  push(value: number): number {
    if (this.count > 0 && this.times[this.first]! <= this.time - this.length) this.drop();
    while (this.count > 0 && this.values[this.slot(this.count - 1)]! <= value) this.count -= 1;
    const slot = this.slot(this.count);
    this.values[slot] = value;
    this.times[slot] = this.time;
    this.count += 1;
    this.time += 1;
    return this.values[this.first]!;
  }

  private drop(): void {
    this.first = (this.first + 1) % this.length;
    this.count -= 1;
  }

  private slot(place: number): number {
    return (this.first + place) % this.length;
  }
}
