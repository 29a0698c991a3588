import { BehaviorSubject } from 'rxjs';
import { describe, expect, test } from 'vitest';
import { createEchoFilter } from '../../src/control/echo-filter.ts';
import { createMidiInput } from '../../src/control/midi-input.ts';
import { parseClock, parseControl } from '../../src/control/midi-message.ts';
import type { ClockMessage, ControlMessage, MidiInputInfo } from '../../src/control/types.ts';
import { createFakeInputs } from './fake-inputs.ts';

function listening() {
  const fake = createFakeInputs();
  const access$ = new BehaviorSubject<MIDIAccess | null>(null);
  const echo = createEchoFilter();
  const input = createMidiInput({ access$, clock: { fromPerformance: (ms) => ms / 1000 }, echo });
  const clock: (ClockMessage | null)[] = [];
  const control: ControlMessage[] = [];
  let inputs: readonly MidiInputInfo[] = [];
  let loop = false;
  input.clock$.subscribe((message) => clock.push(message));
  input.control$.subscribe((message) => control.push(message));
  input.inputs$.subscribe((list) => {
    inputs = list;
  });
  input.loop$.subscribe((value) => {
    loop = value;
  });
  return { fake, access$, echo, input, clock, control, inputs: () => inputs, loop: () => loop };
}

describe('messages', () => {
  test('clock, start, continue, stop and song position', () => {
    const types = [0xf8, 0xfa, 0xfb, 0xfc].map((status) => parseClock([status], 1)?.type);
    expect(types).toEqual(['tick', 'start', 'continue', 'stop']);
    expect(parseClock([0xf2, 0x05, 0x02], 3)).toEqual({ type: 'position', time: 3, sixteenths: 261 });
    expect([parseClock([0xfe], 0), parseClock([0x90, 60, 1], 0), parseClock([0xf2], 0)]).toEqual([null, null, null]);
  });

  test('keys and controllers, channels from 1', () => {
    expect(parseControl([0x99, 36, 100], 2)).toEqual({ type: 'note', time: 2, channel: 10, number: 36, value: 100 });
    expect(parseControl([0x80, 36, 64], 2)).toMatchObject({ type: 'note', channel: 1, value: 0 });
    expect(parseControl([0xbf, 64, 127], 2)).toMatchObject({ type: 'controller', channel: 16, number: 64, value: 127 });
    expect([parseControl([0xc0, 3], 0), parseControl([0xe0, 1, 2], 0), parseControl([], 0)]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('inputs', () => {
  test('knobs are heard from every input, the clock from the chosen one, stamped by the browser', () => {
    const { fake, access$, input, clock, control } = listening();
    const drums = fake.plug('a', 'Drum machine');
    const knobs = fake.plug('b', 'Knobs');
    access$.next(fake.access);
    expect([drums.opened(), knobs.opened()]).toEqual([true, true]);
    drums.say([0xf8], 1000);
    input.choose({ id: 'a', name: 'Drum machine' });
    drums.say([0xf8], 1020.5);
    knobs.say([0xf8], 1021);
    knobs.say([0xb0, 7, 3], 1022);
    drums.say([0x90, 36, 9], 1023);
    expect(clock).toEqual([null, { type: 'tick', time: 1.0205 }]);
    expect(control.map(({ type, time }) => [type, time])).toEqual([
      ['controller', 1.022],
      ['note', 1.023],
    ]);
  });

  test('a chosen input is waited for, found again by id, then by name, and heard once', () => {
    const { fake, access$, input, clock, inputs } = listening();
    input.choose({ id: 'a', name: 'Drum machine' });
    expect(inputs()).toEqual([{ id: 'a', name: 'Drum machine', connected: false, chosen: true }]);
    access$.next(fake.access);
    const first = fake.plug('a', 'Drum machine');
    first.say([0xf8], 10);
    fake.unplug('a');
    first.say([0xf8], 20);
    expect(inputs()).toMatchObject([{ id: 'a', connected: false, chosen: true }]);
    const again = fake.plug('a', 'Drum machine');
    again.say([0xf8], 30);
    fake.unplug('a');
    fake.plug('other', 'Knobs');
    const moved = fake.plug('a2', 'Drum machine');
    moved.say([0xf8], 40);
    expect(inputs().find(({ chosen }) => chosen)).toMatchObject({ id: 'a2', connected: true });
    expect(clock.map((message) => message && message.time * 1000)).toEqual([null, 10, null, null, 30, null, null, 40]);
  });

  test('null: no clock; after dispose nothing is heard', () => {
    const { fake, access$, input, clock, control } = listening();
    const port = fake.plug('a', 'A');
    access$.next(fake.access);
    input.choose({ id: 'a', name: 'A' });
    input.choose(null);
    port.say([0xf8], 1);
    expect(clock).toEqual([null, null]);
    input.dispose();
    port.say([0xb0, 1, 1], 2);
    expect(control).toEqual([]);
  });
});

describe('echoes', () => {
  test('what was sent there a moment ago is no player’s hand; what a player does is heard', () => {
    const { fake, access$, echo, control } = listening();
    const port = fake.plug('a', 'Drum machine');
    access$.next(fake.access);
    echo.sent('Drum machine', [0x99, 36, 100], 1);
    echo.sent('Elsewhere', [0x99, 38, 100], 1);
    port.say([0x99, 36, 100], 1003);
    port.say([0x99, 36, 99], 1003);
    port.say([0x99, 38, 100], 1003);
    port.say([0x99, 36, 100], 1200);
    expect(control.map(({ number, value }) => [number, value])).toEqual([
      [36, 99],
      [38, 100],
      [36, 100],
    ]);
  });

  test('a machine that is given our clock can’t give us one; once it is given none, it can', () => {
    const { fake, access$, echo, input, clock, loop } = listening();
    const port = fake.plug('a', 'Drum machine');
    access$.next(fake.access);
    input.choose({ id: 'a', name: 'Drum machine' });
    clock.length = 0;
    echo.sent('Drum machine', [0xf8], 1);
    port.say([0xf8], 1002);
    expect([clock.length, loop()]).toEqual([0, true]);
    port.say([0xf8], 2100);
    expect([clock.length, loop()]).toEqual([1, false]);
  });
});
