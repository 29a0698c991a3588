import { PARAMETERS, type Parameter, type ParameterName } from '../../config.ts';
import { ACTIONS, type Bindings, type ClockReading } from '../../control/types.ts';
import { BEATS_PER_BAR } from '../../core/voices.ts';
import type { ControlTarget } from '../../engine/types.ts';

/** Parameters of no group belong to the whole instrument. */
const WHOLE = 'Instrument';

/** Every parameter under its group, both in the order of the table. */
export function parameterGroups(): readonly (readonly [group: string, names: ParameterName[]])[] {
  const groups = new Map<string, ParameterName[]>();
  for (const [name, { group = WHOLE }] of Object.entries(PARAMETERS) as [ParameterName, Parameter][])
    groups.set(group, [...(groups.get(group) ?? []), name]);
  return [...groups].sort(([a], [b]) => Number(b === WHOLE) - Number(a === WHOLE));
}

/** What a target is called. */
export const targetLabel = (target: ControlTarget): string =>
  'parameter' in target ? PARAMETERS[target.parameter].label : ACTIONS[target.action].label;

/** Equal targets. */
export function sameTarget(a: ControlTarget | null, b: ControlTarget): boolean {
  if (a === null) return false;
  return 'parameter' in a ? 'parameter' in b && a.parameter === b.parameter : 'action' in b && a.action === b.action;
}

/** "CC 20, channel 1", "Note 36, channel 10"; '' where nothing was learned. */
export function describeBinding(bindings: Bindings<ParameterName>, target: ControlTarget): string {
  if ('parameter' in target) {
    const knob = bindings.parameters.find(({ parameter }) => parameter === target.parameter);
    return knob ? `CC ${knob.controller}, channel ${knob.channel}` : '';
  }
  const key = bindings.actions.find(({ action }) => action === target.action);
  return key ? `${key.kind === 'note' ? 'Note' : 'CC'} ${key.number}, channel ${key.channel}` : '';
}

/** What the player is to do while something is being learned. */
export const learnPrompt = (target: ControlTarget): string =>
  `Waiting for ${'parameter' in target ? 'a knob' : 'a key or pedal'} for ${targetLabel(target)}. Esc cancels.`;

/** Another machine's clock, in words: a level for its mark, a line, and where its song is. */
export interface ClockWords {
  readonly level: 'good' | 'strained' | 'off';
  readonly words: string;
  readonly rows: readonly (readonly [label: string, value: string])[];
}

/** "bar 3, beat 2"; what comes before the song's first bar is its start. */
function songPosition(position: number): string {
  const beat = Math.max(0, Math.floor(position));
  return `bar ${Math.floor(beat / BEATS_PER_BAR) + 1}, beat ${(beat % BEATS_PER_BAR) + 1}`;
}

const STATE_WORDS: Readonly<Record<ClockReading['state'], string>> = {
  silent: 'No clock is heard',
  stopped: 'The clock ticks, its song stands',
  running: 'Running',
};

/** The state of the chosen input's clock. */
export function describeClock({ state, bpm, position, jitter, stable }: ClockReading): ClockWords {
  if (state === 'silent' || bpm === 0)
    return { level: 'off', words: state === 'silent' ? STATE_WORDS.silent : 'Listening to the clock', rows: [] };
  return {
    level: stable ? 'good' : 'strained',
    words: `${STATE_WORDS[state]}, ${stable ? 'stable' : 'not stable yet'}`,
    rows: [
      ['Tempo', `${bpm.toFixed(1)} bpm`],
      ['Jitter', `${jitter.toFixed(1)} ms`],
      ['Song', songPosition(position)],
    ],
  };
}
