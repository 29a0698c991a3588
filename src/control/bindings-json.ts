import { UserError } from '../core/errors.ts';
import type { Parameter } from '../core/parameter.ts';
import { ACTIONS, type ActionBinding, type ActionName, type Bindings, type CcBinding } from './types.ts';

const FORMAT = 'rhythmicnet-controls';
const VERSION = 1;
const HIGHEST_CONTROLLER = 119;
const HIGHEST_NOTE = 127;

type Fields = Readonly<Record<string, unknown>>;

const shown = (value: unknown): string => (value === undefined ? 'missing' : JSON.stringify(value));

function invalid(where: string, value: unknown, expected: string): UserError {
  const what = `The controls can't be read: ${where} is ${shown(value)}, not ${expected}.`;
  return new UserError('controls-invalid', what, 'Nothing was changed. Choose a file that was exported here.');
}

function fields(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(where, value, 'an object');
  return value as Fields;
}

function list(value: unknown, where: string): readonly Fields[] {
  if (!Array.isArray(value)) throw invalid(where, value, 'a list');
  return value.map((item, i) => fields(item, `${where}[${i}]`));
}

function whole(value: unknown, where: string, low: number, high: number): number {
  if (Number.isInteger(value) && (value as number) >= low && (value as number) <= high) return value as number;
  throw invalid(where, value, `a whole number from ${low} to ${high}`);
}

function oneOf<Name extends string>(value: unknown, where: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === value);
  if (found !== undefined) return found;
  throw invalid(where, value, `one of ${names.join(', ')}`);
}

function once<Item>(items: readonly Item[], name: (item: Item) => string, where: string): readonly Item[] {
  const twice = items.map(name).find((item, i, all) => all.indexOf(item) < i);
  if (twice !== undefined) throw invalid(where, twice, 'bound only once');
  return items;
}

function range(value: unknown, where: string, { min, max }: Parameter): readonly [number, number] {
  const inside = (end: unknown): boolean => typeof end === 'number' && end >= min && end <= max;
  if (Array.isArray(value) && value.length === 2 && value.every(inside)) return [value[0], value[1]];
  throw invalid(where, value, `two numbers from ${min} to ${max}`);
}

function ccBinding<Name extends string>(
  given: Fields,
  where: string,
  parameters: Readonly<Record<Name, Parameter>>,
): CcBinding<Name> {
  const parameter = oneOf(given['parameter'], `${where}.parameter`, Object.keys(parameters) as Name[]);
  const channel = whole(given['channel'], `${where}.channel`, 1, 16);
  const controller = whole(given['controller'], `${where}.controller`, 0, HIGHEST_CONTROLLER);
  if (given['range'] === undefined) return { parameter, channel, controller };
  return { parameter, channel, controller, range: range(given['range'], `${where}.range`, parameters[parameter]) };
}

function actionBinding(given: Fields, where: string): ActionBinding {
  const action = oneOf(given['action'], `${where}.action`, Object.keys(ACTIONS) as ActionName[]);
  const kind = oneOf(given['kind'], `${where}.kind`, ['note', 'controller']);
  const channel = whole(given['channel'], `${where}.channel`, 1, 16);
  const highest = kind === 'note' ? HIGHEST_NOTE : HIGHEST_CONTROLLER;
  return { action, kind, channel, number: whole(given['number'], `${where}.number`, 0, highest) };
}

function decode(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const what = `The controls can't be read: this is no JSON (${why}).`;
    throw new UserError('controls-invalid', what, 'Nothing was changed. Choose a file that was exported here.', {
      cause,
    });
  }
}

/** @throws UserError 'controls-invalid': which field, its value and what is expected. */
export function parseBindings<Name extends string>(
  json: string,
  known: Readonly<Record<Name, Parameter>>,
): Bindings<Name> {
  const { format, version, parameters, actions } = fields(decode(json), 'the file');
  if (format !== FORMAT) throw invalid('format', format, `"${FORMAT}"`);
  if (version !== VERSION) throw invalid('version', version, `${VERSION}`);
  const ccs = list(parameters, 'parameters').map((item, i) => ccBinding(item, `parameters[${i}]`, known));
  const presses = list(actions, 'actions').map((item, i) => actionBinding(item, `actions[${i}]`));
  return {
    parameters: once(ccs, ({ parameter }) => parameter, 'parameters'),
    actions: once(presses, ({ action }) => action, 'actions'),
  };
}

export function formatBindings({ parameters, actions }: Bindings): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, parameters, actions }, null, 2)}\n`;
}
