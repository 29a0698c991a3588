import { UserError } from '../../core/errors.ts';
import { formatDevices, parseDevices } from './device-json.ts';
import type { DeviceSetup } from './types.ts';

/** As much of `localStorage` as is needed. */
export type TextStore = Pick<Storage, 'getItem' | 'setItem'>;

const KEY = 'rhythmicnet.midi-devices';
/** What could not be read is kept here, for whoever wants it back. */
const UNREADABLE = `${KEY}.unreadable`;

/** Where this browser's devices are remembered. Main thread. */
export interface DeviceStore {
  /** @throws UserError 'midi-devices-unreadable'; what was stored is put aside, not lost. */
  load(): readonly DeviceSetup[];
  /** @throws UserError 'midi-devices-unsaved' where the browser has no room or refuses. */
  save(devices: readonly DeviceSetup[]): void;
}

export function createDeviceStore(store: TextStore): DeviceStore {
  return {
    load() {
      const json = store.getItem(KEY);
      if (json === null) return [];
      try {
        return parseDevices(json);
      } catch (cause) {
        store.setItem(UNREADABLE, json);
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new UserError(
          'midi-devices-unreadable',
          `The MIDI devices that this browser remembered can't be read: ${why}`,
          'Set them up again, or import them from a file.',
          { cause },
        );
      }
    },
    save(devices) {
      try {
        store.setItem(KEY, formatDevices(devices));
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause);
        const what = `The MIDI devices could not be remembered by this browser (${why}).`;
        throw new UserError('midi-devices-unsaved', what, 'Export them to a file.', { cause });
      }
    },
  };
}
