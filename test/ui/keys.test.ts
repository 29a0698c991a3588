import { expect, test } from 'vitest';
import { commandOf, keyIsTaken, SHORTCUTS } from '../../src/ui/keys.ts';

const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
  commandOf({ key, ctrlKey: false, metaKey: false, altKey: false, repeat: false, ...more });

test.each([
  [' ', 'toggle'],
  ['Escape', 'panic'],
  ['t', 'tap'],
  ['T', 'tap'],
  ['d', 'downbeat'],
  ['f', 'fill'],
  ['h', 'hold'],
  ['m', 'mute'],
  ['a', 'record-sound'],
  ['r', 'record'],
  ['s', 'save'],
  ['?', 'help'],
])('%j asks for %s', (key, type) => {
  expect(press(key)).toEqual({ type });
});

test('number keys choose the kits there are and no others', () => {
  expect(press('1')).toEqual({ type: 'kit', kit: 0 });
  expect(press('5')).toEqual({ type: 'kit', kit: 4 });
  expect(press('6')).toBeNull();
  expect(press('0')).toBeNull();
});

test("held keys, other keys and the browser's combinations ask for nothing", () => {
  expect(press('t', { repeat: true })).toBeNull();
  expect(press('s', { ctrlKey: true })).toBeNull();
  expect(press('r', { metaKey: true })).toBeNull();
  expect(press('d', { altKey: true })).toBeNull();
  expect(press('q')).toBeNull();
  expect(press('toString')).toBeNull();
});

const target = (name: string, type = '', editable = false) => ({ name, type, editable });

test('fields and lists keep every key', () => {
  for (const key of ['t', ' ', 'Escape', '1']) {
    expect(keyIsTaken(target('input', 'number'), key)).toBe(true);
    expect(keyIsTaken(target('input', 'text'), key)).toBe(true);
    expect(keyIsTaken(target('select'), key)).toBe(true);
    expect(keyIsTaken(target('textarea'), key)).toBe(true);
    expect(keyIsTaken(target('div', '', true), key)).toBe(true);
  }
});

test('buttons, boxes and radios keep only the space bar; sliders and the page keep nothing', () => {
  for (const kept of [target('button'), target('summary'), target('input', 'checkbox'), target('input', 'radio')]) {
    expect(keyIsTaken(kept, ' ')).toBe(true);
    expect(keyIsTaken(kept, 't')).toBe(false);
  }
  expect(keyIsTaken(target('input', 'range'), ' ')).toBe(false);
  expect(keyIsTaken(target('body'), ' ')).toBe(false);
});

test('the help lists one line for every command', () => {
  expect(SHORTCUTS.map(({ keys }) => keys)).toEqual([
    'Space',
    'Esc',
    'T',
    'D',
    'F',
    'H',
    'M',
    'A',
    'R',
    'S',
    '1 – 5',
    '?',
  ]);
});
