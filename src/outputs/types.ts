import type { Observable } from 'rxjs';
import type { UserError } from '../core/errors.ts';
import type { Milliseconds, SampleFrame, Seconds, Unit } from '../core/units.ts';
import type { Sound } from '../core/voices.ts';
import type { BusParameterName } from './bus/parameters.ts';
import type { SynthParameterName } from './synth/parameters.ts';

/** One reading of the audio clock and the stream clock at the same instant. Main thread to whoever schedules. */
export interface AudioClockSample {
  /** AudioContext time of the sound that leaves the loudspeaker at `pageTime`. */
  readonly contextTime: Seconds;
  readonly pageTime: Seconds;
  /** How far rendering runs ahead of what is heard: a stroke must be handed over at least this early. `delay` is counted in. */
  readonly lead: Seconds;
  /**
   * What lies between the synth and the ear and isn't in the two times: the bus's constant delay, and the user's correction of
   * an output latency that the browser doesn't know. A stroke is put this much earlier. May be negative.
   */
  readonly delay: Seconds;
  readonly sampleRate: number;
}

/** A stroke as the worklet takes it. `frame` counts from the AudioContext's start; `voice` is an index into VOICES. */
export interface StrokeMessage {
  readonly frame: SampleFrame;
  readonly voice: number;
  readonly velocity: number;
  /** Counts strokes; seeds what makes each of them a little different. */
  readonly serial: number;
}

/**
 * Where strokes are put by the music worker. The ring where the page is cross-origin isolated; else the port, which is to be
 * transferred to the worker. Both lead straight to the audio thread: the main thread is not on the way.
 */
export type StrokeChannel =
  | { readonly kind: 'ring'; readonly ring: SharedArrayBuffer }
  | { readonly kind: 'port'; readonly port: MessagePort };

/** 'suspended': the browser waits for a user's gesture. 'failed': see the error. */
export type AudioState =
  | { readonly state: 'off' | 'suspended' | 'running' }
  | { readonly state: 'failed'; readonly error: UserError };

/** Where to listen to what leaves the instrument. */
export interface AudioTap {
  readonly context: AudioContext;
  readonly node: AudioNode;
  /** A stroke put on frame n is heard at `node` on frame n + delay. Constant. */
  readonly delay: SampleFrame;
}

/** The drum synth in an AudioWorklet. Main thread. One a page. */
export interface SynthOutput {
  readonly channel: StrokeChannel;
  /** Replays. */
  readonly state$: Observable<AudioState>;
  /** About 40 a second while running. null: the audio clock has stopped, what was known of it is void. */
  readonly clock$: Observable<AudioClockSample | null>;
  /** Strokes that reached the audio thread after their frame and were therefore not played. Replays; must stay 0. */
  readonly late$: Observable<number>;
  /** Sound on. Call it from a user's gesture. Resolves when sound runs or when `state$` says why not; never rejects. */
  start(): Promise<void>;
  /** Silence within 30 ms; what waits is forgotten, and strokes are refused until the next start. */
  stop(): void;
  /** One stroke at once, stopped or not. Call it from a user's gesture; it fails as `start` does. @param velocity above 0, to 1 */
  strike(sound: Sound, velocity: Unit): Promise<void>;
  /** The synth's and the bus's parameters, in their own units. Before start, too. */
  set(parameter: SynthParameterName | BusParameterName, value: number): void;
  /** How much later than the browser says the sound is heard (parameter `outputDelay`); strokes are put that much earlier. */
  setOutputDelay(ms: Milliseconds): void;
  /** Null before the first start. For tests and recording. */
  readonly tap: AudioTap | null;
  dispose(): Promise<void>;
}
