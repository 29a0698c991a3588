import type { Parameter } from '../../core/parameter.ts';
import { SOUND_LABELS, SOUNDS, type Sound } from '../../core/voices.ts';

/** The kits' names, in the order of KITS. */
export const KIT_NAMES = ['Acoustic', '808', '909', 'Hands', 'Industrial'] as const;

/** What can be set of each sound. */
export const SOUND_PARAMETERS = ['tune', 'decay', 'level', 'pan'] as const;
export type SoundParameter = (typeof SOUND_PARAMETERS)[number];
/** As in `kickTune`. */
export type SoundParameterName = `${Sound}${Capitalize<SoundParameter>}`;

const SHAPES: Readonly<Record<SoundParameter, Omit<Parameter, 'group'>>> = {
  tune: { label: 'Tune', unit: 'st', min: -12, max: 12, step: 0.1, default: 0, doc: 'Pitch, in semitones.' },
  decay: { label: 'Decay', unit: '×', min: 0.25, max: 4, step: 0.05, default: 1, doc: 'How long it rings.' },
  level: { label: 'Level', unit: 'dB', min: -40, max: 12, step: 0.5, default: 0, doc: 'Level in the kit.' },
  pan: { label: 'Pan', unit: '', min: -1, max: 1, step: 0.05, default: 0, doc: 'Shifts its place: -1 left, 1 right.' },
};

/** The public name of a sound's parameter. */
export function soundParameterName(sound: Sound, parameter: SoundParameter): SoundParameterName {
  return `${sound}${parameter[0]!.toUpperCase()}${parameter.slice(1)}` as SoundParameterName;
}

const VOLUME: Parameter = {
  label: 'Volume',
  unit: 'dB',
  min: -60,
  max: 6,
  step: 0.5,
  default: -6,
  doc: 'Level of everything that sounds.',
};

const KIT: Parameter = {
  label: 'Kit',
  unit: '',
  min: 0,
  max: KIT_NAMES.length - 1,
  step: 1,
  default: 0,
  choices: KIT_NAMES,
  doc: 'The drum kit of the synthesiser.',
};

function describeSounds(): Readonly<Record<SoundParameterName, Parameter>> {
  const entries = SOUNDS.flatMap((sound) =>
    SOUND_PARAMETERS.map((parameter) => {
      const shape = SHAPES[parameter];
      const group = SOUND_LABELS[sound];
      return [
        soundParameterName(sound, parameter),
        { ...shape, label: `${group} ${shape.label.toLowerCase()}`, group },
      ];
    }),
  );
  return Object.fromEntries(entries) as Record<SoundParameterName, Parameter>;
}

/** Everything that the synthesiser can be told, for the public table in src/config.ts. */
export const SYNTH_PARAMETERS = { volume: VOLUME, kit: KIT, ...describeSounds() };
export type SynthParameterName = keyof typeof SYNTH_PARAMETERS;

/** Values of some of them; the others are at their defaults. */
export type SynthSettings = { readonly [P in SynthParameterName]?: number };
export const SYNTH_PARAMETER_NAMES = Object.keys(SYNTH_PARAMETERS) as readonly SynthParameterName[];

/**
 * What the worklet takes as AudioParams, one value a block: all of them but the kit, which is chosen by message. The volume,
 * then the sounds' parameters in the order of SOUNDS and SOUND_PARAMETERS.
 */
export const SYNTH_AUDIO_PARAMS = SYNTH_PARAMETER_NAMES.filter((name) => name !== 'kit').map((name) => {
  const { min, max, default: usual } = SYNTH_PARAMETERS[name];
  return { name, minValue: min, maxValue: max, defaultValue: usual, automationRate: 'k-rate' } as const;
});

export function isSynthParameter(name: string): name is SynthParameterName {
  return Object.hasOwn(SYNTH_PARAMETERS, name);
}
