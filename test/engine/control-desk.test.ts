import { BehaviorSubject, Subject } from 'rxjs';
import { describe, expect, test } from 'vitest';
import { conform, DEFAULT_SETTINGS, type ParameterName, type Settings } from '../../src/config.ts';
import type { Press } from '../../src/control/action-map.ts';
import type { Bindings, ClockMessage, ClockReading } from '../../src/control/types.ts';
import type { Seconds } from '../../src/core/units.ts';
import { clockNotice, createControlDesk } from '../../src/engine/control-desk.ts';
import { createNoticeBoard } from '../../src/engine/notices.ts';
import type { ControlTarget, Notice } from '../../src/engine/types.ts';
import type { SentMessages } from '../../src/outputs/midi/midi-ports.ts';
import { createFakeInputs } from '../control/fake-inputs.ts';

const SILENT: ClockReading = { state: 'silent', bpm: 0, position: 0, jitter: 0, stable: false, journey: 0 };

function memory(entries: Record<string, string> = {}, room = true) {
  const store = new Map(Object.entries(entries));
  return {
    store,
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (!room) throw new Error('full');
      store.set(key, value);
    },
  };
}

function desk(storage: ReturnType<typeof memory> | null = memory()) {
  const fake = createFakeInputs();
  const settings$ = new BehaviorSubject<Settings>({ ...DEFAULT_SETTINGS, pickUp: 0 });
  const externalClock$ = new BehaviorSubject(SILENT);
  const sent$ = new Subject<SentMessages>();
  const board = createNoticeBoard();
  const presses: Press[] = [];
  const heard: (ClockMessage | null)[] = [];
  const set = (name: ParameterName, value: number): void =>
    settings$.next({ ...settings$.value, [name]: conform(name, value) });
  const controls = createControlDesk({
    ...{ access$: new BehaviorSubject(fake.access), sent$, board, storage, settings$, externalClock$, set },
    clock: { origin: 0, now: () => 0, fromPerformance: (ms: number): Seconds => ms / 1000, toPerformance: () => 0 },
    get: (name) => settings$.value[name],
    act: (press) => presses.push(press),
    hearClock: (message) => heard.push(message),
  });
  const last = <T>(source: { subscribe(next: (value: T) => void): { unsubscribe(): void } }): T => {
    let value!: T;
    source.subscribe((next) => (value = next)).unsubscribe();
    return value;
  };
  const codes = (): string[] => last<readonly Notice[]>(board.notices$).map(({ code }) => code);
  return { fake, settings$, externalClock$, sent$, controls, presses, heard, last, codes, storage };
}

describe('knobs and keys', () => {
  test('a learned knob sets its parameter, a learned pedal acts at the browser’s time; both are told', () => {
    const { fake, controls, settings$, presses, last } = desk();
    const port = fake.plug('k', 'Knobs');
    controls.learn({ parameter: 'density' });
    expect(last<ControlTarget | null>(controls.learning$)).toEqual({ parameter: 'density' });
    port.say([0x90, 36, 100], 5);
    port.say([0xb0, 21, 127], 10);
    expect(settings$.value.density).toBe(1);
    expect(last<ControlTarget | null>(controls.learning$)).toBeNull();
    controls.learn({ action: 'tap' });
    port.say([0xb0, 64, 127], 20);
    port.say([0xb0, 64, 0], 30);
    port.say([0xb0, 64, 127], 40);
    expect(presses).toEqual([
      { action: 'tap', down: false, time: 0.03 },
      { action: 'tap', down: true, time: 0.04 },
    ]);
    const { parameters, actions } = last<Bindings>(controls.bindings$);
    expect([parameters.length, actions.length]).toEqual([1, 1]);
  });

  test('a range, and bindings given up', () => {
    const { fake, controls, settings$, last } = desk();
    const port = fake.plug('k', 'Knobs');
    controls.learn({ parameter: 'temperature' });
    port.say([0xb0, 22, 0], 10);
    controls.bindRange('temperature', [1.5, 0.5]);
    port.say([0xb0, 22, 127], 11);
    expect(settings$.value.temperature).toBe(0.5);
    controls.unbind({ parameter: 'temperature' });
    port.say([0xb0, 22, 0], 12);
    expect(settings$.value.temperature).toBe(0.5);
    expect(last<Bindings>(controls.bindings$).parameters).toEqual([]);
  });

  test('our own notes that come back bind nothing and do nothing', () => {
    const { fake, controls, sent$, last } = desk();
    const port = fake.plug('d', 'Drum machine');
    controls.learn({ action: 'panic' });
    sent$.next({ port: 'Drum machine', messages: [{ bytes: [0x99, 36, 90], at: 1 }] });
    port.say([0x99, 36, 90], 1004);
    expect(last<ControlTarget | null>(controls.learning$)).toEqual({ action: 'panic' });
  });
});

