import { expect, test } from 'vitest';
import { presetMap } from '../../../src/outputs/midi/devices/devices.ts';
import { describeMachine, describeRole } from '../../../src/ui/text/midi-roles.ts';

test('a machine’s ways in a line', () => {
  expect(describeMachine(presetMap('general-midi')!)).toBe('linear 1–127 · note-off after 50 ms');
  expect(describeMachine(presetMap('korg-mr-16')!)).toBe('always 64 · accent 127 from 75 % · no note-off');
});

test('of a role only what is its own', () => {
  expect(describeRole({ note: 36 })).toBe('');
  expect(describeRole(null)).toBe('not on this machine');
  expect(describeRole({ like: 'closedHat' })).toBe('sounds as closed hat');
  const full = {
    note: 36,
    velocity: { shape: 'concave', low: 20, high: 110 },
    accent: { from: 0.9, velocity: 127, note: 37 },
    noteOff: { style: 'zero', gate: 1 },
    choke: 'hats',
  } as const;
  expect(describeRole(full)).toBe(
    'concave 20–110 · accent 127 from 90 %, note 37 · velocity 0 after 1 ms · choke group hats',
  );
});
