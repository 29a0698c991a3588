import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Message } from 'webmidi';
import { quantile } from '../../../demo/tools/beat-measures.ts';
import type { Beat } from '../../../src/beat/types.ts';
import { createRandom } from '../../../src/core/random.ts';
import { type ClockOptions, createBeatClock } from '../../../src/outputs/midi/beat-clock.ts';
import type { TimedMessage } from '../../../src/outputs/midi/messages.ts';
import { phrase } from '../../schedule/helpers.ts';

const ALL: ClockOptions = { sendClock: true, sendTransport: true, keepClock: true };

interface Stage {
  readonly beats: readonly Beat[];
  readonly until: number;
  readonly options?: ClockOptions;
  readonly offset?: number;
  /** Seconds between a beat's being known here and the beat; what is left of the commitment's half second. */
  readonly lead?: number;
  /** When nothing gets done. */
  readonly blocks?: readonly (readonly [from: number, to: number])[];
  readonly play?: readonly (readonly [time: number, on: boolean])[];
}

/** The page's 10 ms tick: what came in is taken in order, then everything that is due is handed over. */
function run({ beats, until, options = ALL, offset = 0, lead = 0.42, blocks = [], play = [[0, true]] }: Stage) {
  const clock = createBeatClock(options);
  clock.setOffset(offset);
  const sent: (TimedMessage & { readonly now: number })[] = [];
  const coming = [
    ...beats.map((beat) => ({ time: beat.time - lead, act: (now: number) => clock.addBeat(beat, now) })),
    ...play.map(([time, on]) => ({
      time,
      act: (now: number) => void sent.push(...clock.play(on, now).map((m) => ({ ...m, now }))),
    })),
  ].sort((a, b) => a.time - b.time);
  for (let step = 0; step * 0.01 < until; step += 1) {
    const now = step * 0.01;
    if (blocks.some(([from, to]) => now >= from && now < to)) continue;
    while (coming[0] && coming[0].time <= now) coming.shift()!.act(now);
    sent.push(...clock.advance(now).map((message) => ({ ...message, now })));
  }
  return { clock, sent };
}

/** Messages as an independent library reads them; a song position in 16ths. */
const read = ({ bytes, at }: TimedMessage) => {
  const { type, dataBytes } = new Message(Uint8Array.from(bytes));
  return { type, at, position: (dataBytes[0] ?? 0) + 128 * (dataBytes[1] ?? 0) };
};
const transport = (sent: readonly TimedMessage[]) => sent.map(read).filter(({ type }) => type !== 'clock');
const ticks = (sent: readonly TimedMessage[]) =>
  sent.filter((message) => read(message).type === 'clock').map(({ at }) => at);
const steady = (start: number, bpm: number, count: number, index = 0, bar = 0) =>
  phrase(
    start,
    Array.from({ length: count }, () => 60 / bpm),
    index,
    bar,
  );

test('Start, and the next tick is the downbeat; 24 ticks a beat; Stop before the tick after the last beat’s', () => {
  const beats = steady(1, 120, 8);
  const { sent } = run({ beats, until: 8 });
  const [start, stop, ...rest] = transport(sent);
  expect(rest).toEqual([]);
  expect([start!.type, stop!.type]).toEqual(['start', 'stop']);
  const from = ticks(sent).filter((at) => at > start!.at);
  expect(from[0]).toBeCloseTo(1, 9);
  expect(start!.at).toBeCloseTo(1 - 0.001, 9);
  const played = from.filter((at) => at < stop!.at);
  expect(played).toHaveLength(8 * 24);
  for (const [i, at] of played.entries()) expect(at).toBeCloseTo(1 + (i * 0.5) / 24, 9);
  expect(stop!.at).toBeCloseTo(5 - 0.001, 9);
});

test('the clock is there before the first beat and goes on after the last, at their tempo; or not, as one likes', () => {
  const beats = steady(1, 100, 8);
  const kept = ticks(run({ beats, until: 12 }).sent);
  expect(kept[0]!).toBeLessThan(0.65);
  const gaps = kept.slice(1).map((at, i) => at - kept[i]!);
  for (const gap of gaps) expect(gap).toBeCloseTo(0.025, 9);
  expect(kept.at(-1)).toBeGreaterThan(12);
  const { sent } = run({ beats, until: 12, options: { ...ALL, keepClock: false } });
  expect(ticks(sent)).toHaveLength(8 * 24);
  expect(transport(sent).map(({ type }) => type)).toEqual(['start', 'stop']);
});

test('after a rest the song goes on at its place: position exact in 16ths, then Continue, then the beat', () => {
  const beats = [...steady(1, 90, 10), ...steady(14.37, 133, 9, 10, 3)];
  const { sent } = run({ beats, until: 22 });
  const all = transport(sent);
  expect(all.map(({ type }) => type)).toEqual(['start', 'stop', 'songposition', 'continue', 'stop']);
  expect(all[2]!.position).toBe(3 * 16);
  const resumed = ticks(sent).filter((at) => at > all[3]!.at);
  expect(resumed[0]).toBeCloseTo(14.37, 9);
  expect(resumed.filter((at) => at < all[4]!.at)).toHaveLength(9 * 24);
});

test('a bar cut short: the machine is taken to the new bar’s place, and the clock does not falter', () => {
  const beats = [...steady(1, 120, 6), ...steady(4, 120, 8, 6, 2).map((beat) => ({ ...beat, first: false }))];
  const { sent } = run({ beats, until: 7 });
  const all = transport(sent).slice(1, 4);
  expect(all.map(({ type, position }) => [type, position])).toEqual([
    ['stop', 0],
    ['songposition', 32],
    ['continue', 0],
  ]);
  for (const { at } of all) expect(Math.abs(at - 4)).toBeLessThan(0.0035);
  const from = ticks(sent).filter((at) => at >= 1 - 1e-9 && at < 7);
  for (const [i, at] of from.entries()) expect(at).toBeCloseTo(1 + (i * 0.5) / 24, 9);
});

