import type { Milliseconds } from '../../core/units.ts';

/** A camera or a sound output. Browsers may leave the label empty, and call the output in use 'default'. */
export interface Device {
  readonly id: string;
  readonly label: string;
}

/** What calibration sets, and of which kind of device it speaks. */
export type CalibratedParameter = 'cameraDelay' | 'outputDelay';

/** Calibrated values by device. */
export interface CalibrationStore {
  /** Null for a device that was never calibrated. */
  load(parameter: CalibratedParameter, device: Device): Milliseconds | null;
  /** False where the browser would not remember it. */
  save(parameter: CalibratedParameter, device: Device, value: Milliseconds): boolean;
}

interface Entry extends Device {
  readonly parameter: CalibratedParameter;
  readonly value: Milliseconds;
}

const KEY = 'rhythmicnet.calibration';
/** Ids that stand for whatever device is in use. */
const ANY_DEVICE = ['', 'default', 'communications'];

function isEntry(value: unknown): value is Entry {
  const { parameter, id, label, value: ms } = (value ?? {}) as Record<string, unknown>;
  const known = parameter === 'cameraDelay' || parameter === 'outputDelay';
  return known && typeof id === 'string' && typeof label === 'string' && Number.isFinite(ms);
}

/** A calibration can be made again: what can't be read counts as nothing. */
function parse(json: string | null): readonly Entry[] {
  try {
    const entries: unknown = JSON.parse(json ?? '[]');
    return Array.isArray(entries) ? entries.filter(isEntry) : [];
  } catch {
    return [];
  }
}

/** By id, where it names one device; else by label; and an unnamed device is like another unnamed one. */
const isSame = (a: Device, b: Device): boolean =>
  (a.id === b.id && !ANY_DEVICE.includes(a.id)) || (a.label === b.label && (a.label !== '' || a.id === b.id));

/** @param storage the browser's, or anything like it; null remembers while the page lives */
export function createCalibrationStore(storage: Pick<Storage, 'getItem' | 'setItem'> | null): CalibrationStore {
  let entries = parse(storage?.getItem(KEY) ?? null);
  return {
    load: (parameter, device) =>
      entries.findLast((entry) => entry.parameter === parameter && isSame(entry, device))?.value ?? null,
    save(parameter, { id, label }, value) {
      const others = entries.filter((entry) => entry.parameter !== parameter || !isSame(entry, { id, label }));
      entries = [...others, { parameter, id, label, value }];
      try {
        storage?.setItem(KEY, JSON.stringify(entries));
        return storage !== null;
      } catch {
        return false;
      }
    },
  };
}
