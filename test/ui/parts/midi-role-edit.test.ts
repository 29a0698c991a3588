import { expect, test } from 'vitest';
import { SOUNDS } from '../../../src/core/voices.ts';
import { presetMap } from '../../../src/outputs/midi/devices/devices.ts';
import { GENERAL_MIDI } from '../../../src/outputs/midi/devices/general.ts';
import { kindOf, kindsFor, roleOfKind, swapNote, withKey } from '../../../src/ui/parts/midi-role-edit.ts';

test('a role of every kind is of that kind', () => {
  for (const sound of SOUNDS)
    for (const kind of kindsFor(sound)) expect(kindOf(roleOfKind(kind, sound, [GENERAL_MIDI]))).toBe(kind);
});

test('a sound can’t stand in for itself', () => {
  for (const sound of SOUNDS) expect(kindsFor(sound)).not.toContain(`like ${sound}`);
});

test('a sound that gets a note again gets its machine’s, else General MIDI’s', () => {
  const volca = presetMap('korg-volca-beats');
  expect(roleOfKind('note', 'highTom', [volca, GENERAL_MIDI])).toMatchObject({ note: 50 });
  // The volca's mid tom is its low tom: no note of its own.
  expect(roleOfKind('note', 'midTom', [volca, GENERAL_MIDI])).toMatchObject({ note: 47 });
  expect(roleOfKind('note', 'snare', [undefined, GENERAL_MIDI])).toMatchObject({ note: 38 });
});

test('of two notes for a sound none is lost', () => {
  const role = { note: 38, alternates: [40, 37] };
  expect(swapNote(role, 40)).toEqual({ note: 40, alternates: [38, 37] });
  expect(swapNote(swapNote(role, 40), 38)).toEqual({ note: 38, alternates: [40, 37] });
});

test('what is set to undefined is left out, the given object stays', () => {
  const role = { note: 38, channel: 2 };
  expect(Object.keys(withKey(role, 'channel', undefined))).toEqual(['note']);
  expect(withKey(role, 'channel', 3)).toEqual({ note: 38, channel: 3 });
  expect(role).toEqual({ note: 38, channel: 2 });
});