test('a song begins on a downbeat, even if the music is switched on in the middle of a bar', () => {
  const { sent } = run({ beats: steady(1, 120, 16), until: 9, play: [[2.2, true]] });
  const [start] = transport(sent);
  expect([start!.type, start!.at]).toEqual(['start', expect.closeTo(3 - 0.001, 9)]);
});

test('switched off: Stop at once, and again after what was handed over; on again: from the beginning', () => {
  const { sent } = run({
    beats: steady(1, 120, 32),
    until: 14,
    play: [
      [0, true],
      [5.3, false],
      [8, true],
    ],
  });
  const all = transport(sent);
  expect(all.map(({ type }) => type)).toEqual(['start', 'stop', 'stop', 'start']);
  expect(all[1]!.at).toBeCloseTo(5.3, 9);
  expect(all[3]!.at).toBeCloseTo(9 - 0.001, 9);
});

test('latency and the clock’s delay move everything alike', () => {
  const beats = steady(1, 137, 8);
  const plain = run({ beats, until: 6 }).sent;
  for (const offset of [-0.1, 0.08, 0.4]) {
    const moved = run({ beats, until: 6.5, offset }).sent;
    const at = (sent: readonly TimedMessage[]) => sent.filter((m) => m.at > 0.995 + (sent === moved ? offset : 0));
    for (const [i, message] of at(plain).slice(0, 150).entries()) {
      expect(at(moved)[i]!.bytes).toEqual(message.bytes);
      expect(at(moved)[i]!.at).toBeCloseTo(message.at + offset, 9);
    }
  }
});

test('options: a clock without transport, transport without a clock, neither', () => {
  const beats = steady(1, 120, 4);
  const types = (options: ClockOptions) => new Set(run({ beats, until: 5, options }).sent.map((m) => read(m).type));
  expect(types({ ...ALL, sendTransport: false })).toEqual(new Set(['clock']));
  expect(types({ ...ALL, sendClock: false })).toEqual(new Set(['start', 'stop']));
  expect(types({ sendClock: false, sendTransport: false, keepClock: true })).toEqual(new Set());
});

test('a page blocked for 200 ms again and again: no tick is lost or moved in number, none leaves more than 100 ms ahead', () => {
  const beats = steady(1, 126, 80);
  const blocks = Array.from({ length: 40 }, (_, i) => [1 + i, 1.2 + i] as const);
  const { sent, clock } = run({ beats, until: 41, blocks });
  const [start, stop] = transport(sent);
  expect(transport(sent)).toHaveLength(2);
  const played = ticks(sent).filter((at) => at > start!.at && at < stop!.at);
  expect(played).toHaveLength(80 * 24);
  expect(sent.every(({ at, now }) => at <= now + 0.1 + 1e-9)).toBe(true);
  expect(sent.every(({ at }, i) => i === 0 || at > sent[i - 1]!.at)).toBe(true);
  expect(clock.lateTicks).toBeGreaterThan(0);
  const off = played.map((at, i) => Math.abs(at - 1 - (i * 60) / 126 / 24));
  expect(Math.max(...off)).toBeLessThan(0.12);
  expect(off.filter((error) => error > 1e-6).length / off.length).toBeLessThan(0.13);
});

test('a machine that slept for minutes does not send the clock that it missed', () => {
  const { sent } = run({ beats: steady(1, 120, 8), until: 310, blocks: [[6, 306]] });
  const late = sent.filter(({ now }) => now >= 306 && now < 306.01);
  expect(late.length).toBeLessThan(12);
});

test('ten minutes at an odd tempo: no drift, jitter far below 0.1 ms, 24 a beat', () => {
  const bpm = 123.457;
  const beats = steady(1, bpm, Math.round(10 * bpm));
  const { sent } = run({ beats, until: 602 });
  const start = transport(sent)[0]!.at;
  const errors = ticks(sent)
    .filter((at) => at > start)
    .slice(0, beats.length * 24)
    .map((at, i) => Math.abs(at - 1 - (i * 60) / bpm / 24) * 1000);
  console.log(`beat clock over 10 minutes: |stamp - ideal| p99 ${quantile(errors, 0.99).toExponential(1)} ms`);
  expect(errors).toHaveLength(beats.length * 24);
  expect(quantile(errors, 0.99)).toBeLessThan(0.1);
  expect(errors.at(-1)).toBeLessThan(1e-6);
});

test('a wandering body: ticks rise, every beat has its tick, and 24 lie between two beats', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0.3, max: 0.9, noNaN: true }), (seed, first) => {
      const random = createRandom(seed);
      let interval = first;
      const intervals = Array.from(
        { length: 24 },
        () => (interval = Math.min(1.1, Math.max(0.27, interval * random.between(0.94, 1.06)))),
      );
      const beats = phrase(1, intervals).map((beat, i) => ({ ...beat, bpm: 60 / (intervals[i - 1] ?? first) }));
      const { sent } = run({ beats, until: beats.at(-1)!.time + 3 });
      expect(sent.every(({ at }, i) => i === 0 || at > sent[i - 1]!.at)).toBe(true);
      const start = transport(sent)[0]!.at;
      const played = ticks(sent).filter((at) => at > start);
      const errors = beats.map(({ time }, i) => Math.abs(played[i * 24]! - time));
      expect(Math.max(...errors)).toBeLessThan(1e-6);
    }),
    { numRuns: 60 },
  );
});
