import type { Seconds } from '../../core/units.ts';

/** What is given to a port: bytes and the stream time at which they are to leave. */
export interface TimedMessage {
  readonly bytes: readonly number[];
  readonly at: Seconds;
}

/** Never hand more than this ahead: what the browser has been given can't be taken back. */
export const MIDI_AHEAD: Seconds = 0.1;

const NOTE_OFF = 0x80;
const NOTE_ON = 0x90;
const CONTROL = 0xb0;
const SONG_POSITION = 0xf2;
const ALL_SOUND_OFF = 120;
const ALL_NOTES_OFF = 123;
const CHANNELS = 16;

export const CLOCK: readonly number[] = [0xf8];
export const START: readonly number[] = [0xfa];
export const CONTINUE: readonly number[] = [0xfb];
export const STOP: readonly number[] = [0xfc];

/** @param channel 1..16 */
export const noteOn = (channel: number, note: number, velocity: number): readonly number[] => [
  NOTE_ON + channel - 1,
  note,
  velocity,
];

export const noteOff = (channel: number, note: number): readonly number[] => [NOTE_OFF + channel - 1, note, 64];

/** @param sixteenths since the song's beginning; 14 bits, which are 1024 bars, then it begins again */
export const songPosition = (sixteenths: number): readonly number[] => [
  SONG_POSITION,
  sixteenths & 0x7f,
  (sixteenths >> 7) & 0x7f,
];

/** All Sound Off and All Notes Off on all channels: some machines know one, some the other, some neither. */
export const allOff = (): readonly (readonly number[])[] =>
  Array.from({ length: CHANNELS }, (_, channel) => [
    [CONTROL + channel, ALL_SOUND_OFF, 0],
    [CONTROL + channel, ALL_NOTES_OFF, 0],
  ]).flat();
