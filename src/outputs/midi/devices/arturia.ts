import type { DeviceMap } from '../types.ts';
import { as, define } from './define.ts';

export const ARTURIA: readonly DeviceMap[] = [
  define({
    id: 'arturia-drumbrute',
    maker: 'Arturia',
    name: 'DrumBrute',
    sounds: {
      kick: [36, 37],
      snare: 38,
      closedHat: 42,
      openHat: 43,
      lowTom: 47,
      midTom: as('lowTom'),
      highTom: 45,
      crash: [48, 49],
      ride: as('crash'),
      clap: 39,
      rim: 40,
    },
    check: ['Channel and accent threshold are set in the MIDI Control Center.'],
    source: 'Ardour’s patch file; DrumBrute manual p. 75',
    confidence: 'B',
  }),
  define({
    id: 'arturia-drumbrute-impact',
    maker: 'Arturia',
    name: 'DrumBrute Impact',
    channel: 1,
    sounds: {
      kick: 36,
      snare: [38, 37],
      closedHat: 43,
      openHat: 44,
      lowTom: 40,
      midTom: as('lowTom'),
      highTom: 39,
      crash: 41,
      ride: as('crash'),
      cowbell: 42,
    },
    check: ['Each sound’s colour is 12 notes above it.'],
    source: 'measured on the machine by its owner; manual (ES) p. 103',
    confidence: 'B',
  }),
];
