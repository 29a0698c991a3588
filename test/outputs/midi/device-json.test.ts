import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import { SOUNDS, type Sound } from '../../../src/core/voices.ts';
import { formatDevices, parseDevices } from '../../../src/outputs/midi/device-json.ts';
import { freeId, newSetup, withChange, withRole } from '../../../src/outputs/midi/device-setup.ts';
import { createDeviceStore } from '../../../src/outputs/midi/device-store.ts';
import { DEVICE_MAPS } from '../../../src/outputs/midi/devices/devices.ts';
import { GENERAL_MIDI } from '../../../src/outputs/midi/devices/general.ts';
import type { DeviceSetup } from '../../../src/outputs/midi/types.ts';

const name = fc.string({ minLength: 1, maxLength: 40 });
const midiByte = fc.integer({ min: 0, max: 127 });
const loudness = fc.integer({ min: 1, max: 127 });
const optional = { requiredKeys: ['note'] as ['note'] };
const curve = fc
  .record({
    shape: fc.constantFrom('linear' as const, 'convex' as const, 'concave' as const, 'fixed' as const),
    a: loudness,
    b: loudness,
  })
  .map(({ shape, a, b }) => ({ shape, low: Math.min(a, b), high: Math.max(a, b) }));
const accent = fc.record({
  from: fc.double({ min: 0, max: 1, noNaN: true }).map(Math.abs),
  velocity: loudness,
});
const noteOff = fc.record({
  style: fc.constantFrom('note-off' as const, 'zero' as const, 'none' as const),
  gate: fc.integer({ min: 1, max: 2000 }),
});
const role = fc.oneof(
  fc.constant(null),
  fc.record({ like: fc.constantFrom(...SOUNDS) }),
  fc.record(
    {
      note: midiByte,
      channel: fc.integer({ min: 1, max: 16 }),
      alternates: fc.array(midiByte),
      velocity: curve,
      accent,
      noteOff,
      choke: name,
    },
    optional,
  ),
);
const roles = fc.record(Object.fromEntries(SOUNDS.map((sound) => [sound, role])) as Record<Sound, typeof role>);
const delay = fc.double({ min: -100, max: 100, noNaN: true }).map((ms) => ms + 0);
const setup = fc.record({
  port: fc.oneof(fc.constant(null), fc.record({ id: name, name })),
  map: fc.record({
    id: name,
    maker: name,
    name,
    channel: fc.integer({ min: 1, max: 16 }),
    velocity: curve,
    noteOff,
    roles,
    check: fc.array(name),
    source: name,
    confidence: fc.constantFrom('A', 'B', 'C', 'none'),
  }),
  plays: fc.subarray([...SOUNDS]),
  notesDelay: delay,
  clockDelay: delay,
  sendClock: fc.boolean(),
  sendTransport: fc.boolean(),
  keepClock: fc.boolean(),
  enabled: fc.boolean(),
});
const setups = fc
  .array(setup, { maxLength: 4 })
  .map((list) => list.map((one, i) => ({ ...one, id: `device-${i}` }) as DeviceSetup));

test('any devices survive export and import', () => {
  fc.assert(
    fc.property(setups, (devices) => {
      expect(parseDevices(formatDevices(devices))).toEqual(devices);
    }),
  );
});

const message = (change: (file: Record<string, unknown>, device: Record<string, unknown>) => void): string => {
  const file = JSON.parse(formatDevices([newSetup('a')]));
  change(file, file.devices[0]);
  try {
    parseDevices(JSON.stringify(file));
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message;
  }
  return 'accepted';
};

test('what is wrong is said: which field, which value, what is expected', () => {
  expect(message((_, device) => Object.assign(device, { notesDelay: 101 }))).toBe(
    'file.devices[0].notesDelay is 101. It must be a number from -100 to 100.',
  );
  expect(
    message((_, device) => Object.assign((device['map'] as typeof GENERAL_MIDI).roles.kick as object, { note: '36' })),
  ).toBe('file.devices[0].map.roles.kick.note is "36". It must be a whole number from 0 to 127.');
  expect(message((_, device) => Object.assign(device, { noteDelay: 5 }))).toContain(
    'file.devices[0].noteDelay is 5. It must be left out',
  );
  expect(message((_, device) => delete device['plays'])).toBe('file.devices[0].plays is missing. It must be a list.');
  expect(message((_, device) => Object.assign(device, { map: 'roland-tr-9' }))).toContain(
    'is "roland-tr-9". It must be the id',
  );
  expect(
    message((_, device) => Object.assign((device['map'] as typeof GENERAL_MIDI).velocity, { low: 90, high: 80 })),
  ).toContain('map.velocity.low is 90. It must be no more than high, which is 80.');
  expect(message((file) => Object.assign(file, { version: 2 }))).toContain('file.version is 2');
  expect(message((file) => Object.assign(file, { devices: [newSetup('a'), newSetup('a')] }))).toContain(
    'devices[1].id is "a"',
  );
  expect(() => parseDevices('{')).toThrow('This is not JSON');
  expect(() => parseDevices('null')).toThrow('file is null. It must be an object in braces.');
});

test('a preset may be named by its id', () => {
  const file = { ...JSON.parse(formatDevices([])), devices: [{ ...newSetup('a'), map: 'roland-tr-8s' }] };
  expect(parseDevices(JSON.stringify(file))[0]!.map).toBe(DEVICE_MAPS.find(({ id }) => id === 'roland-tr-8s'));
});

test('editing changes a copy, and only what is named; what is out of range is refused', () => {
  const before = newSetup('a');
  const after = withRole(before, 'snare', { note: 40, channel: 3 });
  expect(before).toEqual(newSetup('a'));
  expect(after.map.roles).toEqual({ ...GENERAL_MIDI.roles, snare: { note: 40, channel: 3 } });
  expect({ ...after, map: before.map }).toEqual(before);
  expect(withRole(before, 'ride', { like: 'crash' }).map.roles.ride).toEqual({ like: 'crash' });
  expect(() => withChange(before, { clockDelay: -120 })).toThrow('a.clockDelay is -120.');
  expect(() => withRole(before, 'kick', { note: 128 })).toThrow('a.map.roles.kick.note is 128.');
  expect(freeId([newSetup('device-1'), newSetup('device-3')])).toBe('device-2');
});

test('remembered by the browser; what can’t be read is put aside, not lost; a full store says so', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const store = createDeviceStore(storage);
  expect(store.load()).toEqual([]);
  store.save([newSetup('a')]);
  expect(createDeviceStore(storage).load()).toEqual([newSetup('a')]);
  const [key] = [...kept.keys()];
  kept.set(key!, '{"format":"other"}');
  expect(() => store.load()).toThrow("can't be read");
  expect([...kept.values()].filter((value) => value === '{"format":"other"}')).toHaveLength(2);
  const full = {
    ...storage,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  expect(() => createDeviceStore(full).save([])).toThrow('Export them to a file.');
});
