import type { Observable } from 'rxjs';
import type { Beat, BeatState } from '../beat/types.ts';
import type { Source, SourceChoice, SourceStatus } from '../camera/types.ts';
import type { ParameterName, Settings } from '../config.ts';
import type { ActionName, Bindings, ClockReading, MidiInputInfo } from '../control/types.ts';
import type { Person } from '../core/pose-frame.ts';
import type { Hertz, Milliseconds, Seconds, Unit } from '../core/units.ts';
import type { Sound } from '../core/voices.ts';
import type { DrumBar, Provider } from '../drums/types.ts';
import type { MotionFrame } from '../motion/types.ts';
import type { DeviceHealth, DeviceMap, DeviceSetup, MidiPortInfo, Role } from '../outputs/midi/types.ts';
import type { RecordingFile, RecordingInfo } from '../outputs/recording/types.ts';
import type { AudioTap } from '../outputs/types.ts';
import type { DrumEvent } from '../schedule/types.ts';
import type { StyleDescriptors } from '../style/types.ts';
import type { Calibration, CalibrationKind } from './calibration/types.ts';

/** Quantiles of one stage's time. */
export interface LatencySummary {
  readonly count: number;
  readonly min: Milliseconds;
  readonly p50: Milliseconds;
  readonly p95: Milliseconds;
  readonly p99: Milliseconds;
  readonly max: Milliseconds;
}

/** Notes handed to MIDI ports; of these, those handed over after their time; and those given up. */
export interface MidiCounts {
  readonly sent: number;
  readonly late: number;
  readonly dropped: number;
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
  /** Strokes that reached the audio thread after their time, and were not played. Must stay 0. */
  readonly lateEvents: number;
  /** Strokes given up because they could not be on time. */
  readonly droppedEvents: number;
  /** What a stroke has to spare at its hand-over to the audio thread when nothing is late: compare `latency.slack`. */
  readonly slackBudget: Milliseconds;
  /** Notes of all MIDI devices together. */
  readonly midi: MidiCounts;
  readonly provider: Provider;
  readonly poseDelegate: 'GPU' | 'CPU' | 'none';
  /** By stage: 'pose', 'motion', 'beat', 'style', 'drums', 'age' (shutter to beat state), 'slack' (to spare at hand-over). */
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

/** What a knob, key or pedal can be given. */
export type ControlTarget = { readonly parameter: ParameterName } | { readonly action: ActionName };

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
  /** Ports that can be sent to, and those that devices wait for. */
  readonly midiPorts$: Observable<readonly MidiPortInfo[]>;
  /** The MIDI machines in use, in the order in which they were added. Replays. */
  readonly devices$: Observable<readonly DeviceSetup[]>;
  /** What was sent, late, dropped and left out on each device. Replays; a few times a second while anything is sent. */
  readonly deviceHealth$: Observable<readonly DeviceHealth[]>;
  /** Inputs of this machine, and the chosen one while it is unplugged. Replays; empty before `connectMidi()`. */
  readonly midiInputs$: Observable<readonly MidiInputInfo[]>;
  /** The chosen input's clock, a few times a second while it is heard, whether or not it is followed. Replays. */
  readonly externalClock$: Observable<ClockReading>;
  /** What knobs, keys and pedals do. Replays. */
  readonly bindings$: Observable<Bindings<ParameterName>>;
  /** What waits for the next knob, key or pedal. Replays. */
  readonly learning$: Observable<ControlTarget | null>;
  readonly settings$: Observable<Settings>;
  /** Whether the last bar is held, whoever asked for it: a key, a button, a pedal. Replays. */
  readonly holding$: Observable<boolean>;

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
  /**
   * Finds the camera's delay or the sound's, with the help of whoever stands there. What comes out is set, and remembered for the
   * device (camera, sound output). See {@link Calibration}: subscribing starts it, unsubscribing ends it.
   */
  calibrate(kind: CalibrationKind): Calibration;
  /** A tap on the beat, now; or to the light or click of a calibration. */
  tap(): void;
  /** The beat nearest to now is the first of a bar. A MIDI clock that is followed, and whose start was missed, is joined by it. */
  downbeat(): void;
  /** The next bar is a fill. */
  fill(): void;
  /** While on, the last bar comes again, varied. */
  hold(on: boolean): void;

  set(parameter: ParameterName, value: number): void;
  get(parameter: ParameterName): number;

