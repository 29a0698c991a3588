import { BehaviorSubject } from 'rxjs';
import { PARAMETERS, type ParameterName } from '../src/config.ts';
import { formatBindings, parseBindings } from '../src/control/bindings-json.ts';
import type { ActionBinding, Bindings, CcBinding, ClockReading, MidiInputInfo } from '../src/control/types.ts';
import type { Parameter } from '../src/core/parameter.ts';
import type { ControlTarget, Engine } from '../src/engine/types.ts';
import { formatDevices, parseDevices } from '../src/outputs/midi/device-json.ts';
import { freeId, newSetup, withChange, withRole } from '../src/outputs/midi/device-setup.ts';
import { DEVICE_MAPS } from '../src/outputs/midi/devices/devices.ts';
import type { DeviceHealth, DeviceSetup, MidiPortInfo } from '../src/outputs/midi/types.ts';

type Note = (name: string, argument?: unknown) => void;
type Counts = Omit<DeviceHealth, 'id' | 'connected'>;

const NOTHING_SENT: Counts = { sent: 0, late: 0, dropped: 0, unmapped: 0, ticks: 0, lateTicks: 0 };
const SILENT: ClockReading = { state: 'silent', bpm: 0, position: 0, jitter: 0, stable: false, journey: 0 };
const KNOWN: Readonly<Record<ParameterName, Parameter>> = PARAMETERS;

/** What a test or a demonstration does in the place of machines and hands. */
export interface FakeMidi {
  /** Output ports, after `connectMidi()`, from now on. */
  plug(names: readonly string[]): void;
  /** The next knob that is turned or key that goes down. */
  touch(channel: number, number: number): void;
  /** What the chosen input's clock says. */
  clock(reading: Partial<ClockReading>): void;
  /** What is said to have been sent to every device. */
  count(counts: Partial<Counts>): void;
}

/** Devices on ports that exist by name only: edits are real, nothing is sent. */
function fakeDevices(note: Note) {
  const ports = new BehaviorSubject<readonly MidiPortInfo[]>([]);
  const devices = new BehaviorSubject<readonly DeviceSetup[]>([]);
  const health = new BehaviorSubject<readonly DeviceHealth[]>([]);
  let plugged: readonly string[] = ['Drum machine'];
  let connected = false;
  let counts = NOTHING_SENT;
  const isThere = (port: DeviceSetup['port']): boolean => connected && port !== null && plugged.includes(port.name);
  const refresh = (): void => {
    const waiting = devices.value.flatMap(({ port }) =>
      port && !isThere(port) ? [{ ...port, connected: false }] : [],
    );
    const there = plugged.map((name) => ({ id: name, name, connected: true }));
    if (connected) ports.next([...there, ...waiting]);
    health.next(devices.value.map(({ id, port }) => ({ id, connected: isThere(port), ...counts })));
  };
  const change = (next: readonly DeviceSetup[]): void => {
    devices.next(next);
    refresh();
  };
  const edit = (id: string, work: (device: DeviceSetup) => DeviceSetup): void =>
    change(devices.value.map((device) => (device.id === id ? work(device) : device)));
  return {
    connect: (): void => {
      connected = true;
      refresh();
    },
    plug: (names: readonly string[]): void => {
      plugged = names;
      refresh();
    },
    count: (given: Partial<Counts>): void => {
      counts = { ...counts, ...given };
      refresh();
    },
    engine: {
      midiPorts$: ports,
      devices$: devices,
      deviceHealth$: health,
      deviceMaps: DEVICE_MAPS,
      chooseMidiPort: (id) => {
        note('chooseMidiPort', id);
        const port = ports.value.find((candidate) => candidate.id === id);
        change(port ? [{ ...newSetup('main'), port: { id: port.id, name: port.name } }] : []);
      },
      addDevice: (given = {}) => {
        note('addDevice', given.map?.id);
        const id = freeId(devices.value);
        change([...devices.value, withChange(newSetup(id), given)]);
        return id;
      },
      updateDevice: (id, given) => {
        note('updateDevice', `${id} ${Object.keys(given)}`);
        edit(id, (device) => withChange(device, given));
      },
      setRole: (id, sound, role) => {
        note('setRole', `${id} ${sound}`);
        edit(id, (device) => withRole(device, sound, role));
      },
      removeDevice: (id) => {
        note('removeDevice', id);
        change(devices.value.filter((device) => device.id !== id));
      },
      importDevices: (json) => change(parseDevices(json)),
      exportDevices: () => formatDevices(devices.value),
      audition: (id, sound) => {
        note('audition', `${id} ${sound}`);
        const device = devices.value.find((each) => each.id === id);
        return device !== undefined && isThere(device.port) && device.map.roles[sound] !== null;
      },
    } satisfies Partial<Engine>,
  };
}

