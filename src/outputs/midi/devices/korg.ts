import { SOUNDS } from '../../../core/voices.ts';
import type { DeviceMap, NoteRole } from '../types.ts';
import { as, define, onChannel } from './define.ts';

const SOURCE = 'midi.guide, transcribed from the maker’s manual';
/** Any note plays a volca's part; middle C is as good as another. */
const ANY_NOTE = 60;
const SHORT_MESSAGE = 'Global setting MIDI RX ShortMessage must be ON.';
const PARTS = 'What each part sounds like is your program’s: put the sounds on its parts.';

const part = (number: number): NoteRole => onChannel(number, ANY_NOTE);

export const KORG: readonly DeviceMap[] = [
  define({
    id: 'korg-volca-beats',
    maker: 'Korg',
    name: 'volca beats',
    // Velocity is not recognised: what is sent makes no difference.
    velocity: { shape: 'fixed', low: 1, high: 100 },
    sounds: {
      kick: 36,
      snare: 38,
      closedHat: 42,
      openHat: 46,
      lowTom: 43,
      midTom: as('lowTom'),
      highTom: 50,
      crash: 49,
      ride: as('crash'),
      clap: 39,
    },
    check: [
      'The channel is chosen while holding MEMORY at power-on.',
      SHORT_MESSAGE,
      'All strokes are equally loud: velocity is not recognised.',
      'The crash note is from a second source.',
    ],
    source: `${SOURCE}; maquinitas’ notes`,
    confidence: 'A',
  }),
  define({
    id: 'korg-volca-drum',
    maker: 'Korg',
    name: 'volca drum',
    channel: 1,
    sounds: {
      kick: part(1),
      snare: part(2),
      closedHat: part(3),
      openHat: part(4),
      lowTom: part(5),
      midTom: as('lowTom'),
      highTom: as('lowTom'),
      crash: part(6),
      ride: as('crash'),
    },
    check: ['Parts 1 to 6 are channels 1 to 6.', PARTS],
    source: SOURCE,
    confidence: 'A',
  }),
  define({
    id: 'korg-volca-sample',
    maker: 'Korg',
    name: 'volca sample',
    channel: 1,
    noteOff: { style: 'note-off', gate: 1 },
    // Parts 1 to 10 in the order of the sounds.
    sounds: Object.fromEntries(SOUNDS.slice(0, 10).map((sound, i) => [sound, part(i + 1)])),
    check: [
      'Parts 1 to 10 are channels 1 to 10.',
      PARTS,
      SHORT_MESSAGE,
      'The second generation has a single-channel mode: not this map.',
    ],
    source: `${SOURCE}; volca sample2 MIDI implementation`,
    confidence: 'A',
  }),
  define({
    id: 'korg-mr-16',
    maker: 'Korg',
    name: 'MR-16',
    // 1 to 95 are one loudness, 96 to 127 another.
    velocity: { shape: 'fixed', low: 1, high: 64 },
    accent: { from: 0.75, velocity: 127 },
    noteOff: { style: 'none', gate: 50 },
    sounds: {
      kick: [36, 35],
      snare: [38, 40],
      closedHat: [42, 44],
      openHat: 46,
      lowTom: [41, 43, 45],
      midTom: as('lowTom'),
      highTom: [47, 48],
      crash: 49,
      ride: 51,
      clap: 39,
      rim: 37,
    },
    check: ['The channel, 1 to 15, is set by DIP switches.'],
    source: 'maquinitas’ notes',
    confidence: 'A',
  }),
];
