import type { Milliseconds, Unit } from '../../core/units.ts';
import type { Sound } from '../../core/voices.ts';

/** How hard a note is struck. Main thread and tests; plain data, as everything here. */
export interface VelocityCurve {
  /**
   * From a stroke's 0..1: 'linear'; 'convex' bulges up, so that soft strokes come out louder (square root); 'concave' hangs
   * down (square); 'fixed' is always `high`.
   */
  readonly shape: 'linear' | 'convex' | 'concave' | 'fixed';
  /** 1..127, the softest and the loudest that is sent; `low` is not above `high`. */
  readonly low: number;
  readonly high: number;
}

/** What a machine does that knows loud strokes only as accents. */
export interface Accent {
  /** A stroke from this velocity on is an accent. */
  readonly from: Unit;
  /** 1..127: the velocity that the machine takes for an accent. */
  readonly velocity: number;
  /** 0..127: the note that plays the accented sound, where it has one of its own. */
  readonly note?: number;
}

/** How a note ends. A gate of 1 ms is as soon as a MIDI cable can: a note-on takes it that long to pass. */
export interface NoteOff {
  /** 'note-off'; 'zero': a note-on of velocity 0, which takes fewer bytes on a busy cable; 'none': the machine needs no end. */
  readonly style: 'note-off' | 'zero' | 'none';
  /** 1..2000, from the note's beginning to its end. */
  readonly gate: Milliseconds;
}

/** How one sound is played. What is left out is as the device has it. */
export interface NoteRole {
  /** 0..127. */
  readonly note: number;
  /** 1..16, where a part has a channel of its own. */
  readonly channel?: number;
  /** Other notes of the machine for the same sound, for whoever edits the map. */
  readonly alternates?: readonly number[];
  readonly velocity?: VelocityCurve;
  readonly accent?: Accent;
  readonly noteOff?: NoteOff;
  /** Sounds of the same group cut each other: a closed hat ends an open one. */
  readonly choke?: string;
}

/** null: the machine has no such sound, the stroke is left out (and counted). `like`: another sound stands in for it. */
export type Role = NoteRole | { readonly like: Sound } | null;

/** How far a map can be trusted. A: maker's chart or a transcription; B: a patch file or an owner; C: an assumption. */
export type Confidence = 'A' | 'B' | 'C' | 'none';

/** A drum machine as MIDI sees it: what `docs/midi-devices.md` describes, version 1. */
export interface DeviceMap {
  /** Lower-case words and hyphens. */
  readonly id: string;
  readonly maker: string;
  readonly name: string;
  /** 1..16, of every role that names none. */
  readonly channel: number;
  readonly velocity: VelocityCurve;
  readonly accent?: Accent;
  readonly noteOff: NoteOff;
  readonly roles: Readonly<Record<Sound, Role>>;
  /** What a player should look up or set at the machine, one sentence each. */
  readonly check: readonly string[];
  readonly source: string;
  readonly confidence: Confidence;
}

/** A port is found again by its id or, where that has changed, by its name. */
export interface PortChoice {
  readonly id: string;
  readonly name: string;
}

/** One machine on the stage. */
export interface DeviceSetup {
  /** Unique among the devices; ours, not the browser's. */
  readonly id: string;
  /** null: not connected to anything yet. */
  readonly port: PortChoice | null;
  /** A preset or an edited copy; always whole. */
  readonly map: DeviceMap;
  /** The sounds that this device plays; strokes of others pass it by and are not counted as left out. */
  readonly plays: readonly Sound[];
  /** -100..100: notes leave so much later than the sound of the page is heard. */
  readonly notesDelay: Milliseconds;
  /** -100..100, the same for clock and transport. */
  readonly clockDelay: Milliseconds;
  readonly sendClock: boolean;
  /** Start, stop, continue and song position. */
  readonly sendTransport: boolean;
  /** The clock goes on at the last tempo while nothing plays. */
  readonly keepClock: boolean;
  readonly enabled: boolean;
}

/** What has become of everything that was meant for a device. Counts only grow. */
export interface DeviceHealth {
  readonly id: string;
  /** Its port is there and can be sent to. */
  readonly connected: boolean;
  /** Strokes handed to the port; two at once on one note are one note. */
  readonly sent: number;
  /** Of these, handed over after their time, by at most 2 ms. */
  readonly late: number;
  /** Strokes not sent: too late, no port, or the music was stopped while they waited. */
  readonly dropped: number;
  /** Strokes that the machine has no sound for. */
  readonly unmapped: number;
  /** Clock ticks handed to the port. */
  readonly ticks: number;
  /** Of these, ticks handed over after their time. Ticks are caught up, never dropped. */
  readonly lateTicks: number;
}

/** A port of this machine, or one that a device waits for while it is unplugged. */
export interface MidiPortInfo extends PortChoice {
  readonly connected: boolean;
}
