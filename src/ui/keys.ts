import { PARAMETERS } from '../config.ts';

/** Everything that a single key does. */
export type StageCommand =
  | {
      readonly type:
        | 'toggle'
        | 'start'
        | 'panic'
        | 'tap'
        | 'downbeat'
        | 'fill'
        | 'hold'
        | 'mute'
        | 'record'
        | 'record-sound'
        | 'save'
        | 'help';
    }
  | { readonly type: 'kit'; readonly kit: number };

/** How many kits the number keys choose from. */
const KITS = PARAMETERS.kit.max - PARAMETERS.kit.min + 1;

/** The shortcuts as the help dialog lists them. */
export const SHORTCUTS: readonly { readonly keys: string; readonly does: string }[] = [
  { keys: 'Space', does: 'Start or stop the sound' },
  { keys: 'Esc', does: 'Panic: silence everywhere' },
  { keys: 'T', does: 'Tap the beat' },
  { keys: 'D', does: 'This beat is the first of the bar' },
  { keys: 'F', does: 'The next bar is a fill' },
  { keys: 'H', does: 'Hold the groove, or let it go' },
  { keys: 'M', does: 'Mute and unmute' },
  { keys: 'A', does: 'Record the sound, or end the recording' },
  { keys: 'R', does: 'Record poses, or end and save the recording' },
  { keys: 'S', does: 'Save the performance as a MIDI file' },
  { keys: `1 – ${KITS}`, does: 'Choose the kit' },
  { keys: '?', does: 'Show these shortcuts' },
];

const COMMANDS: Readonly<Record<string, StageCommand>> = {
  ' ': { type: 'toggle' },
  escape: { type: 'panic' },
  t: { type: 'tap' },
  d: { type: 'downbeat' },
  f: { type: 'fill' },
  h: { type: 'hold' },
  m: { type: 'mute' },
  a: { type: 'record-sound' },
  r: { type: 'record' },
  s: { type: 'save' },
  '?': { type: 'help' },
};

/** The parts of a keyboard event that decide. */
export type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>;

/** What a key press asks for; null for nothing, for repeats and for the browser's own combinations. */
export function commandOf(key: Key): StageCommand | null {
  if (key.repeat || key.ctrlKey || key.metaKey || key.altKey) return null;
  if (/^[1-9]$/.test(key.key)) {
    const kit = Number(key.key) - 1;
    return kit < KITS ? { type: 'kit', kit: PARAMETERS.kit.min + kit } : null;
  }
  return COMMANDS[key.key.toLowerCase()] ?? null;
}

/** Where a key press went: the innermost element, by name, type and whether text is edited in it. */
export interface KeyTarget {
  readonly name: string;
  readonly type: string;
  readonly editable: boolean;
}

/** Elements that press themselves with the space bar. */
const PRESSED_BY_SPACE = new Set(['button', 'summary', 'a']);

/** Inputs that take no text. */
const NO_TEXT = new Set(['range', 'checkbox', 'radio']);

/**
 * True where the key belongs to the focused control, not to the stage: every key in fields and lists, space on buttons.
 * A slider needs only arrows, so that a hand that has just moved one still taps and stops the music.
 */
export function keyIsTaken(target: KeyTarget, key: string): boolean {
  if (target.editable || target.name === 'textarea' || target.name === 'select') return true;
  if (target.name === 'input' && !NO_TEXT.has(target.type)) return true;
  return key === ' ' && (PRESSED_BY_SPACE.has(target.name) || target.type === 'checkbox' || target.type === 'radio');
}
