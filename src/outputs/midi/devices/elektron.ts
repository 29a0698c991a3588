import type { DeviceMap, NoteRole } from '../types.ts';
import { as, define, onChannel } from './define.ts';

const SOURCE = 'midi.guide, transcribed from the maker’s manual';
const KIT = 'What each track sounds like is your kit’s: put the sounds on its tracks.';
const AUTO = 'Set the machine’s auto channel to the channel given here, or the other way round.';

/** The Rytm has track n on channel n, and there note n - 1. */
const rytm = (track: number): NoteRole => onChannel(track, track - 1);

export const ELEKTRON: readonly DeviceMap[] = [
  define({
    id: 'elektron-analog-rytm-mkii',
    maker: 'Elektron',
    name: 'Analog Rytm MKII',
    channel: 1,
    // Tracks by the letters above their pads: BD SD RS CP BT LT MT HT CH OH CY CB.
    sounds: {
      kick: rytm(1),
      snare: rytm(2),
      rim: rytm(3),
      clap: rytm(4),
      lowTom: rytm(6),
      midTom: rytm(7),
      highTom: rytm(8),
      closedHat: rytm(9),
      openHat: rytm(10),
      crash: rytm(11),
      ride: as('crash'),
      cowbell: rytm(12),
    },
    check: ['Tracks must be on their default channels 1 to 12.', KIT],
    source: SOURCE,
    confidence: 'A',
  }),
  define({
    id: 'elektron-digitakt',
    maker: 'Elektron',
    name: 'Digitakt',
    sounds: {
      kick: 0,
      snare: 1,
      closedHat: 2,
      openHat: 3,
      lowTom: 4,
      midTom: as('lowTom'),
      highTom: 5,
      crash: 6,
      ride: 7,
    },
    check: [AUTO, 'Tracks must be on their default channels 1 to 8.', KIT],
    source: SOURCE,
    confidence: 'A',
  }),
  define({
    id: 'elektron-model-samples',
    maker: 'Elektron',
    name: 'Model:Samples and Model:Cycles',
    sounds: {
      kick: 0,
      snare: 1,
      closedHat: 2,
      openHat: 3,
      lowTom: 4,
      midTom: as('lowTom'),
      highTom: as('lowTom'),
      crash: 5,
      ride: as('crash'),
    },
    check: [AUTO, KIT],
    source: SOURCE,
    confidence: 'A',
  }),
  define({
    id: 'elektron-machinedrum',
    maker: 'Elektron',
    name: 'Machinedrum',
    // Tracks in the order BD SD HT MT LT CP RS CB CH OH RC CC.
    sounds: {
      kick: 36,
      snare: 38,
      highTom: 40,
      midTom: 41,
      lowTom: 43,
      clap: 45,
      rim: 47,
      cowbell: 48,
      closedHat: 50,
      openHat: 52,
      ride: 53,
      crash: 55,
    },
    check: ['The channel is the machine’s base channel.', KIT],
    source: SOURCE,
    confidence: 'A',
  }),
];
