import type { Beat, BeatState } from '../beat/types.ts';
import type { ParameterName, Settings } from '../config.ts';
import type { ClockMessage, ClockReading } from '../control/types.ts';
import type { LatencyReading } from '../core/latency-meter.ts';
import type { Person, PoseFrame } from '../core/pose-frame.ts';
import type { Milliseconds, Seconds } from '../core/units.ts';
import type { DrumBar, Provider } from '../drums/types.ts';
import type { MotionFrame } from '../motion/types.ts';
import type { AudioClockSample, StrokeChannel } from '../outputs/types.ts';
import type { DrumEvent } from '../schedule/types.ts';
import type { StyleDescriptors } from '../style/types.ts';

/** Main thread to music worker. */
export type MusicCommand =
  /** First of all. `PoseMessage`s come in through `poses`; `origin` is the main thread's `performance.timeOrigin`. */
  | { readonly type: 'start'; readonly origin: number; readonly settings: Settings; readonly poses: MessagePort }
  /** Where strokes go. May come later than 'start'; until then they are only counted. */
  | { readonly type: 'channel'; readonly channel: StrokeChannel }
  /** null: the audio clock stopped. */
  | { readonly type: 'clock'; readonly sample: AudioClockSample | null }
  /** Strokes are handed out only while sound is on; the body is followed all the time. */
  | { readonly type: 'sound'; readonly on: boolean }
  /** Strokes are wanted so much earlier than the sound needs them: MIDI that is to leave before it. */
  | { readonly type: 'early'; readonly seconds: Seconds }
  | { readonly type: 'set'; readonly parameter: ParameterName; readonly value: number }
  | { readonly type: 'tap'; readonly time: Seconds }
  | { readonly type: 'downbeat'; readonly time: Seconds }
  /** The next bar is a fill. */
  | { readonly type: 'fill' }
  /** While on, the last bar comes again, varied. */
  | { readonly type: 'hold'; readonly on: boolean }
  /** From the machine whose clock may be followed; null: it is another machine from now on. */
  | { readonly type: 'midi-clock'; readonly message: ClockMessage | null }
  /** While on, every raw pose comes back as a report. */
  | { readonly type: 'record-poses'; readonly on: boolean };

/** What the body and the music do, after one motion frame. */
export interface MusicMoment {
  readonly beat: BeatState;
  readonly accents: readonly number[];
  readonly descriptors: StyleDescriptors;
  readonly motion: Pick<MotionFrame, 'time' | 'energy' | 'activity'>;
  /** Number of the bar that is heard, or -1. */
  readonly bar: number;
  /** Its step 0..15, or -1. */
  readonly step: number;
}

/** The music worker's part of the metrics. */
export interface MusicMetrics {
  readonly beats: number;
  readonly bars: number;
  readonly fallbackBars: number;
  readonly events: number;
  readonly droppedEvents: number;
  readonly slackBudget: Milliseconds;
  readonly provider: Provider;
  readonly latency: Readonly<Record<string, LatencyReading>>;
}

/** Music worker to main thread. */
export type MusicReport =
  | { readonly type: 'ready'; readonly provider: Provider }
  | { readonly type: 'moment'; readonly moment: MusicMoment }
  | { readonly type: 'person'; readonly time: Seconds; readonly person: Person | null; readonly aspect: number }
  | { readonly type: 'beat'; readonly beat: Beat }
  | { readonly type: 'bar'; readonly bar: DrumBar }
  | { readonly type: 'strokes'; readonly strokes: readonly DrumEvent[] }
  | { readonly type: 'pose'; readonly pose: PoseFrame }
  | { readonly type: 'metrics'; readonly metrics: MusicMetrics }
  /** A few times a second while another machine's clock is heard. */
  | { readonly type: 'external-clock'; readonly reading: ClockReading }
  /** The fields of a `UserError`, which does not survive being posted. */
  | { readonly type: 'error'; readonly code: string; readonly what: string; readonly remedy: string };
