import { expect, test } from 'vitest';
import { SOUNDS, type Sound } from '../../../src/core/voices.ts';
import { formatDevices, parseDevices } from '../../../src/outputs/midi/device-json.ts';
import { resolveRole, strike } from '../../../src/outputs/midi/device-map.ts';
import { newSetup } from '../../../src/outputs/midi/device-setup.ts';
import { DEVICE_MAPS, presetMap } from '../../../src/outputs/midi/devices/devices.ts';

const device = (id: string) => presetMap(id)!;
const note = (id: string, sound: Sound): number | undefined => resolveRole(device(id), sound)?.note;
const notes = (id: string, ...sounds: Sound[]) => sounds.map((sound) => note(id, sound));
const channels = (id: string) => new Set(SOUNDS.flatMap((sound) => resolveRole(device(id), sound)?.channel ?? []));

test('37 machines, each of them valid in the project’s own format, with a source and ids of their own', () => {
  expect(DEVICE_MAPS).toHaveLength(37);
  expect(new Set(DEVICE_MAPS.map(({ id }) => id)).size).toBe(37);
  const setups = DEVICE_MAPS.map((map) => ({ ...newSetup(map.id), map }));
  expect(parseDevices(formatDevices(setups))).toEqual(setups);
});

test('a sound that stands in for another is a note of the machine', () => {
  for (const map of DEVICE_MAPS)
    for (const sound of SOUNDS) {
      const role = map.roles[sound];
      if (role && 'like' in role) expect(map.roles[role.like]).toHaveProperty('note');
    }
});

test('snare on 40 where General MIDI would play something else', () => {
  for (const id of ['behringer-rd-8', 'behringer-lm-drum', 'alesis-sr-16']) expect(note(id, 'snare')).toBe(40);
});

test('DrumBrute Impact: 42 is the cowbell, hats are on 43 and 44', () => {
  expect(notes('arturia-drumbrute-impact', 'cowbell', 'closedHat', 'openHat')).toEqual([42, 43, 44]);
  expect(note('arturia-drumbrute', 'openHat')).toBe(43);
});

test('DRM1: 49 and 51 are the second hi-hat, so crash and ride never go there', () => {
  expect(device('vermona-drm1-mkiv').roles).toMatchObject({
    closedHat: { note: 44, alternates: [49] },
    openHat: { note: 46, alternates: [51] },
  });
  expect(notes('vermona-drm1-mkiv', 'crash', 'ride')).toEqual([46, 44]);
});

test('one cymbal is crash and ride; one tom is three', () => {
  expect(notes('behringer-rd-8', 'crash', 'ride')).toEqual([51, 51]);
  expect(notes('roland-tr-08', 'crash', 'ride')).toEqual([49, 49]);
  expect(notes('roland-t-8', 'lowTom', 'midTom', 'highTom')).toEqual([47, 47, 47]);
});

test('parts by channel: volcas, and the Rytm with its notes from 0', () => {
  expect(channels('korg-volca-drum')).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  expect(channels('korg-volca-sample')).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
  for (const sound of SOUNDS) {
    const { channel, note: number } = resolveRole(device('elektron-analog-rytm-mkii'), sound)!;
    expect(number).toBe(channel - 1);
    expect(number).toBeLessThanOrEqual(11);
  }
});

test('notes that begin at 0, and at 60 with uneven steps', () => {
  const range = (id: string) =>
    SOUNDS.flatMap((sound) => note(id, sound) ?? []).reduce((all, n) => all.add(n), new Set<number>());
  expect([...range('elektron-digitakt')].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect([...range('elektron-model-samples')].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5]);
  expect([...range('novation-circuit')]).toEqual([60, 62, 64, 65]);
  expect([...range('nord-drum')]).toEqual([60, 62, 64, 65, 67, 69]);
});

test('velocity as the machine takes it: ignored, by threshold, within limits', () => {
  const velocities = (id: string) =>
    Array.from({ length: 101 }, (_, i) => strike(resolveRole(device(id), 'snare')!, i / 100).velocity);
  expect(new Set(velocities('korg-volca-beats')).size).toBe(1);
  const [soft, loud] = [0.4, 0.95];
  const at = (id: string, velocity: number) => velocities(id)[velocity * 100]!;
  expect(at('korg-mr-16', soft)).toBeLessThanOrEqual(95);
  expect(at('korg-mr-16', loud)).toBeGreaterThanOrEqual(96);
  expect(at('cyclone-tt-78', soft)).toBe(64);
  expect(at('cyclone-tt-78', loud)).toBeGreaterThan(112);
  expect(Math.min(...velocities('roland-tr-707'))).toBe(40);
  expect(Math.max(...velocities('roland-tr-707'))).toBe(124);
});

test('a machine without MIDI, and one whose layout is unknown, play nothing until they are told how', () => {
  for (const id of ['roland-tr-808', 'xln-addictive-drums-2'])
    for (const sound of SOUNDS) expect(resolveRole(device(id), sound)).toBeNull();
});
