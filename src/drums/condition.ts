import type { Bpm, Unit } from '../core/units.ts';
import type { Manifest } from './model-store.ts';

/** What a net may know about the bar that it writes. Fields left out are unknown to it. */
export interface BarFacts {
  /** Index into the manifest's styles. */
  readonly style?: number;
  readonly feel?: 'straight' | 'triplet';
  readonly bpm: Bpm;
  /** Bars since the music started. */
  readonly sinceStart: number;
  /** How loud, as a quantile of the training bars' mean velocity. */
  readonly energy?: Unit;
  /** How many strokes, as a quantile of the training bars' counts. */
  readonly density?: Unit;
  /** Share of the unaccented steps that sound all the same; 0: the rhythm is the exact tap pattern. */
  readonly between?: Unit;
  readonly fill?: boolean;
}

/** Phrase length that the nets count in, bars. */
const PHRASE = 8;
/** The tempo that the nets take as the middle. */
const MIDDLE_BPM = 110;

/** The condition vector of one bar, laid out as the manifest says. */
export function conditionVector(layout: Manifest['condition'], facts: BarFacts): Float32Array {
  const size = Object.values(layout).reduce((sum, field) => sum + field.size, 0);
  const vector = new Float32Array(size);
  const put = (name: string, index: number, value: number): void => {
    const field = layout[name];
    if (field && index >= 0 && index < field.size) vector[field.at + index] = value;
  };
  const scalar = (name: 'energy' | 'density' | 'between', value: Unit | undefined): void => {
    if (value === undefined) return;
    put(name, 0, value);
    put(name, 1, 1);
  };
  put('style', facts.style ?? -1, 1);
  if (facts.feel) put('feel', facts.feel === 'straight' ? 0 : 1, 1);
  put('phrase', facts.sinceStart % PHRASE, 1);
  put('start', 0, facts.sinceStart === 0 ? 1 : 0);
  put('tempo', 0, Math.log2(facts.bpm / MIDDLE_BPM));
  scalar('energy', facts.energy);
  scalar('density', facts.density);
  scalar('between', facts.between);
  if (facts.fill !== undefined) {
    put('fill', 0, facts.fill ? 1 : 0);
    put('fill', 1, 1);
  }
  return vector;
}
