/** Strokes that may wait at once: 0.1 s of music has fewer than 40, a latency of 500 ms under 200. */
const CAPACITY = 512;
/** frame, voice, velocity, serial */
export const EVENT_WIDTH = 4;

/**
 * Strokes in order of their frames; those of one frame in order of arrival. Sorted on insertion, which is cheap because
 * they nearly always come in order. Audio thread; allocates only when constructed.
 */
export class EventQueue {
  private readonly data = new Float64Array(CAPACITY * EVENT_WIDTH);
  private start = 0;
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** False when full. */
  push(frame: number, voice: number, velocity: number, serial: number): boolean {
    if (this.count === CAPACITY) return false;
    let place = this.count;
    while (place > 0 && this.frameAt(place - 1) > frame) {
      this.data.copyWithin(this.slot(place), this.slot(place - 1), this.slot(place - 1) + EVENT_WIDTH);
      place -= 1;
    }
    const slot = this.slot(place);
    this.data[slot] = frame;
    this.data[slot + 1] = voice;
    this.data[slot + 2] = velocity;
    this.data[slot + 3] = serial;
    this.count += 1;
    return true;
  }

  /** Whole frames from `now` until the earliest stroke: 0 if it is due, `limit` if it is later than that or there is none. */
  wait(now: number, limit: number): number {
    if (this.count === 0) return limit;
    return Math.min(limit, Math.max(0, this.frameAt(0) - now)) | 0;
  }

  /** Field 0..3 of the earliest stroke. */
  peek(field: number): number {
    return this.data[this.slot(0) + field]!;
  }

  shift(): void {
    this.start = (this.start + 1) % CAPACITY;
    this.count -= 1;
  }

  clear(): void {
    this.count = 0;
  }

  private slot(place: number): number {
    return ((this.start + place) % CAPACITY) * EVENT_WIDTH;
  }

  private frameAt(place: number): number {
    return this.data[this.slot(place)]!;
  }
}
