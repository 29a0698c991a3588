import { html, nothing, type TemplateResult } from 'lit';
import type { Accent, DeviceMap, NoteOff, NoteRole, VelocityCurve } from '../../outputs/midi/types.ts';
import { describeAccent, describeNoteOff, describeVelocity, NOTE_OFFS, SHAPES } from '../text/midi-roles.ts';
import { numberField, selectField } from './midi-fields.ts';
import { withKey } from './midi-role-edit.ts';

/** How something is struck and let go. What is left out of a role is as its machine has it. */
export type Touch = Pick<NoteRole, 'velocity' | 'accent' | 'noteOff'>;

interface TouchFields {
  /** Whose they are, for those who can't see where they stand. */
  readonly of: string;
  readonly touch: Touch;
  /** Whose ways hold where `touch` says nothing; null: `touch` is the machine's own. */
  readonly machine: DeviceMap | null;
  /** The note that is struck, where there is one: accents are on it unless they have their own. */
  readonly note?: number;
  readonly onChange: (touch: Touch) => void;
}

const FULL: VelocityCurve = { shape: 'linear', low: 1, high: 127 };
const ACCENT: Accent = { from: 0.75, velocity: 127 };
const SHORT: NoteOff = { style: 'note-off', gate: 50 };
const INHERIT = '';

const inherited = (what: string): readonly ['', string] => [INHERIT, `As the machine: ${what}`];

function velocityFields({ of, touch, machine, onChange }: TouchFields): TemplateResult {
  const { velocity } = touch;
  const set = (next: VelocityCurve | undefined): void => onChange(withKey(touch, 'velocity', next));
  const curve = velocity ?? FULL;
  const options = [...(machine ? [inherited(describeVelocity(machine.velocity))] : []), ...SHAPES];
  const low = (value: number): void => set({ ...curve, low: value, high: Math.max(value, curve.high) });
  const high = (value: number): void => set({ ...curve, low: Math.min(value, curve.low), high: value });
  return html`
    <div class="group">
      ${selectField({
        label: 'Velocity',
        of,
        value: velocity?.shape ?? INHERIT,
        options,
        onChange: (shape) => set(shape ? { ...(velocity ?? machine?.velocity ?? FULL), shape } : undefined),
      })}
      ${
        velocity && velocity.shape !== 'fixed'
          ? numberField({ label: 'Softest', of, value: curve.low, min: 1, max: 127, onChange: (v) => v && low(v) })
          : nothing
      }
      ${
        velocity
          ? numberField({ label: 'Loudest', of, value: curve.high, min: 1, max: 127, onChange: (v) => v && high(v) })
          : nothing
      }
    </div>
  `;
}

function accentFields(fields: TouchFields): TemplateResult {
  const { of, touch, machine, onChange } = fields;
  const { accent } = touch;
  const set = (next: Accent | undefined): void => onChange(withKey(touch, 'accent', next));
  const without = machine
    ? inherited(machine.accent ? describeAccent(machine.accent) : 'none')
    : ([INHERIT, 'None'] as const);
  return html`
    <div class="group">
      ${selectField({
        label: 'Accent',
        of,
        value: accent ? 'own' : INHERIT,
        options: [without, ['own', 'From a strength on']],
        onChange: (own) => set(own ? (machine?.accent ?? ACCENT) : undefined),
      })}
      ${accent ? accentDetails(accent, fields, set) : nothing}
    </div>
  `;
}

function accentDetails(accent: Accent, { of, note }: TouchFields, set: (next: Accent) => void): TemplateResult {
  return html`
    ${numberField({
      label: 'From, %',
      of,
      value: Math.round(accent.from * 100),
      min: 0,
      max: 100,
      onChange: (percent) => set({ ...accent, from: (percent ?? 0) / 100 }),
    })}
    ${numberField({
      label: 'Accent velocity',
      of,
      value: accent.velocity,
      min: 1,
      max: 127,
      onChange: (velocity) => velocity && set({ ...accent, velocity }),
    })}
    ${
      note === undefined
        ? nothing
        : numberField({
            label: 'Accent note',
            of,
            value: accent.note ?? null,
            min: 0,
            max: 127,
            otherwise: note,
            onChange: (own) => set(withKey(accent, 'note', own ?? undefined)),
          })
    }
  `;
}

function noteOffFields({ of, touch, machine, onChange }: TouchFields): TemplateResult {
  const { noteOff } = touch;
  const set = (next: NoteOff | undefined): void => onChange(withKey(touch, 'noteOff', next));
  const options = [...(machine ? [inherited(describeNoteOff(machine.noteOff))] : []), ...NOTE_OFFS];
  return html`
    <div class="group">
      ${selectField({
        label: 'End of notes',
        of,
        value: noteOff?.style ?? INHERIT,
        options,
        onChange: (style) => set(style ? { ...(noteOff ?? machine?.noteOff ?? SHORT), style } : undefined),
      })}
      ${
        noteOff && noteOff.style !== 'none'
          ? numberField({
              label: 'After, ms',
              of,
              value: noteOff.gate,
              min: 1,
              max: 2000,
              onChange: (gate) => gate && set({ ...noteOff, gate }),
            })
          : nothing
      }
    </div>
  `;
}

/** Velocity curve and limits, accent, and how notes end: of one role, or of a whole machine. */
export const touchFields = (fields: TouchFields): TemplateResult =>
  html`${velocityFields(fields)} ${accentFields(fields)} ${noteOffFields(fields)}`;
