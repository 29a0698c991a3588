import { expect, test } from 'vitest';
import { createRing, createRingReader } from '../../../src/core/ring.ts';
import { createEventWriter, strokeSink } from '../../../src/outputs/synth/event-writer.ts';
import { RING_WIDTH } from '../../../src/outputs/synth/protocol.ts';
import type { StrokeMessage } from '../../../src/outputs/types.ts';
import { stroke } from './measure.ts';

const SAMPLE = { lead: 0.04, delay: 0, sampleRate: 48_000 };

function ready(sink: (stroke: StrokeMessage) => boolean) {
  const writer = createEventWriter(sink);
  for (let i = 0; i < 10; i += 1) writer.addClock({ ...SAMPLE, pageTime: 7 + i * 0.02, contextTime: 2 + i * 0.02 });
  return writer;
}

test('a stroke is heard when it is due: its frame is the audio clock at that stream time', () => {
  const strokes: StrokeMessage[] = [];
  const writer = ready((message) => strokes.push(message) > 0);
  writer.write([stroke('snare', 8.1, 0.5), stroke('ride', 8.15)], 8);
  expect(strokes).toEqual([
    { frame: Math.round(3.1 * 48_000), voice: 1, velocity: 0.5, serial: 0 },
    { frame: Math.round(3.15 * 48_000), voice: 8, velocity: 1, serial: 1 },
  ]);
  expect(writer.counts).toEqual({ written: 2, dropped: 0 });
});

test('dropped and counted: what rendering is past already, what comes before the clocks are known, what finds no room', () => {
  const writer = ready(() => true);
  writer.write([stroke('kick', 8.045), stroke('kick', 8.055)], 8);
  expect(writer.counts).toEqual({ written: 1, dropped: 1 });
  const early = createEventWriter(() => true);
  early.write([stroke('kick', 8.1)], 8);
  expect(early.ready).toBe(false);
  expect(early.counts).toEqual({ written: 0, dropped: 1 });
  const full = ready(() => false);
  full.write([stroke('kick', 8.1)], 8);
  expect(full.counts).toEqual({ written: 0, dropped: 1 });
});

test('a clock that stopped is forgotten: strokes are dropped until it is known again, and then are right', () => {
  const strokes: StrokeMessage[] = [];
  const writer = ready((message) => strokes.push(message) > 0);
  writer.addClock(null);
  writer.write([stroke('kick', 8.1)], 8);
  expect(writer.counts).toEqual({ written: 0, dropped: 1 });
  for (let i = 0; i < 10; i += 1) writer.addClock({ ...SAMPLE, pageTime: 20 + i * 0.02, contextTime: 3 + i * 0.02 });
  writer.write([stroke('kick', 20.4)], 20.3);
  expect(strokes.map(({ frame }) => frame)).toEqual([Math.round(3.4 * 48_000)]);
});

test('the lead is the largest seen lately, a single wild one left out', () => {
  const writer = ready(() => true);
  expect(writer.lead).toBeCloseTo(0.05, 6);
  writer.addClock({ ...SAMPLE, lead: 0.2, pageTime: 8, contextTime: 3 });
  expect(writer.lead).toBeCloseTo(0.21, 6);
  for (let i = 1; i < 40; i += 1) writer.addClock({ ...SAMPLE, pageTime: 8 + i * 0.025, contextTime: 3 + i * 0.025 });
  expect(writer.lead).toBeCloseTo(0.05, 6);
});

test('what lies between the synth and the ear is made up for: the stroke is put that much earlier', () => {
  const strokes: StrokeMessage[] = [];
  const writer = ready((message) => strokes.push(message) > 0);
  writer.addClock({ ...SAMPLE, delay: 0.02, lead: 0.06, pageTime: 7.2, contextTime: 2.2 });
  writer.write([stroke('kick', 8.1)], 8);
  expect(strokes.map(({ frame }) => frame)).toEqual([Math.round(3.08 * 48_000)]);
  // Rendering is 0.04 s ahead of what leaves the bus, and that 0.02 s ahead of the ear; 0.01 s to spare.
  writer.write([stroke('kick', 8.069), stroke('kick', 8.071)], 8);
  expect(writer.counts).toEqual({ written: 2, dropped: 1 });
});

test('sinks: the ring as records, the port as messages', () => {
  const ring = createRing(2, RING_WIDTH);
  const sink = strokeSink({ kind: 'ring', ring });
  const message = { frame: 5, voice: 3, velocity: 0.25, serial: 9 };
  expect([sink(message), sink(message), sink(message)]).toEqual([true, true, false]);
  const record = new Float64Array(RING_WIDTH);
  createRingReader(ring).read(record);
  expect([...record]).toEqual([5, 3, 0.25, 9]);
  const posted: unknown[] = [];
  const port = { postMessage: (value: unknown) => posted.push(value) } as unknown as MessagePort;
  expect(strokeSink({ kind: 'port', port })(message)).toBe(true);
  expect(posted).toEqual([message]);
});
