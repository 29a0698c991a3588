import type { Parameter } from '../core/parameter.ts';
import { SOUND_LABELS, VOICES, type Voice } from '../core/voices.ts';

/** The public name of a voice's mute. */
export type MuteName = `${Voice}Mute`;
export const muteName = (voice: Voice): MuteName => `${voice}Mute`;

/** The styles of the nets in their order, by their names in front of people; -1 is none in particular. */
const STYLE_NAMES = [
  'Afrobeat',
  'Afrocuban',
  'Blues',
  'Country',
  'Dance',
  'Funk',
  'Gospel',
  'Highlife',
  'Hip-hop',
  'Jazz',
  'Latin',
  'Middle Eastern',
  'New Orleans',
  'Pop',
  'Punk',
  'Reggae',
  'Rock',
  'Soul',
] as const;

function describeMutes(): Readonly<Record<MuteName, Parameter>> {
  const entries = VOICES.map((voice) => {
    const group = SOUND_LABELS[voice];
    const doc = 'The drummer does without it, from the next bar on.';
    const choices = ['Off', 'On'];
    return [
      muteName(voice),
      { label: `${group} mute`, unit: '', min: 0, max: 1, step: 1, default: 0, choices, group, doc },
    ];
  });
  return Object.fromEntries(entries) as Record<MuteName, Parameter>;
}

const DRUMMER = {
  temperature: {
    label: 'Temperature',
    unit: '',
    min: 0.2,
    max: 2,
    step: 0.05,
    default: 1,
    doc: 'How daring the drummer is.',
  },
  topP: {
    label: 'Top-p',
    unit: '',
    min: 0.05,
    max: 1,
    step: 0.05,
    default: 1,
    doc: 'The drummer chooses among the likeliest strokes that make up this share; below 1 nothing far-fetched is played.',
  },
  density: {
    label: 'Density',
    unit: '',
    min: -1,
    max: 1,
    step: 0.05,
    default: 0,
    doc: 'Sparser or denser than the dance asks for.',
  },
  complexity: {
    label: 'Complexity',
    unit: '',
    min: -1,
    max: 1,
    step: 0.05,
    default: 0,
    doc: 'Plainer or busier between the accents: eighths, or 16ths and syncopes.',
  },
  style: {
    label: 'Style',
    unit: '',
    min: -1,
    max: STYLE_NAMES.length - 1,
    step: 1,
    default: -1,
    choices: ['Any', ...STYLE_NAMES],
    doc: 'The genre that the drummer has in mind.',
  },
  seed: {
    label: 'Seed',
    unit: '',
    min: 0,
    max: 2147483647,
    step: 1,
    default: 1,
    doc: 'Same seed and same movement give the same drums.',
  },
} as const satisfies Record<string, Parameter>;

/** Everything that the drummer can be told once for many bars, for the public table in src/config.ts. */
export const DRUM_PARAMETERS = { ...DRUMMER, ...describeMutes() };
export type DrumParameterName = keyof typeof DRUM_PARAMETERS;
