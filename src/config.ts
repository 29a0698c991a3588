import type { Parameter } from './core/parameter.ts';
import { DRUM_PARAMETERS } from './drums/parameters.ts';
import { BUS_PARAMETERS } from './outputs/bus/parameters.ts';
import { PERCUSSION } from './outputs/orchestrate.ts';
import { SYNTH_PARAMETERS } from './outputs/synth/parameters.ts';

export type { Parameter };

/**
 * Every parameter of the instrument, once: the UI, the public API, URL configuration, MIDI CC and the docs read it here.
 */
export const PARAMETERS = {
  ...SYNTH_PARAMETERS,
  ...BUS_PARAMETERS,
  ...DRUM_PARAMETERS,
  latency: {
    label: 'Latency',
    unit: 'ms',
    min: 0,
    max: 500,
    step: 1,
    default: 0,
    doc: 'Constant time from a beat of the body to its sound. Beats are predicted, so 0 is possible.',
  },
  cameraDelay: {
    label: 'Camera delay',
    unit: 'ms',
    min: 0,
    max: 400,
    step: 1,
    default: 60,
    doc: 'Time from shutter to the time stamp of a webcam picture; subtracted from every frame.',
  },
  outputDelay: {
    label: 'Output delay',
    unit: 'ms',
    min: -100,
    max: 300,
    step: 1,
    default: 0,
    doc: 'How much later than the browser says the sound is heard, e.g. over Bluetooth; it is played that much earlier.',
  },
  midiDelay: {
    label: 'MIDI delay',
    unit: 'ms',
    min: -100,
    max: 100,
    step: 1,
    default: 0,
    doc: 'Shifts MIDI notes against the sound of the page.',
  },
  clockSource: {
    label: 'Tempo from',
    unit: '',
    min: 0,
    max: 1,
    step: 1,
    default: 0,
    choices: ['Dancer', 'MIDI clock'],
    doc: 'Who sets the tempo: the dancer, or another machine; the drums then come in on its bars while the dancer moves.',
  },
  clockDelay: {
    label: 'Clock delay',
    unit: 'ms',
    min: -100,
    max: 100,
    step: 1,
    default: 0,
    doc: 'How much later than the MIDI clock the beats are that follow it.',
  },
  pickUp: {
    label: 'Knobs',
    unit: '',
    min: 0,
    max: 1,
    step: 1,
    default: 1,
    choices: ['Jump', 'Pick up'],
    doc: 'A MIDI knob changes its value at once, or only after it has passed the value that is set.',
  },
  percussion: {
    label: 'Percussion',
    unit: '',
    min: 0,
    max: PERCUSSION.length - 1,
    step: 1,
    default: 0,
    choices: PERCUSSION,
    doc: 'Hands that clap with the back beats, a rim for the softest snare strokes, a cowbell with hat or ride.',
  },
  mirror: {
    label: 'Mirror',
    unit: '',
    min: 0,
    max: 1,
    step: 1,
    default: 1,
    choices: ['Off', 'On'],
    doc: 'Show the picture as a mirror does. The music does not change.',
  },
  beatFinder: {
    label: 'Beat finder',
    unit: '',
    min: 0,
    max: 1,
    step: 1,
    default: 1,
    choices: ['Kinematic', 'Learned'],
    doc: 'What the beat is found with: rules of how bodies mark beats, or a net trained on movement.',
  },
  poseModel: {
    label: 'Pose model',
    unit: '',
    min: 0,
    max: 1,
    step: 1,
    default: 0,
    choices: ['Lite', 'Full'],
    doc: 'Lite is faster, full is steadier.',
  },
  smoothing: {
    label: 'Smoothing',
    unit: '',
    min: 0,
    max: 1,
    step: 0.05,
    default: 0.5,
    doc: 'How strongly the skeleton is smoothed before it is measured.',
  },
} as const satisfies Record<string, Parameter>;

export type ParameterName = keyof typeof PARAMETERS;
export type Settings = { [P in ParameterName]: number };

/** All parameters at their defaults. */
export const DEFAULT_SETTINGS: Settings = Object.fromEntries(
  Object.entries(PARAMETERS).map(([name, parameter]) => [name, parameter.default]),
) as Settings;

/**
 * The value brought into the parameter's range and onto its step.
 * @throws RangeError if it is not a finite number.
 */
export function conform(name: ParameterName, value: number): number {
  const { min, max, step, label } = PARAMETERS[name];
  if (!Number.isFinite(value))
    throw new RangeError(`${label}: ${value} is not a number. Give one from ${min} to ${max}.`);
  const stepped = min + Math.round((value - min) / step) * step;
  return Math.min(max, Math.max(min, Number(stepped.toFixed(6))));
}
