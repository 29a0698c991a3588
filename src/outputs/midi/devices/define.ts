import { SOUNDS, type Sound } from '../../../core/voices.ts';
import type { Accent, DeviceMap, NoteOff, NoteRole, Role, VelocityCurve } from '../types.ts';

/** Every velocity that MIDI has. */
export const FULL_RANGE: VelocityCurve = { shape: 'linear', low: 1, high: 127 };
/** Drum machines only need a note's beginning, and a short note can't hang. */
export const SHORT_GATE: NoteOff = { style: 'note-off', gate: 50 };

/** Notes as a maker's table has them: a number, a number and its alternates, a stand-in, or a role in full. */
type Given = number | readonly [note: number, ...alternates: number[]] | Role;

/** What a table says of a machine; the rest is as most machines have it. */
interface Table extends Pick<DeviceMap, 'id' | 'maker' | 'name' | 'source' | 'confidence'> {
  /** 1..16; 10 where left out. */
  readonly channel?: number;
  readonly velocity?: VelocityCurve;
  readonly accent?: Accent;
  readonly noteOff?: NoteOff;
  readonly check?: readonly string[];
  /** Sounds left out are not on the machine. */
  readonly sounds: Partial<Record<Sound, Given>>;
}

const isList = (given: Given): given is readonly [number, ...number[]] => Array.isArray(given);

function roleOf(given: Given | undefined): Role {
  if (given === undefined) return null;
  if (typeof given === 'number') return { note: given };
  if (isList(given)) return { note: given[0], alternates: given.slice(1) };
  return given;
}

/** Hats cut each other by a note-off, whatever the machine does by itself. */
const HATS: ReadonlySet<Sound> = new Set(['closedHat', 'openHat']);

const choked = (sound: Sound, role: Role): Role =>
  HATS.has(sound) && role && 'note' in role ? { choke: 'hats', ...role } : role;

/** A device map from a maker's table. */
export function define({ sounds, channel = 10, check = [], ...table }: Table): DeviceMap {
  const roles = Object.fromEntries(SOUNDS.map((sound) => [sound, choked(sound, roleOf(sounds[sound]))]));
  const usual = { velocity: FULL_RANGE, noteOff: SHORT_GATE };
  return { ...usual, ...table, channel, check, roles: roles as DeviceMap['roles'] };
}

/** `as('crash')`: the crash stands in. */
export const as = (sound: Sound): Role => ({ like: sound });

/** A part with a channel of its own. */
export const onChannel = (channel: number, note: number): NoteRole => ({ channel, note });
