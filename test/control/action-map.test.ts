import { expect, test } from 'vitest';
import { createActionMap } from '../../src/control/action-map.ts';
import type { ControlMessage } from '../../src/control/types.ts';

const message = (type: ControlMessage['type'], number: number, value: number, channel = 1): ControlMessage => ({
  ...{ type, time: 4, channel, number, value },
});
const note = (number: number, value: number): ControlMessage => message('note', number, value);
const pedal = (value: number): ControlMessage => message('controller', 64, value);

test('the next key that goes down is the action’s, and doesn’t do it yet', () => {
  const map = createActionMap();
  map.learn('tap');
  expect(map.take(note(40, 0))).toEqual([]);
  expect(map.take(note(41, 90))).toEqual([]);
  expect(map.learning).toBeNull();
  expect(map.bindings).toEqual([{ action: 'tap', kind: 'note', channel: 1, number: 41 }]);
  expect(map.take(note(41, 0))).toEqual([{ action: 'tap', down: false, time: 4 }]);
  expect(map.take(note(41, 1))).toEqual([{ action: 'tap', down: true, time: 4 }]);
  expect(map.take(message('note', 41, 0, 2))).toEqual([]);
});

test('a pedal is down from 64 on, once however it is pressed', () => {
  const map = createActionMap();
  map.set([{ action: 'hold', kind: 'controller', channel: 1, number: 64 }]);
  const presses = [10, 63, 64, 90, 127, 100, 63, 0, 127].flatMap((value) => map.take(pedal(value)));
  expect(presses.map(({ down }) => down)).toEqual([true, false, true]);
});

test('an action has one key, a key may do several things; learning can be given up', () => {
  const map = createActionMap();
  for (const [action, key] of [
    ['fill', 1],
    ['panic', 2],
    ['fill', 2],
  ] as const) {
    map.learn(action);
    map.take(note(key, 100));
    map.take(note(key, 0));
  }
  expect(map.take(note(2, 100)).map(({ action }) => action)).toEqual(['panic', 'fill']);
  map.learn('tap');
  map.learn(null);
  map.take(note(9, 9));
  expect(map.bindings).toHaveLength(2);
  expect(map.take(message('controller', 123, 127))).toEqual([]);
});
