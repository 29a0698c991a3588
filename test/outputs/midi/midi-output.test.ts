import { Midi } from '@tonejs/midi';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Message } from 'webmidi';
import { SOUNDS } from '../../../src/core/voices.ts';
import { newSetup } from '../../../src/outputs/midi/device-setup.ts';
import { presetMap } from '../../../src/outputs/midi/devices/devices.ts';
import { createMidiOutput, type MidiOutput } from '../../../src/outputs/midi/midi-output.ts';
import type { RequestMidiAccess } from '../../../src/outputs/midi/midi-ports.ts';
import type { DeviceSetup } from '../../../src/outputs/midi/types.ts';
import type { DrumEvent } from '../../../src/schedule/types.ts';
import { phrase } from '../../schedule/helpers.ts';
import { createFakeMidi, type FakePort } from './fake-midi.ts';
import { standardMidiFile } from './midi-bytes.ts';

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
let tick = (): void => {};
const create = (requestMidiAccess: RequestMidiAccess | null): MidiOutput =>
  createMidiOutput({
    clock,
    page,
    requestMidiAccess,
    ticker: (callback) => {
      tick = callback;
      return () => {
        tick = () => {};
      };
    },
  });

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
const health = (id: string) => latest(output.health$).find((one) => one.id === id)!;
const device = (id: string, port: string, change: Partial<DeviceSetup> = {}): DeviceSetup => ({
  ...newSetup(id),
  port: { id: port, name: `Machine ${port}` },
  ...change,
});
/** Plugs machines in, connects, and forgets what was said on the way. */
async function stage(...devices: DeviceSetup[]): Promise<FakePort[]> {
  const ports = [...new Set(devices.map(({ port }) => port!.id))].map((id) => fake.plug(id, `Machine ${id}`));
  await output.connect();
  output.setDevices(devices);
  for (const port of ports) port.sent.length = 0;
  return ports;
}
/** The page's ticks until a time. */
const until = (time: number): void => {
  for (; clock.time < time; clock.time += 0.01) tick();
};
const rounded = ({ sent }: FakePort) => sent.map(({ bytes, time }) => [...bytes, Number(time.toFixed(4))]);

test('two machines at once: each with its own notes, channel and delay; no sysex is asked for', async () => {
  const [general, volca] = await stage(
    device('a', 'one', { notesDelay: 5 }),
    device('b', 'two', { map: presetMap('korg-volca-drum')!, notesDelay: -30, plays: ['openHat'] }),
  );
  output.send([stroke(10.05), stroke(10.08, 'openHat')]);
  until(10.3);
  expect(fake.requests[0]!.sysex).toBe(false);
  expect(rounded(general!)).toEqual([
    [0x99, 36, 64, 11_055],
    [0x99, 46, 64, 11_085],
    [0x89, 36, 64, 11_105],
    [0x89, 46, 64, 11_135],
  ]);
  expect(rounded(volca!)).toEqual([
    [0x93, 60, 64, 11_050],
    [0x83, 60, 64, 11_100],
  ]);
  expect(health('a')).toMatchObject({ connected: true, sent: 2, late: 0, dropped: 0, unmapped: 0 });
  expect(health('b')).toMatchObject({ sent: 1, unmapped: 0 });
});

test('an independent parser finds the notes of ten seconds of playing where they were due, to 0.1 ms', async () => {
  const [port] = await stage(device('a', 'one', { map: presetMap('roland-tr-8s')! }));
  const strokes = Array.from({ length: 200 }, (_, i) => stroke(10.2 + i * 0.0501, SOUNDS[i % 9] as DrumEvent['voice']));
  for (const event of strokes) {
    until(event.dueAt - 0.14);
    output.send([event]);
  }
  until(21);
  const { tracks } = new Midi(standardMidiFile(port!.sent));
  const notes = [...tracks[0]!.notes].sort((a, b) => a.time - b.time);
  expect(tracks[0]!.channel).toBe(9);
  expect(notes).toHaveLength(strokes.length);
  const first = port!.sent[0]!.time / 1000 - 1 - notes[0]!.time;
  for (const [i, note] of notes.entries()) expect(Math.abs(note.time + first - strokes[i]!.dueAt)).toBeLessThan(1e-4);
});

