import { SOUNDS } from '../../../core/voices.ts';
import type { DeviceMap } from '../types.ts';
import { define } from './define.ts';
import { GENERAL_MIDI } from './general.ts';

const FIRST_PAD = 36;

export const SOFTWARE: readonly DeviceMap[] = [
  {
    ...GENERAL_MIDI,
    id: 'toontrack-ezdrummer',
    maker: 'Toontrack',
    name: 'EZdrummer',
    source: 'a published keyboard layout: General MIDI, with more articulations outside it',
    confidence: 'B',
  },
  define({
    id: 'xln-addictive-drums-2',
    maker: 'XLN Audio',
    name: 'Addictive Drums 2',
    sounds: {},
    check: ['Its layout is its own and not known here: give every sound the note that its map window shows.'],
    source: 'a MIDI tool’s table',
    confidence: 'C',
  }),
  define({
    id: 'ableton-drum-rack',
    maker: 'Ableton',
    name: 'Drum Rack (pads in order)',
    sounds: Object.fromEntries(SOUNDS.map((sound, i) => [sound, FIRST_PAD + i])),
    check: [
      'What each pad sounds like is your rack’s: put the sounds on its pads.',
      'For racks that are laid out as General MIDI choose General MIDI.',
    ],
    source: 'two MIDI tools: pads ascend from 36',
    confidence: 'C',
  }),
];
