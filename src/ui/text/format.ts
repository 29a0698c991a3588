import type { BeatState } from '../../beat/types.ts';
import { PARAMETERS, type Parameter, type ParameterName } from '../../config.ts';
import type { Bpm, Unit } from '../../core/units.ts';

/** What the tracker's modes are called in front of people. */
export const MODE_WORDS: Readonly<Record<BeatState['mode'], string>> = {
  rest: 'At rest',
  seeking: 'Finding the beat',
  locked: 'Locked',
};

/** Stands where no tempo is. */
export const NO_TEMPO = '–';

/** Whole beats a minute, or a dash while there is no tempo to speak of. */
export function formatTempo(bpm: Bpm, mode: BeatState['mode']): string {
  return mode === 'locked' && Number.isFinite(bpm) && bpm > 0 ? String(Math.round(bpm)) : NO_TEMPO;
}

/** "82 %": a part of one as whole per cent. Anything that is no number reads as 0. */
export function formatPercent(part: Unit): string {
  const clipped = Math.min(1, Math.max(0, Number.isFinite(part) ? part : 0));
  return `${Math.round(clipped * 100)} %`;
}

/** Milliseconds for a meter: one decimal below ten, whole above; a dash for what was never measured. */
export function formatMs(ms: number | undefined): string {
  if (ms === undefined || !Number.isFinite(ms)) return '–';
  return `${Math.abs(ms) < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

/** Decimals that a step of this size needs: 1 -> 0, 0.5 -> 1, 0.05 -> 2. */
function decimals(step: number): number {
  return Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
}

/** The name of a choice's value; values beyond the listed names are numbered from 1. */
export function choiceName(parameter: Parameter, value: number): string {
  const index = value - parameter.min;
  return parameter.choices?.[index] ?? `${parameter.label} ${index}`;
}

/** "centre", "left 20", "right 100": -1..1 as mixing desks say it. */
function formatPan(pan: number): string {
  const side = Math.round(Math.abs(pan) * 100);
  if (side === 0) return 'centre';
  return `${pan < 0 ? 'left' : 'right'} ${side}`;
}

/** A parameter's value as people read it: "-6 dB", "1.05", "Acoustic", "left 20", "muted" for a volume at its floor. */
export function formatParameter(name: ParameterName, value: number): string {
  const parameter: Parameter = PARAMETERS[name];
  if (parameter.choices) return choiceName(parameter, value);
  if (name === 'volume' && value <= parameter.min) return 'muted';
  if (name.endsWith('Pan')) return formatPan(value);
  const digits = value.toFixed(decimals(parameter.step)).replace('-', '−');
  return parameter.unit ? `${digits} ${parameter.unit}` : digits;
}
