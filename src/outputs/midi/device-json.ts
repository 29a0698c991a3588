import { UserError } from '../../core/errors.ts';
import { SOUNDS, type Sound } from '../../core/voices.ts';
import { presetMap } from './devices/devices.ts';
import { flag, listOf, number, object, oneOf, orNull, type Read, text, unexpected, whole } from './read-json.ts';
import type { DeviceMap, DeviceSetup, NoteRole, Role, VelocityCurve } from './types.ts';

/** What the first lines of a file say, so that a later version can tell. */
const FORMAT = 'rhythmicnet-midi-devices';
const VERSION = 1;

/** Notes and clock can leave this much earlier or later than the sound, milliseconds. */
const MOST_DELAY = 100;
const LONGEST_GATE = 2000;
const MOST_TEXT = 500;

const readShape = object({
  shape: oneOf<VelocityCurve['shape']>(['linear', 'convex', 'concave', 'fixed']),
  low: whole(1, 127),
  high: whole(1, 127),
});

const readCurve: Read<VelocityCurve> = (value, path) => {
  const curve = readShape(value, path);
  if (curve.low > curve.high) throw unexpected(`${path}.low`, curve.low, `no more than high, which is ${curve.high}`);
  return curve;
};

const readAccent = object({ from: number(0, 1), velocity: whole(1, 127) }, { note: whole(0, 127) });
const readNoteOff = object({
  style: oneOf<'note-off' | 'zero' | 'none'>(['note-off', 'zero', 'none']),
  gate: number(1, LONGEST_GATE),
});

const readNote: Read<NoteRole> = object(
  { note: whole(0, 127) },
  {
    channel: whole(1, 16),
    alternates: listOf(whole(0, 127)),
    velocity: readCurve,
    accent: readAccent,
    noteOff: readNoteOff,
    choke: text(40),
  },
);
const readLike = object({ like: oneOf<Sound>(SOUNDS) });

const readRole: Read<Role> = (value, path) => {
  if (value === null) return null;
  return typeof value === 'object' && 'like' in value ? readLike(value, path) : readNote(value, path);
};

const readRoles = object(
  Object.fromEntries(SOUNDS.map((sound) => [sound, readRole])) as Record<Sound, Read<Role>>,
) as Read<DeviceMap['roles']>;

const readMap: Read<DeviceMap> = object(
  {
    id: text(80),
    maker: text(80),
    name: text(80),
    channel: whole(1, 16),
    velocity: readCurve,
    noteOff: readNoteOff,
    roles: readRoles,
    check: listOf(text(MOST_TEXT)),
    source: text(MOST_TEXT),
    confidence: oneOf<DeviceMap['confidence']>(['A', 'B', 'C', 'none']),
  },
  { accent: readAccent },
);

/** A map in full, or a preset by its id. */
const readMapOrPreset: Read<DeviceMap> = (value, path) => {
  if (typeof value !== 'string') return readMap(value, path);
  const preset = presetMap(value);
  if (!preset) throw unexpected(path, value, 'the id of a known machine, such as "general-midi", or a map in full');
  return preset;
};

/** @throws UserError naming the field, its value and what is expected. */
export const readSetup: Read<DeviceSetup> = object({
  id: text(80),
  port: orNull(object({ id: text(MOST_TEXT), name: text(MOST_TEXT) })),
  map: readMapOrPreset,
  plays: listOf(oneOf<Sound>(SOUNDS)),
  notesDelay: number(-MOST_DELAY, MOST_DELAY),
  clockDelay: number(-MOST_DELAY, MOST_DELAY),
  sendClock: flag,
  sendTransport: flag,
  keepClock: flag,
  enabled: flag,
});

const readFile = object({ format: oneOf([FORMAT]), version: whole(VERSION, VERSION), devices: listOf(readSetup) });

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    const what = `This is not JSON (${cause instanceof Error ? cause.message : cause}).`;
    throw new UserError('midi-devices-invalid', what, 'Choose a file that was exported here.', { cause });
  }
}

/**
 * The devices in an exported file.
 * @throws UserError 'midi-devices-invalid': which field, its value, what is expected. Nothing is taken from such a file.
 */
export function parseDevices(json: string): readonly DeviceSetup[] {
  const { devices } = readFile(parseJson(json), 'file');
  for (const [i, { id }] of devices.entries())
    if (devices.findIndex((other) => other.id === id) < i)
      throw unexpected(`file.devices[${i}].id`, id, 'different from the other devices’ ids');
  return devices;
}

/** Whole, readable, and the same for the same devices; `parseDevices` gives back an equal list. */
export const formatDevices = (devices: readonly DeviceSetup[]): string =>
  `${JSON.stringify({ format: FORMAT, version: VERSION, devices }, null, 2)}\n`;
