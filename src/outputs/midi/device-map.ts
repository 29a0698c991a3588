import type { Unit } from '../../core/units.ts';
import { SOUNDS, type Sound } from '../../core/voices.ts';
import type { Accent, DeviceMap, NoteOff, NoteRole, Role, VelocityCurve } from './types.ts';

/** A role with everything said that the device says for it. */
export interface ResolvedRole extends NoteRole {
  readonly channel: number;
  readonly velocity: VelocityCurve;
  readonly accent?: Accent;
  readonly noteOff: NoteOff;
}

/** A note as it is struck. */
export interface Struck {
  /** 0..127. */
  readonly note: number;
  /** 1..127. */
  readonly velocity: number;
}

export const isNote = (role: Role): role is NoteRole => role !== null && 'note' in role;

/** The role that sounds for `sound`, standing in where the map says so; null where nothing does. Circles end in nothing. */
export function resolveRole(map: DeviceMap, sound: Sound): ResolvedRole | null {
  let role = map.roles[sound];
  for (let steps = 0; role && 'like' in role && steps < SOUNDS.length; steps += 1) role = map.roles[role.like];
  if (!isNote(role)) return null;
  const { channel, velocity, noteOff } = map;
  return { ...(map.accent && { accent: map.accent }), channel, velocity, noteOff, ...role };
}

const SHAPES: Readonly<Record<VelocityCurve['shape'], (velocity: Unit) => Unit>> = {
  linear: (velocity) => velocity,
  convex: Math.sqrt,
  concave: (velocity) => velocity * velocity,
  fixed: () => 1,
};

/** 1..127: a stroke is never a note-off. Over the full range 'linear' is 127 times the velocity, rounded. */
export function curved({ shape, low, high }: VelocityCurve, velocity: Unit): number {
  const scaled = Math.round(low - 1 + (high - low + 1) * SHAPES[shape](Math.min(1, Math.max(0, velocity))));
  return Math.min(high, Math.max(low, scaled));
}

/** Which note a stroke of this velocity is on a role, and how hard. */
export function strike({ note, velocity: curve, accent }: ResolvedRole, velocity: Unit): Struck {
  if (accent && velocity >= accent.from) return { note: accent.note ?? note, velocity: accent.velocity };
  return { note, velocity: curved(curve, velocity) };
}