test('clock and transport reach their port with the time stamps of the beats, latency and delay included', async () => {
  const [port] = await stage(device('a', 'one', { sendClock: true, sendTransport: true, clockDelay: 20 }));
  output.setShifts(0, 80);
  output.play(true);
  for (const beat of phrase(10.6, [0.5, 0.5, 0.5, 0.5])) {
    until(beat.time - 0.42);
    output.addBeat(beat);
  }
  until(13.5);
  const read = port!.sent.map(({ bytes, time }) => ({ type: new Message(Uint8Array.from(bytes)).type, time }));
  const start = read.find(({ type }) => type === 'start')!;
  expect(start.time).toBeCloseTo(11_600 + 100 - 1, 6);
  const played = read.filter(({ type, time }) => type === 'clock' && time > start.time).slice(0, 4 * 24);
  for (const [i, { time }] of played.entries()) expect(time).toBeCloseTo(11_700 + (i * 500) / 24, 6);
  expect(read.filter(({ type }) => type === 'stop')).toHaveLength(1);
  expect(health('a')).toMatchObject({ lateTicks: 0 });
});

test('never more than 100 ms ahead; what is too late is dropped and counted', async () => {
  const [port] = await stage(device('a', 'one'));
  output.setShifts(80, 0);
  output.send([stroke(10.05), stroke(9.9)]);
  expect(port!.sent).toEqual([]);
  until(10.035);
  tick();
  expect(port!.sent.map(({ time }) => Math.round(time))).toEqual([11_130]);
  until(10.5);
  expect(health('a')).toMatchObject({ sent: 1, dropped: 1 });
});

test('panic on every device, also when the page goes: offs, Stop, controllers on all channels', async () => {
  const ports = await stage(device('a', 'one'), device('b', 'two', { enabled: false }));
  output.send([stroke(10.09)]);
  for (const port of ports) port.sent.length = 0;
  page.dispatchEvent(new Event('pagehide'));
  const [first, second] = ports.map(({ sent }) => sent.map(({ bytes }) => bytes));
  expect(first!.slice(0, 2)).toEqual([[0x89, 36, 64], [0xfc]]);
  expect(first).toHaveLength(2 * (1 + 1 + 32));
  expect(second).toHaveLength(1 + 32);
  for (const port of ports) port.sent.length = 0;
  until(11);
  for (const port of ports) expect(port.sent).toEqual([]);
});

test('audition: one note at once with the music stopped, on the machine’s own note; none where it has no such sound', async () => {
  const map = { ...presetMap('arturia-drumbrute-impact')!, noteOff: { style: 'note-off', gate: 400 } } as const;
  const [port] = await stage(device('a', 'one', { map, enabled: false }));
  expect(output.audition('a', 'cowbell', 1)).toBe(true);
  expect(output.audition('a', 'clap', 1)).toBe(false);
  expect(output.audition('b', 'kick', 1)).toBe(false);
  until(10.6);
  expect(rounded(port!)).toEqual([
    [0x90, 42, 127, 11_000],
    [0x80, 42, 64, 11_400],
  ]);
});

test('a change of the map is heard from the next stroke on; another port, or none, silences the one before', async () => {
  const setup = device('a', 'one');
  const [port] = await stage(setup);
  const snare = { ...setup, map: { ...setup.map, roles: { ...setup.map.roles, kick: { note: 40 } } } };
  output.setDevices([snare]);
  output.send([stroke(10.05)]);
  until(10.03);
  expect(port!.sent.map(({ bytes }) => bytes)).toEqual([
    [0x99, 40, 64],
    [0x89, 40, 64],
  ]);
  output.setDevices([{ ...snare, port: null }]);
  expect(port!.sent.map(({ bytes }) => bytes[0])).toContain(0xfc);
  const before = port!.sent.length;
  output.send([stroke(10.09)]);
  expect(port!.sent).toHaveLength(before);
});

