import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newSetup, withRole } from '../../../src/outputs/midi/device-setup.ts';
import { DEVICE_MAPS, presetMap } from '../../../src/outputs/midi/devices/devices.ts';
import type { MidiPortInfo } from '../../../src/outputs/midi/types.ts';
import {
  formatDelay,
  healthRows,
  isEdited,
  machineName,
  mapsByMaker,
  portOptions,
  portState,
  presetOf,
  sameValue,
} from '../../../src/ui/text/midi-machines.ts';

const volca = presetMap('korg-volca-beats')!;
const port = { id: 'a', name: 'Volca USB' };
const setup = { ...newSetup('device-1'), map: volca, port };
const there: MidiPortInfo = { ...port, connected: true };
const other: MidiPortInfo = { id: 'b', name: 'Keys', connected: true };

test('every known machine stands once under its maker', () => {
  const groups = mapsByMaker(DEVICE_MAPS);
  expect(groups[0]![0]).toBe('MIDI');
  expect(groups.flatMap(([, maps]) => maps).length).toBe(DEVICE_MAPS.length);
  for (const [maker, maps] of groups) expect(new Set(maps.map((map) => map.maker))).toEqual(new Set([maker]));
  expect(new Set(groups.map(([maker]) => maker)).size).toBe(groups.length);
});

test('a machine’s name has its maker once', () => {
  expect(machineName(volca)).toBe('Korg volca beats');
  expect(machineName({ maker: 'MIDI', name: 'General MIDI' })).toBe('General MIDI');
});

test('a map is edited from its first change until it is as its preset again', () => {
  expect(isEdited(volca, DEVICE_MAPS)).toBe(false);
  const changed = withRole(setup, 'kick', { note: 40 });
  expect(isEdited(changed.map, DEVICE_MAPS)).toBe(true);
  expect(presetOf(changed.map, DEVICE_MAPS)).toBe(volca);
  expect(isEdited(withRole(changed, 'kick', volca.roles.kick).map, DEVICE_MAPS)).toBe(false);
  expect(isEdited({ ...volca, id: 'my-own' }, DEVICE_MAPS)).toBe(true);
});

test('values are the same as their JSON is, whatever the order of keys', () => {
  const value = fc.jsonValue();
  fc.assert(fc.property(value, (a) => sameValue(a, JSON.parse(JSON.stringify(a)))));
  fc.assert(
    fc.property(fc.dictionary(fc.string(), value), (a) =>
      sameValue(a, Object.fromEntries(Object.entries(a).reverse())),
    ),
  );
  expect(sameValue({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
  expect(sameValue({ a: 1 }, { a: 1, b: 2 })).toBe(false);
  expect(sameValue(null, {})).toBe(false);
});

test.each([
  [{ ...setup, enabled: false }, true, 'off', 'Off'],
  [{ ...setup, port: null }, false, 'strained', 'No port chosen'],
  [setup, true, 'good', 'On Volca USB'],
  [setup, false, 'strained', 'Waiting for Volca USB'],
])('a device’s connection is said in words %#', (device, connected, level, words) => {
  expect(portState(device, connected)).toEqual({ level, words });
});

test('the chosen port is in the list whether it is there or not, found by its id, else by its name', () => {
  const shown = (ports: readonly MidiPortInfo[], connected: boolean) =>
    portOptions(setup, ports, connected).map(({ label, selected }) => `${label}${selected ? ' *' : ''}`);
  expect(shown([other, there], true)).toEqual(['Keys', 'Volca USB *']);
  expect(shown([other, { ...there, id: 'new' }], true)).toEqual(['Keys', 'Volca USB *']);
  expect(shown([other, { ...there, connected: false }], false)).toEqual(['Keys', 'Volca USB (waiting for it) *']);
  expect(shown([], false)).toEqual(['Volca USB (waiting for it) *']);
  expect(portOptions({ port: null }, [there], false).some(({ selected }) => selected)).toBe(false);
});

test('delays have their sign', () => {
  expect([12, -5, 0].map(formatDelay)).toEqual(['+12 ms', '−5 ms', '0 ms']);
});

test('counts are readable, late ticks are said where there are any', () => {
  const health = { id: 'x', connected: true, sent: 12840, late: 1, dropped: 2, unmapped: 3, ticks: 24, lateTicks: 0 };
  expect(healthRows(health)).toEqual([
    ['Sent', '12 840'],
    ['Late', '1'],
    ['Dropped', '2'],
    ['Left out', '3'],
    ['Clock ticks', '24'],
  ]);
  expect(healthRows({ ...health, lateTicks: 4 }).at(-1)).toEqual(['Clock ticks', '24, 4 late']);
});
