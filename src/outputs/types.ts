import type { Observable } from 'rxjs';
import type { UserError } from '../core/errors.ts';
import type { SampleFrame, Seconds } from '../core/units.ts';

/** One reading of the audio clock and the stream clock at the same instant. Main thread to whoever schedules. */
export interface AudioClockSample {
  /** AudioContext time of the sound that leaves the loudspeaker at `pageTime`. */
  readonly contextTime: Seconds;
  readonly pageTime: Seconds;
  /** How far rendering runs ahead of what is heard: a stroke must be handed over at least this early. */
  readonly lead: Seconds;
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

/** The drum synth in an AudioWorklet. Main thread. One a page. */
export interface SynthOutput {
  readonly channel: StrokeChannel;
  /** Replays. */
  readonly state$: Observable<AudioState>;
  /** About ten a second while running, more often at first. null: the audio clock has stopped, what was known of it is void. */
  readonly clock$: Observable<AudioClockSample | null>;
  /** Strokes that reached the audio thread after their frame and were therefore not played. Replays; must stay 0. */
  readonly late$: Observable<number>;
  /** Sound on. Call it from a user's gesture. Resolves when sound runs or when `state$` says why not; never rejects. */
  start(): Promise<void>;
  /** Silence within 30 ms; what waits is forgotten, and strokes are refused until the next start. */
  stop(): void;
  /** 'volume' in dB, 'kit' as an index. Before start, too. */
  set(parameter: 'volume' | 'kit', value: number): void;
  /** The AudioContext and the node to listen to; null before the first start. For tests and recording. */
  readonly tap: { readonly context: AudioContext; readonly node: AudioNode } | null;
  dispose(): Promise<void>;
}
