import { define } from './define.ts';

/** Level 1 percussion: what any software instrument and most machines understand. */
export const GENERAL_MIDI = define({
  id: 'general-midi',
  maker: 'MIDI',
  name: 'General MIDI',
  sounds: {
    kick: [36, 35],
    snare: [38, 40],
    closedHat: [42, 44],
    openHat: 46,
    lowTom: [45, 41, 43],
    midTom: [47, 48],
    highTom: 50,
    crash: [49, 57],
    ride: [51, 59, 53],
    clap: 39,
    rim: 37,
    cowbell: 56,
  },
  source: 'General MIDI level 1 percussion key map',
  confidence: 'A',
});
