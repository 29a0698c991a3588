import { formatBindings, parseBindings } from '../control/bindings-json.ts';
import type { InputChoice } from '../control/midi-input.ts';
import type { Bindings } from '../control/types.ts';
import { UserError } from '../core/errors.ts';
import type { Parameter } from '../core/parameter.ts';

const BINDINGS = 'rhythmicnet.controls';
const INPUT = 'rhythmicnet.midi-input';
/** What could not be read is kept here, for whoever wants it back. */
const UNREADABLE = `${BINDINGS}.unreadable`;

/** Where this browser's controls are remembered. Main thread. */
export interface ControlStore<Name extends string> {
  /** null where nothing is remembered. @throws UserError 'controls-unreadable'; what was stored is put aside, not lost. */
  load(): Bindings<Name> | null;
  /** @throws UserError 'controls-unsaved' where the browser has no room or refuses */
  save(bindings: Bindings<Name>): void;
  /** The input whose clock was chosen; one that can't be read counts as none. */
  loadInput(): InputChoice | null;
  /** @throws UserError as `save` */
  saveInput(choice: InputChoice | null): void;
}

const reason = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

export function createControlStore<Name extends string>(
  store: Pick<Storage, 'getItem' | 'setItem'>,
  parameters: Readonly<Record<Name, Parameter>>,
): ControlStore<Name> {
  const keep = (key: string, text: string): void => {
    try {
      store.setItem(key, text);
    } catch (cause) {
      const what = `The MIDI controls could not be remembered by this browser (${reason(cause)}).`;
      throw new UserError('controls-unsaved', what, 'Export them to a file.', { cause });
    }
  };
  return {
    load() {
      const json = store.getItem(BINDINGS);
      if (json === null) return null;
      try {
        return parseBindings(json, parameters);
      } catch (cause) {
        keep(UNREADABLE, json);
        const what = `The MIDI controls that this browser remembered are not used: ${reason(cause)}`;
        throw new UserError('controls-unreadable', what, 'Learn them again, or import them from a file.', { cause });
      }
    },
    save: (bindings) => keep(BINDINGS, formatBindings(bindings)),
    loadInput() {
      try {
        const { id, name } = JSON.parse(store.getItem(INPUT) ?? 'null') ?? {};
        return typeof id === 'string' && typeof name === 'string' ? { id, name } : null;
      } catch {
        return null;
      }
    },
    saveInput: (choice) => keep(INPUT, JSON.stringify(choice)),
  };
}