  /** Asks for MIDI permission if needed and lists ports; says in `notices$` why there are none. */
  connectMidi(): Promise<void>;
  /** Shorthand for whoever has one machine: General MIDI to this port, as the device 'main'. null: no such device. */
  chooseMidiPort(id: string | null): void;
  /** Maps of the machines that are known, to choose from. */
  readonly deviceMaps: readonly DeviceMap[];
  /**
   * A new device: General MIDI, all sounds, no clock and no port where `change` doesn't say otherwise. Its id.
   * @throws UserError 'midi-devices-invalid': which field, its value and what is expected; nothing is changed then.
   */
  addDevice(change?: Partial<Omit<DeviceSetup, 'id'>>): string;
  /** @throws UserError as `addDevice`, and 'midi-device-unknown' */
  updateDevice(id: string, change: Partial<Omit<DeviceSetup, 'id'>>): void;
  /** How a device plays one sound: on a copy of its map. @throws UserError as `updateDevice` */
  setRole(id: string, sound: Sound, role: Role): void;
  /** @throws UserError 'midi-device-unknown' */
  removeDevice(id: string): void;
  /** Takes the devices of an exported file in the place of those there are. @throws UserError as `addDevice` */
  importDevices(json: string): void;
  /** All devices, whole, as JSON. */
  exportDevices(): string;
  /**
   * One stroke at once, whether or not anything plays. False: the machine has no such sound, or no port.
   * @param velocity 0..1; 0.8 where left out
   * @throws UserError 'midi-device-unknown'
   */
  audition(id: string, sound: Sound, velocity?: Unit): boolean;
  /**
   * One stroke of the synthesiser at once, whether or not anything plays. Call it from a user's gesture.
   * @param velocity above 0, to 1; 0.8 where left out
   */
  strike(sound: Sound, velocity?: Unit): void;

  /** By id; it is found again by its name. Keys and knobs are heard from every input, the clock from this one. null: none. */
  chooseMidiInput(id: string | null): void;
  /** The next knob that is turned is the parameter's; the next key or pedal that goes down is the action's. null: never mind. */
  learn(target: ControlTarget | null): void;
  unbind(target: ControlTarget): void;
  /** The parameter's values at its knob's ends, in any order; null: its minimum and maximum. Nothing where it has no knob. */
  bindRange(parameter: ParameterName, range: readonly [from: number, to: number] | null): void;
  /** Takes the bindings of an exported file in the place of those there are. @throws UserError 'controls-invalid' */
  importBindings(json: string): void;
  exportBindings(): string;

  /**
   * The newest performance, from `start()` on, as a standard MIDI file; an empty one before the first.
   * @throws UserError 'recording-unwritten' where its journal can't be read
   */
  exportMidi(): Promise<Blob>;
  /**
   * Every performance is written down as it is played (its strokes and tempo; with {@link Engine.recordAudio} its sound), in files
   * that survive the page. Newest first; the running one, if any, included. Replays; once a second.
   */
  readonly recordings$: Observable<readonly RecordingInfo[]>;
  /**
   * From the call with true on the sound is recorded, of the running performance and of those that follow, sample for sample as it
   * leaves the instrument (32-bit float); until the call with false. `notices$` says 'recording-in-memory' where the browser
   * keeps no files, 'recording-full' when there is no room left (what was recorded is kept), 'recording-recovered' when
   * a recording that a crash had cut off was saved.
   */
  recordAudio(on: boolean): Promise<void>;
  /**
   * The files of a recording, read from the disk when they are used: one .mid, or its stretches of sound as .wav, each at most
   * 4 GB (3 hours) long. The running performance's .mid can be had, its sound not yet.
   * @throws UserError 'recording-unknown', 'recording-unwritten'
   */
  downloadRecording(id: string, kind: 'midi' | 'audio'): Promise<readonly RecordingFile[]>;
  /** @throws UserError as `downloadRecording`; the running performance can't be deleted */
  deleteRecording(id: string): Promise<void>;
  /** Poses are recorded from the call with true until the call with false, which yields the `.pose.jsonl` file. */
  recordPoses(on: boolean): Blob | null;

  /** The sound as it leaves the instrument, to record or to measure it; null before the first start. */
  readonly audio: AudioTap | null;

  /** Stream-clock time now. */
  now(): Seconds;
  dispose(): Promise<void>;
}
