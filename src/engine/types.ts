import type { Observable } from 'rxjs';
import type { Beat, BeatState } from '../beat/types.ts';
import type { Source, SourceChoice, SourceStatus } from '../camera/types.ts';
import type { ParameterName, Settings } from '../config.ts';
import type { Person } from '../core/pose-frame.ts';
import type { Hertz, Milliseconds, Seconds } from '../core/units.ts';
import type { DrumBar, Provider } from '../drums/types.ts';
import type { MotionFrame } from '../motion/types.ts';
import type { DrumEvent } from '../schedule/types.ts';
import type { StyleDescriptors } from '../style/types.ts';

/** Quantiles of one stage's time. */
export interface LatencySummary {
  readonly count: number;
  readonly p50: Milliseconds;
  readonly p95: Milliseconds;
  readonly p99: Milliseconds;
  readonly max: Milliseconds;
}

/** Every stage's cost and losses since the start. Counts only grow until the next start. */
export interface Metrics {
  readonly framesIn: number;
  /** Pictures that a newer one overtook before the pose model was free. */
  readonly framesDropped: number;
  readonly framesWithoutPerson: number;
  readonly poseRate: Hertz;
  readonly beats: number;
  readonly bars: number;
  readonly fallbackBars: number;
  readonly events: number;
  /** Strokes that reached the audio or MIDI output after their time (heard late). Must stay 0. */
  readonly lateEvents: number;
  /** Strokes given up because they could not be on time. */
  readonly droppedEvents: number;
  readonly provider: Provider;
  readonly poseDelegate: 'GPU' | 'CPU' | 'none';
  /** By stage: 'pose', 'motion', 'beat', 'style', 'drums', 'age' (shutter to beat state), 'slack' (time left at hand-over). */
  readonly latency: Readonly<Record<string, LatencySummary>>;
}

/** Something that the user should know or do, said in place. Gone when it no longer holds. */
export interface Notice {
  /** Stable, for programs and tests: 'audio-suspended', 'camera-denied', 'midi-unavailable', 'person-missing', ... */
  readonly code: string;
  readonly level: 'info' | 'warning' | 'error';
  /** What happened and what to do, for a person. */
  readonly text: string;
}

/** A port that MIDI can be sent to. */
export interface MidiPort {
  readonly id: string;
  readonly name: string;
  readonly connected: boolean;
}

/** What the instrument does right now; a new object about 30 times a second while a source runs. */
export interface EngineState {
  readonly running: boolean;
  readonly source: SourceStatus & { readonly kind: Source['kind'] | 'none' };
  readonly beat: BeatState;
  /** Accent strengths of the bar being danced, on its 16 steps; 0 where nothing (yet). */
  readonly accents: readonly number[];
  readonly descriptors: StyleDescriptors;
  /** The bar that sounds now and the one that follows, if they are written. */
  readonly playing: DrumBar | null;
  readonly coming: DrumBar | null;
  /** 0..15 in the bar that sounds, or -1 in silence. */
  readonly step: number;
}

/** The public face of the instrument. One a page. */
export interface Engine {
  /** Replays the latest on subscription. */
  readonly state$: Observable<EngineState>;
  readonly beats$: Observable<Beat>;
  readonly bars$: Observable<DrumBar>;
  /** Every stroke, when it is handed to the outputs (about 0.1 s before it sounds). */
  readonly strokes$: Observable<DrumEvent>;
  /** The tracked dancer after smoothing, with the time of the frame; null when nobody is there. */
  readonly person$: Observable<{ readonly time: Seconds; readonly person: Person | null; readonly aspect: number }>;
  readonly motion$: Observable<Pick<MotionFrame, 'time' | 'energy' | 'activity'>>;
  /** About once a second; replays. */
  readonly metrics$: Observable<Metrics>;
  /** Replays the current list. */
  readonly notices$: Observable<readonly Notice[]>;
  readonly midiPorts$: Observable<readonly MidiPort[]>;
  readonly settings$: Observable<Settings>;

  /** Changes to another body. The music goes to rest and finds the new one. */
  use(choice: SourceChoice): Promise<void>;
  /** What the mirror shows for the current source. */
  readonly picture: HTMLVideoElement | HTMLCanvasElement | null;
  cameras(): Promise<readonly { readonly id: string; readonly label: string }[]>;

  /** Starts sound; call it from a user's gesture. The body is followed before and after just the same. */
  start(): Promise<void>;
  /** Silence, at once; following goes on. */
  stop(): void;
  /** Silence everywhere: stops sound, sends note-offs and all-notes-off to MIDI. */
  panic(): void;
  /** A tap on the beat, now. */
  tap(): void;
  /** The beat nearest to now is the first of a bar. */
  downbeat(): void;

  set(parameter: ParameterName, value: number): void;
  get(parameter: ParameterName): number;

  /** Asks for MIDI permission if needed and lists ports; says in `notices$` why there are none. */
  connectMidi(): Promise<void>;
  /** null: no MIDI output. */
  chooseMidiPort(id: string | null): void;

  /** The performance since `start()` as a standard MIDI file. */
  exportMidi(): Blob;
  /** Poses are recorded from the call with true until the call with false, which yields the `.pose.jsonl` file. */
  recordPoses(on: boolean): Blob | null;

  /** The sound as it leaves the instrument, to record or to measure it; null before the first start. */
  readonly audio: { readonly context: AudioContext; readonly node: AudioNode } | null;

  /** Stream-clock time now. */
  now(): Seconds;
  dispose(): Promise<void>;
}