/** Knobs and keys that are turned by `touch`. */
function fakeControls(note: Note) {
  const inputs = new BehaviorSubject<readonly MidiInputInfo[]>([]);
  const clock = new BehaviorSubject<ClockReading>(SILENT);
  const bindings = new BehaviorSubject<Bindings<ParameterName>>({ parameters: [], actions: [] });
  const learning = new BehaviorSubject<ControlTarget | null>(null);
  const without = (target: ControlTarget): Bindings<ParameterName> => ({
    parameters: bindings.value.parameters.filter((b) => !('parameter' in target) || b.parameter !== target.parameter),
    actions: bindings.value.actions.filter((b) => !('action' in target) || b.action !== target.action),
  });
  const bind = (target: ControlTarget, channel: number, number: number): void => {
    const { parameters, actions } = without(target);
    const knob: readonly CcBinding<ParameterName>[] =
      'parameter' in target ? [{ parameter: target.parameter, channel, controller: number }] : [];
    const key: readonly ActionBinding[] =
      'action' in target ? [{ action: target.action, kind: 'note', channel, number }] : [];
    bindings.next({ parameters: [...parameters, ...knob], actions: [...actions, ...key] });
    learning.next(null);
  };
  return {
    connect: (): void => inputs.next([{ id: 'keys', name: 'Keys', connected: true, chosen: false }]),
    touch: (channel: number, number: number): void => {
      if (learning.value) bind(learning.value, channel, number);
    },
    clock: (reading: Partial<ClockReading>): void => clock.next({ ...SILENT, ...reading }),
    engine: {
      midiInputs$: inputs,
      externalClock$: clock,
      bindings$: bindings,
      learning$: learning,
      chooseMidiInput: (id) => {
        note('chooseMidiInput', id);
        inputs.next(inputs.value.map((input) => ({ ...input, chosen: input.id === id })));
      },
      learn: (target) => {
        note('learn', target && Object.values(target)[0]);
        learning.next(target);
      },
      unbind: (target) => {
        note('unbind', Object.values(target)[0]);
        bindings.next(without(target));
      },
      bindRange: (parameter, range) => {
        note('bindRange', `${parameter} ${range}`);
        const parameters = bindings.value.parameters.map(({ range: _, ...b }) =>
          b.parameter === parameter && range ? { ...b, range } : b,
        );
        bindings.next({ ...bindings.value, parameters });
      },
      importBindings: (json) => bindings.next(parseBindings(json, KNOWN)),
      exportBindings: () => formatBindings(bindings.value),
    } satisfies Partial<Engine>,
  };
}

/** The MIDI part of the stand-in. @param note writes down what the page calls */
export function createFakeMidiDesk(note: Note) {
  const devices = fakeDevices(note);
  const controls = fakeControls(note);
  const midi: FakeMidi = { plug: devices.plug, count: devices.count, touch: controls.touch, clock: controls.clock };
  const connectMidi = async (): Promise<void> => {
    note('connectMidi');
    devices.connect();
    controls.connect();
  };
  return { midi, engine: { ...devices.engine, ...controls.engine, connectMidi } };
}
