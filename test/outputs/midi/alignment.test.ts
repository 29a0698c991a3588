/**
 * MIDI and sound of the same stroke: the stamp that a port gets, against the instant at which the stroke's frame is heard, over
 * ten minutes with an audio clock that drifts and is read with noise; by the parts that the page uses.
 */
import { expect, test } from 'vitest';
import { quantile } from '../../../demo/tools/beat-measures.ts';
import { createRandom } from '../../../src/core/random.ts';
import type { Seconds } from '../../../src/core/units.ts';
import { newSetup } from '../../../src/outputs/midi/device-setup.ts';
import { createMidiDevice } from '../../../src/outputs/midi/midi-device.ts';
import { createEventWriter } from '../../../src/outputs/synth/event-writer.ts';
import type { DrumEvent } from '../../../src/schedule/types.ts';
import { phrase } from '../../schedule/helpers.ts';

const SAMPLE_RATE = 44_100;
const MINUTES = 10;
const LATENCY: Seconds = 0.08;
const BPM = 117.3;
/** The page reads the audio clock 40 times a second; half of that is harder, and quicker to test. */
const READ_EVERY = 5;

/** A sound card's clock: it started 3 s after the page and runs so many parts in a million fast. */
function play(ppm: number) {
  const rate = 1 + ppm * 1e-6;
  const random = createRandom(7);
  const audible = (frame: number): Seconds => frame / SAMPLE_RATE / rate + 3;
  const frames: number[] = [];
  const writer = createEventWriter(({ frame }) => frames.push(frame) > 0);
  const setup = { ...newSetup('a'), sendClock: true, sendTransport: true };
  const device = createMidiDevice(setup, { latency: LATENCY, notes: 0 });
  const beats = phrase(
    10,
    Array.from({ length: Math.round(MINUTES * BPM) }, () => 60 / BPM),
  );
  const strokes: DrumEvent[] = beats.map(({ time, bar }) => ({
    voice: 'kick',
    velocity: 1,
    time,
    dueAt: time + LATENCY,
    bar,
    step: 0,
  }));
  const sent: { readonly status: number; readonly at: Seconds }[] = [];
  const last = beats.at(-1)!.time;
  device.play(true, 9);
  let [beat, stroke] = [0, 0];
  for (let step = 0; step * 0.01 < last - 8; step += 1) {
    const now = 9 + step * 0.01;
    if (step % READ_EVERY === 0) {
      const pageTime = now - 0.03;
      const contextTime = (pageTime - 3) * rate + random.normal() * 1e-4;
      writer.addClock({ contextTime, pageTime, lead: 0.04, delay: 0, sampleRate: SAMPLE_RATE });
    }
    for (; beats[beat] && beats[beat]!.time < now + 0.42; beat += 1) device.addBeat(beats[beat]!, now);
    for (; strokes[stroke] && strokes[stroke]!.dueAt < now + 0.15; stroke += 1) {
      writer.write([strokes[stroke]!], now);
      device.send([strokes[stroke]!], now);
    }
    for (const { bytes, at } of device.advance(now)) sent.push({ status: bytes[0]!, at });
  }
  const notes = sent.filter(({ status }) => status === 0x99).map(({ at }) => at);
  const start = sent.find(({ status }) => status === 0xfa)!.at;
  const ticks = sent.filter(({ status, at }) => status === 0xf8 && at > start).map(({ at }) => at);
  return { heard: frames.map(audible), notes, onBeats: beats.map((_, i) => ticks[i * 24]!), count: strokes.length };
}

const apart = (stamps: readonly Seconds[], heard: readonly Seconds[]): number[] =>
  stamps.map((at, i) => (at - heard[i]!) * 1000);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

test('notes and clock leave when the sound is heard, for ten minutes of an audio clock that is 120 ppm fast', () => {
  const { heard, notes, onBeats, count } = play(120);
  expect([heard.length, notes.length, onBeats.length]).toEqual([count, count, count]);
  for (const stamps of [notes, onBeats]) {
    const off = apart(stamps, heard);
    const size = off.map(Math.abs);
    const lastMinute = mean(off.slice(-BPM));
    console.log(
      `${stamps === notes ? 'notes' : 'clock'} less sound: mean ${mean(off).toFixed(4)} ms, |p99| ` +
        `${quantile(size, 0.99).toFixed(4)} ms, last minute's mean ${lastMinute.toFixed(4)} ms`,
    );
    expect(Math.abs(mean(off))).toBeLessThan(0.2);
    expect(quantile(size, 0.99)).toBeLessThan(1);
    expect(Math.abs(lastMinute)).toBeLessThan(0.1);
  }
});
