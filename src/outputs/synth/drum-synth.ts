import type { Decibels, SampleFrame, Unit } from '../../core/units.ts';
import { VOICE_COUNT, VOICES } from '../../core/voices.ts';
import { EventQueue } from './event-queue.ts';
import { KITS } from './kits/kits.ts';
import { Master } from './master.ts';
import type { Kit, Patch } from './patch.ts';
import { createInstrument, type Instrument, Stroke } from './stroke.ts';
import { fromDecibels } from './touch.ts';

/** Frames of the longest stretch rendered at once: an AudioWorklet's quantum. */
export const BLOCK = 128;
/** Strokes that sound at once. */
export const POLYPHONY = 32;
/** Extra slots in which stolen strokes die away instead of being cut. */
const SPARE = 8;
const STEAL_SECONDS = 0.006;
/** A pedal closes an open hat in about this time (60 dB). */
const CHOKE_SECONDS = 0.07;
/** A panic or stop ends everything within this time, without a click. */
const SILENCE_SECONDS = 0.03;
/** Long enough for every patch's loudest moment. */
const PEAK_SECONDS = 0.04;

/** Peak of a raw full-velocity stroke; rendered once, when the synth is made. */
function rawPeak(patch: Patch, sampleRate: number): number {
  const stroke = new Stroke(sampleRate);
  const [left, right, body, noise] = [0, 1, 2, 3].map(() => new Float64Array(BLOCK)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  stroke.start(createInstrument({ ...patch, pan: 0 }, sampleRate, 1), 1, 1, 0);
  let peak = 0;
  for (let frame = 0; frame < PEAK_SECONDS * sampleRate; frame += BLOCK) {
    left.fill(0);
    stroke.render(left, right, body, noise, 0, BLOCK);
    for (const sample of left) peak = Math.max(peak, Math.abs(sample));
  }
  return peak;
}

function instruments(kit: Kit, sampleRate: number): readonly Instrument[] {
  return VOICES.map((voice) => {
    const patch = kit.voices[voice];
    return createInstrument(patch, sampleRate, fromDecibels(patch.level + kit.gain) / rawPeak(patch, sampleRate));
  });
}

/**
 * Nine voices, any kit, a pool of strokes, and the master. The same in the worklet and in Node: strokes start on their exact
 * frames whatever the block size. Allocates only when constructed.
 */
export class DrumSynth {
  private readonly kits: readonly (readonly Instrument[])[];
  private readonly pool: readonly Stroke[];
  private readonly queue = new EventQueue();
  private readonly master: Master;
  private readonly left = new Float64Array(BLOCK);
  private readonly right = new Float64Array(BLOCK);
  private readonly body = new Float64Array(BLOCK);
  private readonly noise = new Float64Array(BLOCK);
  private kit = 0;

  constructor(sampleRate: number) {
    this.kits = KITS.map((kit) => instruments(kit, sampleRate));
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

  /** Puts a stroke on the frame where it will start. False if there is no room for it, or it makes no sense. */
  schedule(frame: SampleFrame, voice: number, velocity: Unit, serial: number): boolean {
    if (!(voice >= 0 && voice < VOICE_COUNT && velocity > 0 && frame >= 0)) return false;
    return this.queue.push(frame, voice, Math.min(1, velocity), serial);
  }

  /** Nothing waits any more, and what sounds dies away within 30 ms. */
  silence(): void {
    this.queue.clear();
    for (let i = 0; i < this.pool.length; i += 1) this.pool[i]!.release(SILENCE_SECONDS);
  }

  /** Sounding strokes, stolen ones not counted. */
  get sounding(): number {
    let count = 0;
    for (let i = 0; i < this.pool.length; i += 1) if (this.pool[i]!.active && !this.pool[i]!.fading) count += 1;
    return count;
  }

  /** Fills both outputs (the same length, at most BLOCK) with the sound from frame `start` on. */
  render(outLeft: Float32Array, outRight: Float32Array, start: SampleFrame): void {
    const count = outLeft.length;
    this.left.fill(0, 0, count);
    this.right.fill(0, 0, count);
    let done = 0;
    while (done < count) {
      while (this.queue.nextFrame() <= start + done) this.begin();
      const until = Math.min(count, Math.max(done + 1, this.queue.nextFrame() - start));
      this.sound(done, until - done);
      done = until;
    }
    this.master.process(this.left, this.right, count);
    for (let n = 0; n < count; n += 1) {
      outLeft[n] = this.left[n]!;
      outRight[n] = this.right[n]!;
    }
  }

  private sound(from: number, count: number): void {
    for (let i = 0; i < this.pool.length; i += 1) {
      this.pool[i]!.render(this.left, this.right, this.body, this.noise, from, count);
    }
  }

  private begin(): void {
    const instrument = this.kits[this.kit]![this.queue.peek(1)]!;
    const velocity = this.queue.peek(2);
    const serial = this.queue.peek(3);
    this.queue.shift();
    if (instrument.patch.choke) this.choke(instrument.patch.choke);
    if (this.sounding >= POLYPHONY) this.quietest(false)?.release(STEAL_SECONDS);
    this.freeSlot().start(instrument, velocity, serial, KITS[this.kit]!.variation);
  }

  private choke(group: Patch['choke']): void {
    for (let i = 0; i < this.pool.length; i += 1) {
      if (this.pool[i]!.active && this.pool[i]!.choke === group) this.pool[i]!.release(CHOKE_SECONDS);
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
      if (
        stroke.active &&
        stroke.fading === fading &&
        stroke.loudness < (found?.loudness ?? Number.POSITIVE_INFINITY)
      ) {
        found = stroke;
      }
    }
    return found;
  }
}
