/**
 * A single-producer single-consumer queue of fixed-width records of doubles over a SharedArrayBuffer.
 *
 * Byte layout: Int32 at 0 = records ever written, at 4 = width, at 8 = capacity; Int32 at 64 = records ever read
 * (a cache line of its own, so that the two threads don't fight over one); from byte 128 the records, Float64.
 * The counters run freely and wrap at 2^32; capacity is a power of two, so a counter's low bits are its slot.
 *
 * Thread contract: exactly one thread calls {@link RingWriter} methods and exactly one calls {@link RingReader} methods.
 * Neither ever waits. A record's doubles are stored before the counter that publishes it (Atomics are sequentially consistent).
 */
const HEADER_BYTES = 128;
const WRITTEN = 0;
const WIDTH = 1;
const CAPACITY = 2;
const READ = 16;

export interface RingWriter {
  /**
   * Writes all of the records in `values` (a multiple of the width) or, where they don't all fit, none and returns false.
   * Does not allocate.
   */
  write(values: ArrayLike<number>): boolean;
  /** Records that would fit now. Does not allocate. */
  space(): number;
}

export interface RingReader {
  /** Copies the oldest record into `target` and removes it; false when there is none. Does not allocate. */
  read(target: Float64Array): boolean;
  /** Removes everything written so far. Does not allocate. */
  clear(): void;
}

/**
 * @param capacity records, a power of two
 * @param width doubles a record
 * @throws RangeError for any other capacity or a width below 1
 */
export function createRing(capacity: number, width: number): SharedArrayBuffer {
  if (!Number.isInteger(Math.log2(capacity)) || capacity > 2 ** 30)
    throw new RangeError(`A ring's capacity must be a power of two up to 2^30, not ${capacity}.`);
  if (!Number.isInteger(width) || width < 1)
    throw new RangeError(`A ring's record needs a whole number of doubles, not ${width}.`);
  const buffer = new SharedArrayBuffer(HEADER_BYTES + capacity * width * Float64Array.BYTES_PER_ELEMENT);
  const header = new Int32Array(buffer, 0, HEADER_BYTES / 4);
  header[WIDTH] = width;
  header[CAPACITY] = capacity;
  return buffer;
}

function open(buffer: SharedArrayBuffer) {
  const header = new Int32Array(buffer, 0, HEADER_BYTES / 4);
  return { header, width: header[WIDTH]!, capacity: header[CAPACITY]!, data: new Float64Array(buffer, HEADER_BYTES) };
}

/** The producer's end. Allocates here, never later. */
export function createRingWriter(buffer: SharedArrayBuffer): RingWriter {
  const { header, width, capacity, data } = open(buffer);
  const space = (): number => capacity - ((Atomics.load(header, WRITTEN) - Atomics.load(header, READ)) >>> 0);
  return {
    space,
    write(values) {
      const count = values.length / width;
      if (count > space()) return false;
      const written = Atomics.load(header, WRITTEN) >>> 0;
      for (let i = 0; i < values.length; i += 1) data[(written * width + i) % data.length] = values[i]!;
      Atomics.store(header, WRITTEN, (written + count) | 0);
      return true;
    },
  };
}

/** The consumer's end. Allocates here, never later. */
export function createRingReader(buffer: SharedArrayBuffer): RingReader {
  const { header, width, capacity, data } = open(buffer);
  return {
    read(target) {
      const read = Atomics.load(header, READ);
      if (read === Atomics.load(header, WRITTEN)) return false;
      const slot = (read & (capacity - 1)) * width;
      for (let i = 0; i < width; i += 1) target[i] = data[slot + i]!;
      Atomics.store(header, READ, (read + 1) | 0);
      return true;
    },
    clear: () => {
      Atomics.store(header, READ, Atomics.load(header, WRITTEN));
    },
  };
}

/** Someone who reads along and takes nothing away: for measuring, on any thread. */
export interface RingListener {
  /** Records written since the last call, oldest first; of more than the ring holds the oldest are missing. */
  read(): readonly number[][];
}

/** Hears what is written from now on. */
export function createRingListener(buffer: SharedArrayBuffer): RingListener {
  const { header, width, capacity, data } = open(buffer);
  let next = Atomics.load(header, WRITTEN);
  return {
    read() {
      const written = Atomics.load(header, WRITTEN);
      const count = Math.min(capacity, (written - next) >>> 0);
      next = written;
      return Array.from({ length: count }, (_, i) => {
        const slot = ((written - count + i) & (capacity - 1)) * width;
        return [...data.subarray(slot, slot + width)];
      });
    },
  };
}