test('hot-plug: a port that goes is missed, and found again by id or by name; strokes meanwhile are counted', async () => {
  await stage(device('a', 'one'));
  expect(latest(output.ports$)).toEqual([{ id: 'one', name: 'Machine one', connected: true }]);
  fake.unplug('one');
  expect(latest(output.problem$)?.code).toBe('midi-port-gone');
  expect(latest(output.ports$)).toEqual([{ id: 'one', name: 'Machine one', connected: false }]);
  expect(health('a').connected).toBe(false);
  output.send([stroke(10.05)]);
  const again = fake.plug('other', 'Machine one');
  expect(latest(output.problem$)).toBeNull();
  expect(health('a')).toMatchObject({ connected: true, dropped: 1 });
  output.send([stroke(10.06)]);
  until(10.03);
  expect(again.sent.map(({ bytes }) => bytes)).toEqual([
    [0x99, 36, 64],
    [0x89, 36, 64],
  ]);
});

test('of two machines of one make, one does not take over for the other', async () => {
  const [first, second] = [fake.plug('x', 'Twin'), fake.plug('y', 'Twin')];
  await output.connect();
  const twin = (id: string, port: string) => ({ ...newSetup(id), port: { id: port, name: 'Twin' } });
  output.setDevices([twin('a', 'x'), twin('b', 'y')]);
  fake.unplug('x');
  second.sent.length = 0;
  output.send([stroke(10.05)]);
  until(10.03);
  expect(second.sent).toHaveLength(2);
  expect(first.sent).toHaveLength(0);
});

test('a machine that comes back is started anew on the next downbeat', async () => {
  await stage(device('a', 'one', { sendClock: true, sendTransport: true }));
  output.play(true);
  const beats = phrase(
    10.6,
    Array.from({ length: 16 }, () => 0.5),
  );
  let again: FakePort | undefined;
  for (const beat of beats) {
    until(beat.time - 0.42);
    if (beat.index === 3) fake.unplug('one');
    if (beat.index === 6) again = fake.plug('one', 'Machine one');
    output.addBeat(beat);
  }
  until(17);
  const [start] = again!.sent.filter(({ bytes }) => bytes[0]! >= 0xfa);
  expect([start!.bytes[0], start!.time]).toEqual([0xfa, expect.closeTo((beats[8]!.time + 1) * 1000 - 1, 6)]);
});

test('two clocks on one cable are said to be one too many', async () => {
  await stage(device('a', 'one', { sendClock: true }), device('b', 'one', { sendClock: true }));
  expect(latest(output.problem$)?.code).toBe('midi-two-clocks');
});

test('strokes are asked for as early as the earliest device plays', async () => {
  await stage(device('a', 'one', { notesDelay: -40 }), device('b', 'two', { notesDelay: 20 }));
  expect(output.early).toBeCloseTo(0.04);
  output.setShifts(-60, 0);
  expect(output.early).toBeCloseTo(0.1);
  output.setShifts(100, 0);
  expect(output.early).toBe(0);
});

test('no Web MIDI, no permission, no driver, no port: each says so, and nothing throws', async () => {
  const code = async (request: RequestMidiAccess | null): Promise<string | undefined> => {
    const other = create(request);
    other.setDevices([device('a', 'one', { sendClock: true })]);
    await other.connect();
    const found = latest(other.problem$)?.code;
    other.send([stroke(10.05)]);
    other.play(true);
    other.panic();
    await other.dispose();
    return found;
  };
  expect(await code(null)).toBe('midi-unsupported');
  expect(await code(() => Promise.reject(new DOMException('no', 'NotAllowedError')))).toBe('midi-denied');
  expect(await code(() => Promise.reject(new DOMException('no', 'InvalidStateError')))).toBe('midi-unavailable');
  await output.connect();
  expect(latest(output.problem$)?.code).toBe('midi-no-port');
});
