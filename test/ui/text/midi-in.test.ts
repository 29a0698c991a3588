import { expect, test } from 'vitest';
import { PARAMETERS } from '../../../src/config.ts';
import type { ClockReading } from '../../../src/control/types.ts';
import {
  describeBinding,
  describeClock,
  learnPrompt,
  parameterGroups,
  sameTarget,
} from '../../../src/ui/text/midi-in.ts';

const reading: ClockReading = { state: 'running', bpm: 119.96, position: 33.2, jitter: 1.84, stable: true, journey: 1 };

test('every parameter can be learned, the instrument’s own first', () => {
  const groups = parameterGroups();
  expect(groups[0]![0]).toBe('Instrument');
  expect(groups.flatMap(([, names]) => names).sort()).toEqual(Object.keys(PARAMETERS).sort());
});

test('a clock says what it does, how steady it is and where its song is', () => {
  expect(describeClock(reading)).toEqual({
    level: 'good',
    words: 'Running, stable',
    rows: [
      ['Tempo', '120.0 bpm'],
      ['Jitter', '1.8 ms'],
      ['Song', 'bar 9, beat 2'],
    ],
  });
  expect(describeClock({ ...reading, state: 'stopped', stable: false, position: -0.1 })).toMatchObject({
    level: 'strained',
    words: 'The clock ticks, its song stands, not stable yet',
  });
  expect(describeClock({ ...reading, position: -0.1 }).rows.at(-1)).toEqual(['Song', 'bar 1, beat 1']);
});

test('a clock that is silent or too short to tell has no tempo', () => {
  expect(describeClock({ ...reading, state: 'silent' })).toEqual({
    level: 'off',
    words: 'No clock is heard',
    rows: [],
  });
  expect(describeClock({ ...reading, bpm: 0 })).toEqual({ level: 'off', words: 'Listening to the clock', rows: [] });
});

test('bindings by channel and number', () => {
  const bindings = {
    parameters: [{ parameter: 'volume', channel: 2, controller: 20 }],
    actions: [
      { action: 'tap', kind: 'note', channel: 10, number: 36 },
      { action: 'hold', kind: 'controller', channel: 1, number: 64 },
    ],
  } as const;
  expect(describeBinding(bindings, { parameter: 'volume' })).toBe('CC 20, channel 2');
  expect(describeBinding(bindings, { action: 'tap' })).toBe('Note 36, channel 10');
  expect(describeBinding(bindings, { action: 'hold' })).toBe('CC 64, channel 1');
  expect(describeBinding(bindings, { parameter: 'density' })).toBe('');
});

test('who waits for a knob, and for what', () => {
  expect(learnPrompt({ parameter: 'volume' })).toBe('Waiting for a knob for Volume. Esc cancels.');
  expect(learnPrompt({ action: 'panic' })).toBe('Waiting for a key or pedal for Panic. Esc cancels.');
  expect(sameTarget({ parameter: 'volume' }, { parameter: 'volume' })).toBe(true);
  expect(sameTarget({ parameter: 'volume' }, { parameter: 'density' })).toBe(false);
  expect(sameTarget({ action: 'tap' }, { parameter: 'volume' })).toBe(false);
  expect(sameTarget(null, { action: 'tap' })).toBe(false);
});
