import type { BeatPosition, Bpm, Milliseconds, Seconds } from '../core/units.ts';

/** MIDI clock: this many ticks a beat, and this many a unit of song position (a 16th). */
export const TICKS_PER_BEAT = 24;
export const TICKS_PER_SIXTEENTH = 6;

/** What another machine says about time, with the browser's time stamp on the stream clock. */
export type ClockMessage =
  | { readonly type: 'tick' | 'start' | 'continue' | 'stop'; readonly time: Seconds }
  /** Song position: 16ths since the song's beginning, 0..16383. */
  | { readonly type: 'position'; readonly time: Seconds; readonly sixteenths: number };

/** A key, pedal or knob. */
export interface ControlMessage {
  readonly type: 'note' | 'controller';
  readonly time: Seconds;
  /** 1..16. */
  readonly channel: number;
  /** 0..127, of the key or controller. */
  readonly number: number;
  /** 0..127; a key's velocity, 0 where it was let go. */
  readonly value: number;
}

/** A controller that sets a parameter. */
export interface CcBinding<Name extends string = string> {
  readonly parameter: Name;
  /** 1..16. */
  readonly channel: number;
  /** 0..119. The controller 32 above one that is below 32 refines it, as MIDI has it. */
  readonly controller: number;
  /** The parameter's values at the controller's ends, its own minimum and maximum where left out; may run downwards. */
  readonly range?: readonly [from: number, to: number];
}

/** What can be done by key, pedal or button. */
export const ACTIONS = {
  tap: { label: 'Tap', doc: 'A tap on the beat, now.' },
  downbeat: { label: 'Downbeat', doc: 'The beat nearest to now is the first of a bar.' },
  fill: { label: 'Fill', doc: 'The next bar is a fill.' },
  hold: { label: 'Hold', doc: 'While it is held down, the last bar comes again, varied.' },
  nextKit: { label: 'Next kit', doc: 'The next drum kit.' },
  startStop: { label: 'Start, stop', doc: 'Starts the sound, or stops it.' },
  panic: { label: 'Panic', doc: 'Silence everywhere, at once.' },
} as const;
export type ActionName = keyof typeof ACTIONS;

/** A key or controller that does something; a controller (a pedal, say) is down from value 64 on. */
export interface ActionBinding {
  readonly action: ActionName;
  readonly kind: 'note' | 'controller';
  /** 1..16. */
  readonly channel: number;
  readonly number: number;
}

/** Everything that was learned. */
export interface Bindings<Name extends string = string> {
  readonly parameters: readonly CcBinding<Name>[];
  readonly actions: readonly ActionBinding[];
}

/** A port that MIDI comes from. */
export interface MidiInputInfo {
  readonly id: string;
  readonly name: string;
  readonly connected: boolean;
  /** Its clock is the one that may be followed. */
  readonly chosen: boolean;
}

/** What is known of another machine's clock at one instant. */
export interface ClockReading {
  /** 'silent': no ticks lately. 'stopped': it ticks, or did, and its song stands. 'running': its song plays. */
  readonly state: 'silent' | 'stopped' | 'running';
  /** 0 until a few ticks were heard. */
  readonly bpm: Bpm;
  /** Beats since the song's beginning; where it stands, while it isn't running. Negative just before the start. */
  readonly position: BeatPosition;
  /** Standard deviation of the ticks around the steady clock that is read out of them. */
  readonly jitter: Milliseconds;
  /** The tempo is known to about 0.1 %. */
  readonly stable: boolean;
  /** Counts starts, continues and jumps of the song: where it changes, positions have nothing to do with those before. */
  readonly journey: number;
}

/** Another machine's clock, for whoever lives by it. */
export interface ClockSource {
  /** @param time stream time; a little in the past or future. */
  at(time: Seconds): ClockReading;
}
