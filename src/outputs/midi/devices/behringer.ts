import type { DeviceMap } from '../types.ts';
import { as, define } from './define.ts';

const SOURCE = 'midi.guide, transcribed from the maker’s manual';
const MAP_PAGE = 'The MAP page of the machine can give any sound another note.';
const BASIC_CHANNEL = 'The channel is the one set on the machine.';

export const BEHRINGER: readonly DeviceMap[] = [
  define({
    id: 'behringer-rd-8',
    maker: 'Behringer',
    name: 'RD-8 (mk I)',
    sounds: {
      kick: 36,
      snare: 40,
      closedHat: 42,
      openHat: 46,
      lowTom: 45,
      midTom: 47,
      highTom: 50,
      crash: as('ride'),
      ride: 51,
      clap: 39,
      rim: 37,
      cowbell: 56,
    },
    check: [BASIC_CHANNEL, MAP_PAGE, 'Switches on the panel choose claves or rim and maracas or clap.'],
    source: SOURCE,
    confidence: 'A',
  }),
  define({
    id: 'behringer-rd-9',
    maker: 'Behringer',
    name: 'RD-9',
    sounds: {
      kick: 36,
      snare: 38,
      closedHat: 42,
      openHat: 46,
      lowTom: 45,
      midTom: 47,
      highTom: 50,
      crash: 49,
      ride: 51,
      clap: 39,
      rim: 37,
    },
    check: [BASIC_CHANNEL, MAP_PAGE],
    source: SOURCE,
    confidence: 'A',
  }),
  define({
    id: 'behringer-lm-drum',
    maker: 'Behringer',
    name: 'LM DRUM',
    sounds: {
      kick: 36,
      snare: 40,
      closedHat: 42,
      openHat: 46,
      lowTom: 45,
      midTom: 47,
      highTom: 50,
      crash: 49,
      ride: 51,
      clap: 39,
      rim: 37,
      cowbell: 56,
    },
    check: [
      BASIC_CHANNEL,
      'Chromatic mode has voices on channels 1 to 16: not this map.',
      'Velocity can switch samples.',
    ],
    source: SOURCE,
    confidence: 'A',
  }),
];
