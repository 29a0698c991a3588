import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMidiOutput, type MidiOutput, type RequestMidiAccess } from '../../../src/outputs/midi/midi-output.ts';
import type { DrumEvent } from '../../../src/schedule/types.ts';
import { createFakeMidi } from './fake-midi.ts';

/** A clock that stands still until it is told; performance time is 1 s ahead of stream time. */
const clock = {
  origin: 0,
  time: 10,
  now: () => clock.time,
  fromPerformance: (ms: number) => ms / 1000 - 1,
  toPerformance: (time: number) => (time + 1) * 1000,
};
const stroke = (dueAt: number, voice: DrumEvent['voice'] = 'kick'): DrumEvent => ({
  voice,
  velocity: 0.5,
  time: dueAt,
  dueAt,
  bar: 0,
  step: 0,
});

let fake = createFakeMidi();
let page = new EventTarget();
let output: MidiOutput;
const create = (requestMidiAccess?: RequestMidiAccess): MidiOutput =>
  createMidiOutput({ clock, page, requestMidiAccess });

beforeEach(() => {
  // webmidi looks for a browser before it takes the access it is given.
  Object.assign(globalThis, { window: { navigator: {} }, navigator: globalThis.navigator ?? {} });
  clock.time = 10;
  fake = createFakeMidi();
  page = new EventTarget();
  output = create((options) => fake.request(options));
});
afterEach(() => output.dispose());

const latest = <T>(observable: { subscribe(next: (value: T) => void): { unsubscribe(): void } }): T => {
  let value: T;
  observable
    .subscribe((next) => {
      value = next;
    })
    .unsubscribe();
  return value!;
};

test('notes leave at dueAt plus delay, under General MIDI, with their offs, and no sysex is asked for', async () => {
  const port = fake.plug('a', 'Machine');
  await output.connect();
  output.choose('a');
  port.sent.length = 0;
  output.setDelay(5);
  output.send([stroke(10.05), stroke(10.08, 'openHat')]);
  clock.time = 10.2;
  output.tick();
  expect(fake.requests[0]!.sysex).toBe(false);
  expect(port.sent.map(({ bytes }) => bytes)).toEqual([
    [0x99, 36, 64],
    [0x99, 46, 64],
    [0x89, 36, 64],
    [0x89, 46, 64],
  ]);
  expect(port.sent.map(({ time }) => Number(time.toFixed(6)))).toEqual([11_055, 11_085, 11_105, 11_135]);
  expect(output.counts).toEqual({ sent: 2, dropped: 0 });
});

test('never more than 100 ms ahead; what is too late is dropped and counted', async () => {
  const port = fake.plug('a', 'Machine');
  await output.connect();
  output.choose('a');
  port.sent.length = 0;
  output.setDelay(80);
  output.send([stroke(10.05), stroke(9.9)]);
  expect(port.sent).toEqual([]);
  clock.time = 10.035;
  output.tick();
  expect(port.sent.map(({ time }) => Math.round(time))).toEqual([11_130]);
  expect(output.counts.dropped).toBe(1);
});

test('panic: explicit offs now and after the last note handed over, controllers, Stop; also when the page goes', async () => {
  const port = fake.plug('a', 'Machine');
  await output.connect();
  output.choose('a');
  output.send([stroke(10.09)]);
  port.sent.length = 0;
  page.dispatchEvent(new Event('pagehide'));
  const at = (ms: number) => port.sent.filter(({ time }) => Math.round(time) === ms).map(({ bytes }) => bytes);
  const all = [
    [0x89, 36, 64],
    [0xb9, 120, 0],
    [0xb9, 123, 0],
  ];
  expect(at(11_000)).toEqual([...all, [0xfc]]);
  expect(at(11_091)).toEqual(all);
  port.sent.length = 0;
  clock.time = 11;
  output.tick();
  expect(port.sent).toEqual([]);
});

test('hot-plug: a port that goes is missed, and found again by id or by name', async () => {
  fake.plug('a', 'Machine');
  await output.connect();
  expect(latest(output.ports$)).toEqual([{ id: 'a', name: 'Machine', connected: true }]);
  output.choose('a');
  fake.unplug('a');
  expect(latest(output.problem$)?.code).toBe('midi-port-gone');
  expect(latest(output.ports$)).toEqual([{ id: 'a', name: 'Machine', connected: false }]);
  output.send([stroke(10.05)]);
  const again = fake.plug('b', 'Machine');
  await Promise.resolve();
  expect(latest(output.problem$)).toBeNull();
  output.send([stroke(10.06)]);
  expect(again.sent.map(({ bytes }) => bytes)).toEqual([[0x99, 36, 64]]);
});

test('no Web MIDI, no permission, no driver, no port: each says so, and nothing throws', async () => {
  const code = async (request: RequestMidiAccess | undefined): Promise<string | undefined> => {
    const other = create(request);
    await other.connect();
    const found = latest(other.problem$)?.code;
    other.send([stroke(10.05)]);
    other.panic();
    await other.dispose();
    return found;
  };
  expect(await code(undefined)).toBe('midi-unsupported');
  expect(await code(() => Promise.reject(new DOMException('no', 'NotAllowedError')))).toBe('midi-denied');
  expect(await code(() => Promise.reject(new DOMException('no', 'InvalidStateError')))).toBe('midi-unavailable');
  expect(await code((options) => fake.request(options))).toBe('midi-no-port');
});
