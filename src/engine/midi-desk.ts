import { distinctUntilChanged, skip } from 'rxjs';
import { UserError } from '../core/errors.ts';
import { formatDevices, parseDevices } from '../outputs/midi/device-json.ts';
import { freeId, newSetup, withChange, withRole } from '../outputs/midi/device-setup.ts';
import { createDeviceStore, type TextStore } from '../outputs/midi/device-store.ts';
import { DEVICE_MAPS } from '../outputs/midi/devices/devices.ts';
import type { MidiOutput } from '../outputs/midi/midi-output.ts';
import type { DeviceSetup } from '../outputs/midi/types.ts';
import { asNotice, type NoticeBoard } from './notices.ts';
import type { Engine } from './types.ts';

/** The device of whoever only chooses a port. */
const SIMPLE = 'main';

/** The part of the engine that is about MIDI devices. */
export type MidiDesk = Pick<
  Engine,
  | 'deviceMaps'
  | 'devices$'
  | 'deviceHealth$'
  | 'midiPorts$'
  | 'connectMidi'
  | 'chooseMidiPort'
  | 'addDevice'
  | 'updateDevice'
  | 'setRole'
  | 'removeDevice'
  | 'importDevices'
  | 'exportDevices'
  | 'audition'
>;

/** This browser's memory, or null where a page may not use it. */
export function browserStorage(): TextStore | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

/** The browser would not ask: it was allowed before. */
async function isGranted(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'midi' as PermissionName })).state === 'granted';
  } catch {
    return false;
  }
}

/** Does `work`; what stands in its way is put up for the user. */
function attempt<T>(board: NoticeBoard, work: () => T): T | undefined {
  try {
    const done = work();
    board.post('midi-devices', null);
    return done;
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause;
    board.post('midi-devices', asNotice(cause, 'warning'));
    return undefined;
  }
}

/** Devices as they are edited, remembered and exported. Main thread. */
export function createMidiDesk(midi: MidiOutput, board: NoticeBoard, storage: TextStore | null): MidiDesk {
  const store = storage && createDeviceStore(storage);
  let devices: readonly DeviceSetup[] = [];
  const change = (next: readonly DeviceSetup[]): void => {
    devices = next;
    midi.setDevices(devices);
  };
  const find = (id: string): DeviceSetup => {
    const found = devices.find((device) => device.id === id);
    if (found) return found;
    const known = devices.map((device) => device.id).join(', ') || 'none';
    throw new UserError('midi-device-unknown', `There is no MIDI device "${id}".`, `Known are: ${known}.`);
  };
  const replace = (next: DeviceSetup): void => change(devices.map((device) => (device.id === next.id ? next : device)));
  const remove = (id: string): void => change(devices.filter((device) => device.id !== id));

  midi.problem$.subscribe((error) => board.post('midi', error && asNotice(error, 'warning')));
  if (store) {
    change(attempt(board, () => store.load()) ?? []);
    midi.devices$
      .pipe(skip(1), distinctUntilChanged())
      .subscribe((current) => attempt(board, () => store.save(current)));
    // A stage that was set up once plays again without a hand on the page; nobody is asked anything unasked.
    if (devices.some(({ port }) => port)) void isGranted().then((granted) => (granted ? midi.connect() : undefined));
  }

  return {
    deviceMaps: DEVICE_MAPS,
    devices$: midi.devices$,
    deviceHealth$: midi.health$,
    midiPorts$: midi.ports$,
    connectMidi: () => midi.connect(),
    chooseMidiPort(id) {
      const port = midi.port(id ?? '');
      if (!port) return remove(SIMPLE);
      const known = devices.some((device) => device.id === SIMPLE);
      if (known) replace(withChange(find(SIMPLE), { port }));
      else change([...devices, withChange(newSetup(SIMPLE), { port })]);
    },
    addDevice(given = {}) {
      const id = freeId(devices);
      change([...devices, withChange(newSetup(id), given)]);
      return id;
    },
    updateDevice: (id, given) => replace(withChange(find(id), given)),
    setRole: (id, sound, role) => replace(withRole(find(id), sound, role)),
    removeDevice: (id) => remove(find(id).id),
    importDevices: (json) => change(parseDevices(json)),
    exportDevices: () => formatDevices(devices),
    audition: (id, sound, velocity = 0.8) => midi.audition(find(id).id, sound, velocity),
  };
}
