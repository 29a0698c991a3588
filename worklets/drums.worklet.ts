import { createRingReader, type RingReader } from '../src/core/ring.ts';
import { DrumSynth } from '../src/outputs/synth/drum-synth.ts';
import { FrameCount } from '../src/outputs/synth/frame-count.ts';
import { SOUND_PARAMETERS, SYNTH_AUDIO_PARAMS } from '../src/outputs/synth/parameters.ts';
import {
  DRUMS_PROCESSOR,
  type DrumsMessage,
  type DrumsOptions,
  type DrumsStatus,
  RING_WIDTH,
  type StrokeMessage,
} from '../src/outputs/synth/protocol.ts';
import { rehearse } from '../src/outputs/synth/rehearse.ts';

declare const currentFrame: number;
declare const sampleRate: number;
declare function registerProcessor(name: string, processor: unknown): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

/**
 * The drum synth on the audio thread: two outputs, no inputs. Takes strokes from the ring (or, where there is no shared memory,
 * from a port), and puts each on its exact frame. One whose frame is over when it arrives is counted and not played.
 * `process` does not allocate, except for the message that tells of a late stroke.
 */
class DrumsProcessor extends AudioWorkletProcessor {
  static readonly parameterDescriptors = SYNTH_AUDIO_PARAMS;
  private readonly synth = new DrumSynth(sampleRate);
  private readonly frames = new FrameCount();
  private readonly reader: RingReader | null;
  private readonly record = new Float64Array(RING_WIDTH);
  /** The AudioParams' values that the synth knows; none yet. */
  private readonly known = new Float32Array(SYNTH_AUDIO_PARAMS.length).fill(Number.NaN);
  private muted = false;
  private late = 0;
  private reported = 0;
  /** Strokes asked for by message. */
  private struck = 0;

  constructor(options: { readonly processorOptions: DrumsOptions }) {
    super();
    const { ring, kit } = options.processorOptions;
    this.reader = ring && createRingReader(ring);
    this.synth.setKit(kit);
    rehearse(sampleRate);
    this.port.onmessage = ({ data }: MessageEvent<DrumsMessage>) => this.obey(data);
    this.report();
  }

  process(
    _inputs: readonly Float32Array[][],
    outputs: readonly Float32Array[][],
    parameters: Readonly<Record<string, Float32Array>>,
  ): boolean {
    this.frames.begin(currentFrame);
    for (let i = 0; i < this.known.length; i += 1) {
      const value = parameters[SYNTH_AUDIO_PARAMS[i]!.name]![0]!;
      if (value === this.known[i]) continue;
      const first = Number.isNaN(this.known[i]);
      this.known[i] = value;
      this.apply(i, first);
    }
    if (this.reader) {
      while (this.reader.read(this.record)) this.take(this.record);
    }
    const output = outputs[0]!;
    this.synth.renderAt(output[0]!, output[1]!, this.frames.at);
    this.frames.end();
    if (this.late !== this.reported) this.report();
    return true;
  }

  private apply(i: number, first: boolean): void {
    const value = this.known[i]!;
    if (i === 0) this.synth.setVolume(value, first);
    else {
      const parameter = SOUND_PARAMETERS[(i - 1) % SOUND_PARAMETERS.length]!;
      this.synth.setVoice(Math.floor((i - 1) / SOUND_PARAMETERS.length), parameter, value);
    }
  }

  private take(stroke: Float64Array): void {
    if (this.muted) return;
    if (stroke[0]! < this.frames.at[0]! || !this.synth.take(stroke)) this.late += 1;
  }

  private obey(message: DrumsMessage): void {
    if (message.type === 'strokes') this.listen(message.port);
    else if (message.type === 'mute') this.mute(message.muted);
    else if (message.type === 'strike') this.strike(message.sound, message.velocity);
    else this.synth.setKit(message.value);
  }

  private listen(port: MessagePort): void {
    port.onmessage = ({ data }: MessageEvent<StrokeMessage>) =>
      this.take(Float64Array.of(data.frame, data.voice, data.velocity, data.serial));
  }

  private strike(sound: number, velocity: number): void {
    this.synth.schedule(this.frames.at[0]!, sound, velocity, this.struck);
    this.struck += 1;
  }

  /** What is muted already isn't silenced again: a stroke asked for by message rings on. */
  private mute(muted: boolean): void {
    if (muted === this.muted) return;
    this.muted = muted;
    if (!muted) return;
    this.reader?.clear();
    this.synth.silence();
  }

  private report(): void {
    this.reported = this.late;
    this.port.postMessage({ late: this.late } satisfies DrumsStatus);
  }
}

registerProcessor(DRUMS_PROCESSOR, DrumsProcessor);