describe('memory', () => {
  test('bindings and input are the same after a reload, from a file too', () => {
    const first = desk();
    const port = first.fake.plug('k', 'Knobs');
    first.controls.learn({ parameter: 'volume' });
    port.say([0xb2, 7, 100], 1);
    first.controls.chooseMidiInput('k');
    const second = desk(memory(Object.fromEntries(first.storage!.store)));
    expect(second.controls.exportBindings()).toBe(first.controls.exportBindings());
    const tick = second.fake.plug('k', 'Knobs');
    tick.say([0xf8], 5);
    expect(second.heard.at(-1)).toEqual({ type: 'tick', time: 0.005 });
    const third = desk(null);
    third.controls.importBindings(first.controls.exportBindings());
    expect(third.last<Bindings>(third.controls.bindings$).parameters).toEqual([
      { parameter: 'volume', channel: 3, controller: 7 },
    ]);
  });

  test('what can’t be read is put aside and told; what can’t be saved is told', () => {
    const broken = desk(memory({ 'rhythmicnet.controls': '{' }));
    expect(broken.codes()).toContain('controls-unreadable');
    expect(broken.storage!.store.get('rhythmicnet.controls.unreadable')).toBe('{');
    const full = desk(memory({}, false));
    const port = full.fake.plug('k', 'Knobs');
    full.controls.learn({ parameter: 'volume' });
    port.say([0xb0, 7, 100], 1);
    expect(full.codes()).toContain('controls-unsaved');
  });

  test('a file that is refused changes nothing', () => {
    const { fake, controls } = desk();
    const port = fake.plug('k', 'Knobs');
    controls.learn({ parameter: 'volume' });
    port.say([0xb0, 7, 100], 1);
    const before = controls.exportBindings();
    expect(() => controls.importBindings('{}')).toThrow(/format is missing/);
    expect(controls.exportBindings()).toBe(before);
  });
});

test('what is said of the clock that is to be followed', () => {
  const input = { id: 'a', name: 'TR', connected: true, chosen: true };
  const code = (...given: Parameters<typeof clockNotice>): string | undefined => clockNotice(...given)?.code;
  const follow = { clockSource: 1 };
  expect([
    code({ clockSource: 0 }, SILENT, undefined, false),
    code(follow, SILENT, undefined, false),
    code(follow, SILENT, { ...input, connected: false }, false),
    code(follow, SILENT, input, true),
    code(follow, { state: 'stopped' }, input, false),
    code(follow, { state: 'running' }, input, false),
  ]).toEqual([undefined, 'clock-no-input', 'clock-gone', 'clock-loop', 'clock-waiting', undefined]);
});

test('the notice comes and goes with the clock', () => {
  const { fake, controls, settings$, externalClock$, codes } = desk();
  expect(codes()).toEqual([]);
  settings$.next({ ...settings$.value, clockSource: 1 });
  expect(codes()).toEqual(['clock-no-input']);
  fake.plug('a', 'TR');
  controls.chooseMidiInput('a');
  expect(codes()).toEqual(['clock-waiting']);
  externalClock$.next({ ...SILENT, state: 'running' });
  expect(codes()).toEqual([]);
  controls.chooseMidiInput(null);
  expect(codes()).toEqual(['clock-no-input']);
  controls.dispose();
});
