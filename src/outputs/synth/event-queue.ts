/** Strokes that may wait at once: 0.1 s of music has fewer than 40, a latency of 500 ms under 200. */
const CAPACITY = 512;
/** frame, voice, velocity, serial */
export const EVENT_WIDTH = 4;

/**
 * Strokes in order of their frames; those of one frame in order of arrival. Sorted on insertion, which is cheap because
 * they nearly always come in order. Audio thread; allocates only when constructed, and numbers with fractions go in and out in
 * typed arrays: V8 may put those on the heap that it hands over as arguments or results.
 */
export class EventQueue {
  private readonly data = new Float64Array(CAPACITY * EVENT_WIDTH);
  private start = 0;
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** Copies the first EVENT_WIDTH numbers of `event`; false when full. */
  push(event: Float64Array): boolean {
    if (this.count === CAPACITY) return false;
    const { data } = this;
    let place = this.count;
    while (place > 0 && data[this.slot(place - 1)]! > event[0]!) {
      data.copyWithin(this.slot(place), this.slot(place - 1), this.slot(place - 1) + EVENT_WIDTH);
      place -= 1;
    }
    const slot = this.slot(place);
    for (let field = 0; field < EVENT_WIDTH; field += 1) data[slot + field] = event[field]!;
    this.count += 1;
    return true;
  }

  /**
   * Whole frames from `offset` frames after `base[0]` until the earliest stroke: 0 if it is due, `limit` if it is later than that
   * or there is none.
   */
  wait(base: Float64Array, offset: number, limit: number): number {
    if (this.count === 0) return limit;
    return Math.min(limit, Math.max(0, this.data[this.slot(0)]! - base[0]! - offset)) | 0;
  }

  /** Moves the earliest stroke into `event`; there must be one. */
  shift(event: Float64Array): void {
    const slot = this.slot(0);
    for (let field = 0; field < EVENT_WIDTH; field += 1) event[field] = this.data[slot + field]!;
    this.start = (this.start + 1) % CAPACITY;
    this.count -= 1;
  }

  clear(): void {
    this.count = 0;
  }

  private slot(place: number): number {
    return ((this.start + place) % CAPACITY) * EVENT_WIDTH;
  }
}
