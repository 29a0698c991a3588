import { SOUNDS, type Sound } from '../../core/voices.ts';
import type { DeviceMap, NoteRole, Role } from '../../outputs/midi/types.ts';

/** A note of its own, another sound that stands in, or nothing. */
export type RoleKind = 'note' | 'out' | `like ${Sound}`;

export const kindOf = (role: Role): RoleKind => {
  if (role === null) return 'out';
  return 'like' in role ? `like ${role.like}` : 'note';
};

/** What a sound can be played as: every other sound may stand in for it. */
export const kindsFor = (sound: Sound): readonly RoleKind[] => [
  'note',
  ...SOUNDS.filter((other) => other !== sound).map((other) => `like ${other}` as const),
  'out',
];

/**
 * The role of this kind. A note is the one of the first of `maps` that has one for the sound: the preset's own before
 * General MIDI's, say.
 */
export function roleOfKind(kind: RoleKind, sound: Sound, maps: readonly (DeviceMap | undefined)[]): Role {
  if (kind === 'out') return null;
  if (kind !== 'note') return { like: kind.slice('like '.length) as Sound };
  const known = maps.map((map) => map?.roles[sound]).find((role) => role && 'note' in role);
  return known ?? { note: 36 };
}

/** An object with one key set, or left out where the value is undefined. */
export function withKey<T extends object, K extends keyof T>(given: T, key: K, value: T[K] | undefined): T {
  const { [key]: _, ...rest } = given;
  return (value === undefined ? rest : { ...rest, [key]: value }) as T;
}

/** The role on another of the machine's notes for this sound; the note that it had becomes one of the others. */
export function swapNote(role: NoteRole, note: number): NoteRole {
  const others = (role.alternates ?? []).filter((other) => other !== note);
  return { ...role, note, alternates: [role.note, ...others] };
}
