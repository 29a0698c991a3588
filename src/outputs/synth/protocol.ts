import type { StrokeMessage } from '../types.ts';
import { EVENT_WIDTH } from './event-queue.ts';

/** The name under which the processor is registered. */
export const DRUMS_PROCESSOR = 'rhythmic-drums';
export const TAP_PROCESSOR = 'rhythmic-tap';

/** Doubles a stroke in the ring: frame, voice, velocity, serial. */
export const RING_WIDTH = EVENT_WIDTH;
/** Strokes; several seconds of the densest music. */
export const RING_CAPACITY = 256;

/** Given to the processor when it is made. Everything else that is set comes as AudioParams (SYNTH_AUDIO_PARAMS). */
export interface DrumsOptions {
  readonly ring: SharedArrayBuffer | null;
  readonly kit: number;
}

/** Main thread to worklet. 'strokes' brings the fallback's port, on which {@link StrokeMessage}s arrive. */
export type DrumsMessage =
  | { readonly type: 'strokes'; readonly port: MessagePort }
  | { readonly type: 'kit'; readonly value: number }
  | { readonly type: 'mute'; readonly muted: boolean }
  /** A stroke at once, muted or not; `sound` is an index into SOUNDS. */
  | { readonly type: 'strike'; readonly sound: number; readonly velocity: number };

/** Worklet to main thread: when it is ready to play, and when the count has changed. */
export interface DrumsStatus {
  readonly late: number;
}

/** One stretch of sound with the frame at which it starts. */
export interface TapChunk {
  readonly frame: number;
  readonly left: Float32Array;
  readonly right: Float32Array;
}

export type { StrokeMessage };
