import { SOUNDS, type Sound } from '../../core/voices.ts';
import { readSetup } from './device-json.ts';
import { GENERAL_MIDI } from './devices/general.ts';
import type { DeviceSetup, Role } from './types.ts';

/** A new device: General MIDI, all sounds, no clock, no port yet. */
export const newSetup = (id: string): DeviceSetup => ({
  id,
  port: null,
  map: GENERAL_MIDI,
  plays: SOUNDS,
  notesDelay: 0,
  clockDelay: 0,
  sendClock: false,
  sendTransport: false,
  keepClock: true,
  enabled: true,
});

/**
 * The device with something changed; the rest, and the one given, stay as they are.
 * @throws UserError naming the field that is out of its range
 */
export const withChange = (setup: DeviceSetup, change: Partial<Omit<DeviceSetup, 'id'>>): DeviceSetup =>
  readSetup({ ...setup, ...change }, setup.id);

/** The device with one sound played otherwise: on a copy of its map. */
export const withRole = (setup: DeviceSetup, sound: Sound, role: Role): DeviceSetup =>
  withChange(setup, { map: { ...setup.map, roles: { ...setup.map.roles, [sound]: role } } });

/** An id that no device has: 'device-1', 'device-2', ... */
export function freeId(setups: readonly DeviceSetup[]): string {
  const taken = new Set(setups.map(({ id }) => id));
  let number = 1;
  while (taken.has(`device-${number}`)) number += 1;
  return `device-${number}`;
}
