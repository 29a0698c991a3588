import { SOUND_LABELS } from '../../core/voices.ts';
import type { Accent, DeviceMap, NoteOff, Role, VelocityCurve } from '../../outputs/midi/types.ts';

/** The velocity curves and what they are called. */
export const SHAPES: readonly (readonly [VelocityCurve['shape'], string])[] = [
  ['linear', 'Linear'],
  ['convex', 'Convex: soft strokes louder'],
  ['concave', 'Concave: soft strokes softer'],
  ['fixed', 'Fixed'],
];

/** The ends of notes and what they are called. */
export const NOTE_OFFS: readonly (readonly [NoteOff['style'], string])[] = [
  ['note-off', 'Note-off'],
  ['zero', 'Note-on, velocity 0'],
  ['none', 'None'],
];

/** "linear 1–127", "always 64". */
export const describeVelocity = ({ shape, low, high }: VelocityCurve): string =>
  shape === 'fixed' ? `always ${high}` : `${shape} ${low}–${high}`;

/** "accent 127 from 75 %", with its note where it has one of its own. */
export function describeAccent({ from, velocity, note }: Accent): string {
  const on = note === undefined ? '' : `, note ${note}`;
  return `accent ${velocity} from ${Math.round(from * 100)} %${on}`;
}

/** "note-off after 50 ms", "velocity 0 after 1 ms", "no note-off". */
export function describeNoteOff({ style, gate }: NoteOff): string {
  if (style === 'none') return 'no note-off';
  return `${style === 'zero' ? 'velocity 0' : 'note-off'} after ${gate} ms`;
}

/** How a machine plays what says nothing else: "linear 1–127 · note-off after 50 ms". */
export function describeMachine({
  velocity,
  accent,
  noteOff,
}: Pick<DeviceMap, 'velocity' | 'accent' | 'noteOff'>): string {
  return [describeVelocity(velocity), ...(accent ? [describeAccent(accent)] : []), describeNoteOff(noteOff)].join(
    ' · ',
  );
}

/** In a few words, what a role does otherwise than its machine; '' for nothing. */
export function describeRole(role: Role): string {
  if (role === null) return 'not on this machine';
  if ('like' in role) return `sounds as ${SOUND_LABELS[role.like].toLowerCase()}`;
  const own = [
    role.velocity && describeVelocity(role.velocity),
    role.accent && describeAccent(role.accent),
    role.noteOff && describeNoteOff(role.noteOff),
    role.choke && `choke group ${role.choke}`,
  ];
  return own.filter(Boolean).join(' · ');
}
