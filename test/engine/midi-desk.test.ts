import { BehaviorSubject } from 'rxjs';
import { beforeEach, expect, test } from 'vitest';
import { createMidiDesk, type MidiDesk } from '../../src/engine/midi-desk.ts';
import { createNoticeBoard } from '../../src/engine/notices.ts';
import type { Notice } from '../../src/engine/types.ts';
import { createMidiOutput } from '../../src/outputs/midi/midi-output.ts';
import type { DeviceSetup } from '../../src/outputs/midi/types.ts';
import { createFakeMidi } from '../outputs/midi/fake-midi.ts';

const clock = {
  origin: 0,
  now: () => 10,
  fromPerformance: (ms: number) => ms / 1000,
  toPerformance: (s: number) => s * 1000,
};
let kept = new Map<string, string>();
let notices: readonly Notice[] = [];
const storage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
};

function open(fake = createFakeMidi()): MidiDesk {
  Object.assign(globalThis, { window: { navigator: {} }, navigator: globalThis.navigator ?? {} });
  const midi = createMidiOutput({
    clock,
    page: new EventTarget(),
    requestMidiAccess: (options) => fake.request(options),
    ticker: () => () => {},
  });
  const board = createNoticeBoard();
  board.notices$.subscribe((list) => {
    notices = list;
  });
  return createMidiDesk(midi, board, storage);
}
const devices = (desk: MidiDesk): readonly DeviceSetup[] => {
  const seen = new BehaviorSubject<readonly DeviceSetup[]>([]);
  desk.devices$.subscribe(seen).unsubscribe();
  return seen.value;
};

beforeEach(() => {
  kept = new Map();
  notices = [];
});

test('devices are added, edited and removed, and are there again next time', () => {
  const desk = open();
  const first = desk.addDevice({ map: desk.deviceMaps.find(({ id }) => id === 'korg-volca-beats')! });
  const second = desk.addDevice();
  desk.updateDevice(first, { clockDelay: -20, sendClock: true });
  desk.setRole(first, 'ride', { note: 60 });
  desk.removeDevice(second);
  const [device, ...rest] = devices(open());
  expect(rest).toEqual([]);
  expect(device).toMatchObject({ id: first, clockDelay: -20, sendClock: true });
  expect(device!.map.roles.ride).toEqual({ note: 60 });
  expect(devices(desk)).toEqual([device]);
});

test('what is out of range, unknown or unreadable is refused, and nothing changes', () => {
  const desk = open();
  const id = desk.addDevice();
  const before = devices(desk);
  expect(() => desk.updateDevice(id, { notesDelay: 400 })).toThrow(
    'notesDelay is 400. It must be a number from -100 to 100.',
  );
  expect(() => desk.setRole('other', 'kick', null)).toThrow('There is no MIDI device "other". Known are: device-1.');
  expect(() => desk.importDevices('[]')).toThrow('file is []. It must be an object in braces.');
  expect(() => desk.addDevice({ clockDelay: Number.NaN })).toThrow('clockDelay');
  expect(devices(desk)).toEqual(before);
});

test('exported here, imported there', () => {
  const desk = open();
  desk.addDevice({ plays: ['kick', 'clap'] });
  desk.addDevice({ sendTransport: true });
  const json = desk.exportDevices();
  const before = devices(desk);
  kept = new Map();
  const other = open();
  other.addDevice();
  other.importDevices(json);
  expect(devices(other)).toEqual(before);
});

test('memory that can’t be read is said, and kept', () => {
  open().addDevice();
  const [key] = [...kept.keys()];
  kept.set(key!, 'nonsense');
  expect(devices(open())).toEqual([]);
  expect(notices.map(({ code }) => code)).toContain('midi-devices-unreadable');
  expect([...kept.values()]).toContain('nonsense');
});

test('the shorthand for one machine: choosing a port makes a device, choosing none removes it', async () => {
  const fake = createFakeMidi();
  fake.plug('a', 'Machine');
  const desk = open(fake);
  await desk.connectMidi();
  desk.chooseMidiPort('a');
  expect(devices(desk)).toMatchObject([
    { id: 'main', port: { id: 'a', name: 'Machine' }, map: { id: 'general-midi' } },
  ]);
  expect(desk.audition('main', 'kick')).toBe(true);
  desk.chooseMidiPort(null);
  expect(devices(desk)).toEqual([]);
});
