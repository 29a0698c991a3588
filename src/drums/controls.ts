import { VOICES } from '../core/voices.ts';
import { DRUM_PARAMETERS, type DrumParameterName, muteName } from './parameters.ts';
import type { DrumControls } from './types.ts';

/** What the parameters' values tell the drummer. */
export function drumControls(settings: Readonly<Record<DrumParameterName, number>>): DrumControls {
  const { temperature, topP, density, complexity, style } = settings;
  const muted = VOICES.filter((voice) => settings[muteName(voice)] === 1);
  return { temperature, topP, density, complexity, style, muted };
}

/** All parameters at their defaults. */
export const USUAL_CONTROLS: DrumControls = drumControls(
  Object.fromEntries(Object.entries(DRUM_PARAMETERS).map(([name, parameter]) => [name, parameter.default])) as Record<
    DrumParameterName,
    number
  >,
);
