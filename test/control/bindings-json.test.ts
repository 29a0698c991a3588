import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PARAMETERS, type ParameterName } from '../../src/config.ts';
import { formatBindings, parseBindings } from '../../src/control/bindings-json.ts';
import { ACTIONS, type ActionName, type Bindings } from '../../src/control/types.ts';
import { UserError } from '../../src/core/errors.ts';

const names = Object.keys(PARAMETERS) as ParameterName[];
const channel = fc.integer({ min: 1, max: 16 });
const controller = fc.integer({ min: 0, max: 119 });
const cc = fc
  .tuple(fc.constantFrom(...names), channel, controller, fc.boolean())
  .map(([parameter, ch, number, own]) => {
    const { min, max } = PARAMETERS[parameter];
    const binding = { parameter, channel: ch, controller: number };
    return own ? { ...binding, range: [max, min] as const } : binding;
  });
const press = fc.record({
  action: fc.constantFrom(...(Object.keys(ACTIONS) as ActionName[])),
  kind: fc.constantFrom('note' as const, 'controller' as const),
  channel,
  number: controller,
});

test('what is written is read again', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(cc, { selector: ({ parameter }) => parameter }),
      fc.uniqueArray(press, { selector: ({ action }) => action }),
      (parameters, actions) => {
        const bindings: Bindings<ParameterName> = { parameters, actions };
        expect(parseBindings(formatBindings(bindings), PARAMETERS)).toEqual(bindings);
      },
    ),
    { seed: 4, numRuns: 60 },
  );
});

const good = { format: 'rhythmicnet-controls', version: 1, parameters: [], actions: [] };
const binding = { parameter: 'volume', channel: 1, controller: 7 };

test.each<[string, unknown, RegExp]>([
  ['no JSON', '{', /no JSON/],
  ['a list', [], /the file is \[\], not an object/],
  ['another format', { ...good, format: 'x' }, /format is "x", not "rhythmicnet-controls"/],
  ['a newer version', { ...good, version: 2 }, /version is 2, not 1/],
  ['no actions', { ...good, actions: undefined }, /actions is missing, not a list/],
  [
    'an unknown parameter',
    { ...good, parameters: [{ ...binding, parameter: 'x' }] },
    /parameters\[0\].parameter is "x"/,
  ],
  [
    'a channel',
    { ...good, parameters: [{ ...binding, channel: 17 }] },
    /channel is 17, not a whole number from 1 to 16/,
  ],
  ['a mode message', { ...good, parameters: [{ ...binding, controller: 120 }] }, /controller is 120.*0 to 119/],
  ['a range', { ...good, parameters: [{ ...binding, range: [0, 99] }] }, /range is \[0,99\], not two numbers from -60/],
  ['bound twice', { ...good, parameters: [binding, binding] }, /parameters is "volume", not bound only once/],
  ['an action', { ...good, actions: [{ action: 'x' }] }, /actions\[0\].action is "x", not one of tap, /],
])('%s is refused, and told', (_, value, message) => {
  const json = typeof value === 'string' ? value : JSON.stringify(value);
  const attempt = (): unknown => parseBindings(json, PARAMETERS);
  expect(attempt).toThrow(UserError);
  expect(attempt).toThrow(message);
});
