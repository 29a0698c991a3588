import type { Parameter } from '../core/parameter.ts';
import type { Unit } from '../core/units.ts';
import type { CcBinding, ControlMessage } from './types.ts';

/** Controllers from here on are channel mode messages, no knobs. */
const CONTROLLERS = 120;
/** A controller below this has its lower seven bits this far above it. */
const FINE = 32;
const COARSE_TOP = 127;
const FINE_TOP = 127 * 128 + 127;

export interface CcMapOptions<Name extends string> {
  readonly parameters: Readonly<Record<Name, Parameter>>;
  /** Brings a value onto the parameter's step and into its range. */
  readonly conform: (name: Name, value: number) => number;
  readonly current: (name: Name) => number;
  /** Soft take-over: a knob moves its parameter only after it has met the value that is set. */
  readonly pickUp: () => boolean;
}

export interface Change<Name extends string> {
  readonly parameter: Name;
  readonly value: number;
}

/** Knobs to parameters. Pure but for what it remembers of the knobs. */
export interface CcMap<Name extends string> {
  /** What the message changes. */
  take(message: ControlMessage): readonly Change<Name>[];
  /** The next controller that moves is the parameter's; null: no more. */
  learn(name: Name | null): void;
  readonly learning: Name | null;
  readonly bindings: readonly CcBinding<Name>[];
  /** @param bindings at most one a parameter; a controller may move several. */
  set(bindings: readonly CcBinding<Name>[]): void;
}

/** What is remembered of one binding's knob. */
interface Knob<Name extends string> {
  readonly binding: CcBinding<Name>;
  /** Upper seven bits, if they were the last message. */
  coarse: number | null;
  /** Where it stood, as a value of the parameter. */
  stood: number | null;
  /** The value that it set last; while the parameter still has it, the knob has hold of it. */
  gave: number | null;
}

/** How far a knob at `position` is between its ends, or null where the message is none of its. */
function turn<Name extends string>(knob: Knob<Name>, number: number, value: number): Unit | null {
  const { controller } = knob.binding;
  const before = knob.coarse;
  knob.coarse = number === controller ? value : null;
  if (number === controller) return value / COARSE_TOP;
  const refines = controller < FINE && number === controller + FINE && before !== null;
  return refines ? (before * 128 + value) / FINE_TOP : null;
}

export function createCcMap<Name extends string>(options: CcMapOptions<Name>): CcMap<Name> {
  const { parameters, conform, current, pickUp } = options;
  let knobs: readonly Knob<Name>[] = [];
  let learning: Name | null = null;

  const newKnob = (binding: CcBinding<Name>): Knob<Name> => ({ binding, coarse: null, stood: null, gave: null });
  const range = ({ parameter, range: own }: CcBinding<Name>): readonly [number, number] =>
    own ?? [parameters[parameter].min, parameters[parameter].max];

  /** Does the knob have hold of its parameter, now that it stands at `value`? */
  const holds = (knob: Knob<Name>, value: number): boolean => {
    const { parameter } = knob.binding;
    const set = current(parameter);
    if (!pickUp() || parameters[parameter].choices || knob.gave === set) return true;
    const [from, to] = range(knob.binding);
    const near = Math.abs(to - from) / COARSE_TOP + parameters[parameter].step / 2;
    const passed = knob.stood !== null && (knob.stood - set) * (value - set) <= 0;
    return passed || Math.abs(value - set) <= near;
  };

  const move = (knob: Knob<Name>, message: ControlMessage): Change<Name>[] => {
    if (message.channel !== knob.binding.channel) return [];
    const position = turn(knob, message.number, message.value);
    if (position === null) return [];
    const { parameter } = knob.binding;
    const [from, to] = range(knob.binding);
    const value = conform(parameter, from + position * (to - from));
    const held = holds(knob, value);
    knob.stood = value;
    if (!held) return [];
    knob.gave = value;
    return value === current(parameter) ? [] : [{ parameter, value }];
  };

  const bind = (parameter: Name, channel: number, controller: number): void => {
    const others = knobs.filter(({ binding }) => binding.parameter !== parameter);
    knobs = [...others, newKnob({ parameter, channel, controller })];
    learning = null;
  };

  return {
    take(message) {
      if (message.type !== 'controller' || message.number >= CONTROLLERS) return [];
      if (learning !== null) bind(learning, message.channel, message.number);
      return knobs.flatMap((knob) => move(knob, message));
    },
    learn: (name) => {
      learning = name;
    },
    get learning() {
      return learning;
    },
    get bindings() {
      return knobs.map(({ binding }) => binding);
    },
    set: (bindings) => {
      knobs = bindings.map(newKnob);
      learning = null;
    },
  };
}
