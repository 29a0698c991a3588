import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCcMap } from '../../src/control/cc-map.ts';
import type { ControlMessage } from '../../src/control/types.ts';
import type { Parameter } from '../../src/core/parameter.ts';

const describeParameter = (min: number, max: number, step: number, choices?: string[]): Parameter => ({
  ...{ label: '', unit: '', min, max, step, default: min, doc: '' },
  ...(choices ? { choices } : {}),
});
const PARAMETERS = {
  volume: describeParameter(-60, 6, 0.5),
  tune: describeParameter(-12, 12, 0.01),
  kit: describeParameter(0, 1, 1, ['A', 'B']),
};
type Name = keyof typeof PARAMETERS;

/** A map over values that it sets itself, as the engine does. */
function knobs(pickUp = false) {
  const values: Record<Name, number> = { volume: -6, tune: 0, kit: 0 };
  const map = createCcMap<Name>({
    parameters: PARAMETERS,
    conform: (name, value) => {
      const { min, step } = PARAMETERS[name];
      return Number((min + Math.round((value - min) / step) * step).toFixed(6));
    },
    current: (name) => values[name],
    pickUp: () => pickUp,
  });
  const turn = (number: number, value: number, channel = 1): void => {
    const message: ControlMessage = { type: 'controller', time: 0, channel, number, value };
    for (const change of map.take(message)) values[change.parameter] = change.value;
  };
  return { map, values, turn };
}

describe('learning', () => {
  test('the next knob that moves is the parameter’s, and only on its channel', () => {
    const { map, values, turn } = knobs();
    turn(7, 0);
    map.learn('volume');
    expect(map.learning).toBe('volume');
    turn(7, 127, 3);
    expect(map.learning).toBeNull();
    expect(map.bindings).toEqual([{ parameter: 'volume', channel: 3, controller: 7 }]);
    expect(values.volume).toBe(6);
    turn(7, 0, 1);
    expect(values.volume).toBe(6);
  });

  test('a parameter has one knob, a knob may have several parameters; keys and channel modes are no knobs', () => {
    const { map, values, turn } = knobs();
    for (const [name, number] of [
      ['volume', 7],
      ['tune', 9],
      ['volume', 9],
    ] as const) {
      map.learn(name);
      map.take({ type: 'note', time: 0, channel: 1, number, value: 100 });
      turn(123, 0);
      expect(map.learning).toBe(name);
      turn(number, 64);
    }
    turn(9, 127);
    expect(map.bindings).toHaveLength(2);
    expect([values.volume, values.tune]).toEqual([6, 12]);
    map.learn('kit');
    map.learn(null);
    turn(20, 127);
    expect(map.bindings).toHaveLength(2);
  });
});

describe('values', () => {
  test('ends are reached, steps are kept, more is more', () => {
    const { map, values, turn } = knobs();
    map.set([{ parameter: 'volume', channel: 1, controller: 7 }]);
    const seen = Array.from({ length: 128 }, (_, value) => {
      turn(7, value);
      return values.volume;
    });
    expect([seen[0], seen[127]]).toEqual([-60, 6]);
    expect(seen.every((value, i) => i === 0 || value >= seen[i - 1]!)).toBe(true);
    expect(seen.every((value) => Number.isInteger(value * 2))).toBe(true);
  });

  test('a range of one’s own may run downwards', () => {
    const { map, values, turn } = knobs();
    map.set([{ parameter: 'volume', channel: 1, controller: 7, range: [0, -20] }]);
    turn(7, 0);
    expect(values.volume).toBe(0);
    turn(7, 127);
    expect(values.volume).toBe(-20);
  });

  test('14 bits: the controller 32 above refines, right after its partner only', () => {
    const { map, values, turn } = knobs();
    map.set([{ parameter: 'tune', channel: 1, controller: 2 }]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16383 }), (position) => {
        turn(2, position >> 7);
        turn(34, position & 127);
        expect(values.tune).toBeCloseTo(-12 + (position / 16383) * 24, 2);
      }),
      { seed: 1 },
    );
    turn(2, 64);
    turn(34, 0);
    const before = values.tune;
    turn(34, 127);
    expect(values.tune).toBe(before);
  });
});

describe('pick up', () => {
  test('a knob that stands elsewhere moves nothing until it has met the value', () => {
    const { map, values, turn } = knobs(true);
    map.set([{ parameter: 'volume', channel: 1, controller: 7 }]);
    for (const value of [10, 40, 80, 100]) turn(7, value);
    expect(values.volume).toBe(-6);
    turn(7, 110);
    expect(values.volume).toBeCloseTo(-3, 5);
    turn(7, 20);
    expect(values.volume).toBeLessThan(-45);
    values.volume = 0;
    turn(7, 30);
    expect(values.volume).toBe(0);
    turn(7, 120);
    expect(values.volume).toBeGreaterThan(1);
  });

  test('whatever the turning, the value never jumps by more than the knob did', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 127 }), { minLength: 2, maxLength: 30 }), (turns) => {
        const { map, values, turn } = knobs(true);
        map.set([{ parameter: 'volume', channel: 1, controller: 7 }]);
        let stood = turns[0]!;
        for (const to of turns) {
          const before = values.volume;
          turn(7, to);
          const most = ((Math.abs(to - stood) + 1) / 127) * 66 + 0.5;
          expect(Math.abs(values.volume - before)).toBeLessThanOrEqual(most);
          stood = to;
        }
      }),
      { seed: 2 },
    );
  });

  test('choices jump: a pad has no way in between', () => {
    const { map, values, turn } = knobs(true);
    map.set([{ parameter: 'kit', channel: 1, controller: 20 }]);
    turn(20, 127);
    expect(values.kit).toBe(1);
  });
});
