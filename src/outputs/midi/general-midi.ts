import type { Voice } from '../../core/voices.ts';

/** Where a voice is played on a device; `channel` as people count, 1..16. */
export interface MidiRole {
  readonly channel: number;
  readonly note: number;
}

/** A device's notes. null: the device has no such voice, the stroke is left out. */
export interface DrumMap {
  readonly name: string;
  readonly roles: Readonly<Record<Voice, MidiRole | null>>;
}

const onDrumChannel = (note: number): MidiRole => ({ channel: 10, note });

/** General MIDI level 1 percussion; toms as the Groove MIDI data set has them (45, 48, 50). */
export const GENERAL_MIDI: DrumMap = {
  name: 'General MIDI',
  roles: {
    kick: onDrumChannel(36),
    snare: onDrumChannel(38),
    closedHat: onDrumChannel(42),
    openHat: onDrumChannel(46),
    lowTom: onDrumChannel(45),
    midTom: onDrumChannel(48),
    highTom: onDrumChannel(50),
    crash: onDrumChannel(49),
    ride: onDrumChannel(51),
  },
};

/** 1..127: a stroke is never a note-off. */
export const midiVelocity = (velocity: number): number => Math.min(127, Math.max(1, Math.round(velocity * 127)));
