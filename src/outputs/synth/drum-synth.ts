import type { Decibels, SampleFrame, Unit } from '../../core/units.ts';
import { SOUND_COUNT, SOUNDS } from '../../core/voices.ts';
import { EVENT_WIDTH, EventQueue } from './event-queue.ts';
import { QUANTUM } from './frame-count.ts';
import { factor, Instrument } from './instrument.ts';
import { KITS } from './kits/kits.ts';
import { PEAKS } from './kits/peaks.ts';
import { Master } from './master.ts';
import type { SoundParameter } from './parameters.ts';
import type { Kit, Patch } from './patch.ts';
import { CHOKE, createWorkspace, SILENCE, STEAL, Stroke } from './stroke.ts';
import { createTouch, fromDecibels, type Touch } from './touch.ts';

/** Frames of the longest stretch rendered at once. */
export const BLOCK = QUANTUM;
/** Strokes that sound at once. */
export const POLYPHONY = 32;
/** Extra slots in which stolen strokes die away instead of being cut. */
const SPARE = 8;

function instruments({ sounds, gain }: Kit, peaks: readonly number[]): readonly Instrument[] {
  return SOUNDS.map((sound, i) => new Instrument(sounds[sound], fromDecibels(sounds[sound].level + gain) / peaks[i]!));
}

/**
 * Twelve sounds, any kit, a pool of strokes, and the master. The same in the worklet and in Node: strokes start on their exact
 * frames whatever the block size. Allocates only when constructed.
 */
export class DrumSynth {
  private readonly kits: readonly (readonly Instrument[])[];
  private readonly pool: readonly Stroke[];
  private readonly queue = new EventQueue();
  private readonly master: Master;
  private readonly touch: Touch;
  private readonly work = createWorkspace(BLOCK);
  private readonly event = new Float64Array(EVENT_WIDTH);
  private readonly setting = new Float64Array(1);
  private readonly base = new Float64Array(1);
  private kit = 0;

  constructor(sampleRate: number) {
    this.kits = KITS.map((kit, i) => instruments(kit, PEAKS[i]!));
    this.touch = createTouch(sampleRate);
    this.pool = Array.from({ length: POLYPHONY + SPARE }, () => new Stroke(sampleRate));
    this.master = new Master(sampleRate);
  }

  /** Strokes from now on are of this kit; those that sound go on. Out of range: the nearest. */
  setKit(index: number): void {
    this.kit = Math.min(KITS.length - 1, Math.max(0, Math.round(index)));
  }

  /** @param immediately without a glide, e.g. before the first sound. */
  setVolume(volume: Decibels, immediately = false): void {
    this.master.setGain(fromDecibels(volume), immediately);
  }

  /**
   * The player's setting of a sound, in every kit. Level and pan move what sounds, without a click; tune and decay are heard
   * from the next stroke on. @param sound index into SOUNDS
   */
  setVoice(sound: number, parameter: SoundParameter, value: number): void {
    this.setting[0] = factor(parameter, value);
    for (let i = 0; i < this.kits.length; i += 1) this.kits[i]![sound]!.set(parameter, this.setting);
  }

  /** Puts a stroke on the frame where it will start; `sound` is an index into SOUNDS. False if there is no room for it, or it makes no sense. */
  schedule(frame: SampleFrame, sound: number, velocity: Unit, serial: number): boolean {
    const { event } = this;
    event[0] = frame;
    event[1] = sound;
    event[2] = velocity;
    event[3] = serial;
    return this.take(event);
  }

  /** As {@link schedule}: its arguments in an array, of which nothing is put on the heap. */
  take(event: Float64Array): boolean {
    return event[1]! >= 0 && event[1]! < SOUND_COUNT && event[2]! > 0 && event[0]! >= 0 && this.queue.push(event);
  }

  /** Nothing waits any more, and what sounds dies away within 30 ms. */
  silence(): void {
    this.queue.clear();
    for (let i = 0; i < this.pool.length; i += 1) this.pool[i]!.release(SILENCE);
  }

  /** Sounding strokes, stolen ones not counted. */
  get sounding(): number {
    let count = 0;
    for (let i = 0; i < this.pool.length; i += 1) if (this.pool[i]!.active && !this.pool[i]!.fading) count += 1;
    return count;
  }

  /** Fills both outputs (the same length, at most BLOCK) with the sound from frame `start` on. */
  render(outLeft: Float32Array, outRight: Float32Array, start: SampleFrame): void {
    this.base[0] = start;
    this.renderAt(outLeft, outRight, this.base);
  }

  /** As {@link render}: `start[0]` is not put on the heap. */
  renderAt(outLeft: Float32Array, outRight: Float32Array, start: Float64Array): void {
    const count = outLeft.length;
    const { queue } = this;
    const { left, right } = this.work;
    left.fill(0, 0, count);
    right.fill(0, 0, count);
    for (let done = 0; done < count; ) {
      let wait = queue.wait(start, done, count - done);
      for (; wait === 0; wait = queue.wait(start, done, count - done)) this.begin();
      this.sound(done, wait);
      done += wait;
    }
    this.master.process(left, right, count);
    for (let n = 0; n < count; n += 1) {
      outLeft[n] = left[n]!;
      outRight[n] = right[n]!;
    }
  }

  private sound(from: number, count: number): void {
    for (let i = 0; i < this.pool.length; i += 1) this.pool[i]!.render(this.work, from, count);
  }

  private begin(): void {
    const { event, touch } = this;
    this.queue.shift(event);
    const instrument = this.kits[this.kit]![event[1]!]!;
    touch.velocity = Math.min(1, event[2]!);
    touch.serial = event[3]!;
    touch.variation = KITS[this.kit]!.variation;
    if (instrument.patch.choke) this.choke(instrument.patch.choke);
    if (this.sounding >= POLYPHONY) this.quietest(false)?.release(STEAL);
    this.freeSlot().start(instrument, touch);
  }

  private choke(group: Patch['choke']): void {
    for (let i = 0; i < this.pool.length; i += 1) {
      if (this.pool[i]!.active && this.pool[i]!.choke === group) this.pool[i]!.release(CHOKE);
    }
  }

  private freeSlot(): Stroke {
    for (let i = 0; i < this.pool.length; i += 1) if (!this.pool[i]!.active) return this.pool[i]!;
    return this.quietest(true) ?? this.pool[0]!;
  }

  private quietest(fading: boolean): Stroke | null {
    let found: Stroke | null = null;
    for (let i = 0; i < this.pool.length; i += 1) {
      const stroke = this.pool[i]!;
      if (!stroke.active || stroke.fading !== fading) continue;
      if (found === null || stroke.loudness < found.loudness) found = stroke;
    }
    return found;
  }
}
