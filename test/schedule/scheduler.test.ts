import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VOICE_COUNT } from '../../src/core/voices.ts';
import { createScheduler, HORIZON, type Scheduler } from '../../src/schedule/scheduler.ts';
import type { DrumEvent } from '../../src/schedule/types.ts';
import { drumBar, type Hit, phrase } from './helpers.ts';

/** Beats arrive 0.4 s ahead, bars with them; ticks every 10 ms as the music worker's timer does. */
function play(scheduler: Scheduler, beats: ReturnType<typeof phrase>, hits: readonly Hit[], until: number) {
  const out: { readonly event: DrumEvent; readonly now: number }[] = [];
  let next = 0;
  for (let now = beats[0]!.emittedAt; now < until; now += 0.01) {
    while (next < beats.length && beats[next]!.emittedAt <= now) {
      const beat = beats[next++]!;
      scheduler.addBeat(beat);
      if (beat.beatInBar === 0) scheduler.addBar(drumBar(beat, hits));
    }
    for (const event of scheduler.advance(now)) out.push({ event, now });
  }
  return out;
}

const steady = (beats: number, interval = 0.5): number[] => Array.from({ length: beats }, () => interval);

test('strokes stand on the 16ths of the danced grid, plus micro-timing, plus the latency', () => {
  const scheduler = createScheduler({ latency: 0.25 });
  const out = play(
    scheduler,
    phrase(1, steady(4)),
    [
      { step: 0, voice: 0 },
      { step: 6, voice: 1, offset: -0.5 },
    ],
    4,
  );
  expect(out.map(({ event }) => [event.voice, event.step, event.bar])).toEqual([
    ['kick', 0, 0],
    ['snare', 6, 0],
  ]);
  expect(out[1]!.event.time).toBeCloseTo(1.6875, 9);
  for (const { event } of out) expect(event.dueAt - event.time).toBeCloseTo(0.25, 12);
});

test('each stroke once, handed over within the horizon, in order, never past its due time: any tempo curve', () => {
  const hit = fc.record({
    step: fc.nat({ max: 15 }),
    voice: fc.nat({ max: VOICE_COUNT - 1 }),
    offset: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
  });
  const unique = fc.uniqueArray(hit, { selector: ({ step, voice }) => step * 9 + voice, maxLength: 40 });
  const intervals = fc.array(fc.double({ min: 0.28, max: 1.09, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(unique, intervals, fc.double({ min: 0, max: 0.5, noNaN: true }), (hits, curve, latency) => {
      const scheduler = createScheduler({ latency });
      const out = play(scheduler, phrase(2, curve), hits, 30);
      const keys = out.map(({ event }) => `${event.bar} ${event.step} ${event.voice}`);
      expect(new Set(keys).size).toBe(keys.length);
      for (const { event, now } of out) {
        expect(event.dueAt).toBeGreaterThanOrEqual(now);
        expect(event.dueAt).toBeLessThanOrEqual(now + HORIZON);
        expect(event.dueAt).toBe(event.time + latency);
      }
      const { events, dropped, silenced, pending } = scheduler.counts;
      expect(events + dropped + silenced + pending).toBe(hits.length * Math.ceil(curve.length / 4));
      expect(events).toBe(out.length);
    }),
    { numRuns: 60 },
  );
});

test('at a steady tempo nothing is dropped, even half a step before the first downbeat at 55 bpm', () => {
  const scheduler = createScheduler({ latency: 0 });
  const hits = Array.from({ length: 16 }, (_, step) => ({ step, voice: step % 9, offset: step % 2 ? 0.5 : -0.5 }));
  const out = play(scheduler, phrase(5, steady(16, 60 / 55)), hits, 30);
  expect(out).toHaveLength(64);
  expect(scheduler.counts).toEqual({ events: 64, dropped: 0, silenced: 0, pending: 0 });
});

test('music stops a beat after the last committed one; the rest of the bar falls silent when the next phrase begins', () => {
  const scheduler = createScheduler({ latency: 0 });
  const hits = Array.from({ length: 16 }, (_, step) => ({ step, voice: 2 }));
  const first = phrase(1, steady(6));
  const out = play(scheduler, [...first, ...phrase(20, steady(4), 6, 2)], hits, 30);
  const times = out.map(({ event }) => event.time);
  expect(times.filter((time) => time > 3.99 && time < 19.9)).toEqual([]);
  expect(times.filter((time) => time < 4)).toHaveLength(24);
  expect(times.filter((time) => time > 19.9)).toHaveLength(16);
  expect(scheduler.counts).toEqual({ events: 40, dropped: 0, silenced: 8, pending: 0 });
});

test('a moved downbeat: the old bar stops where the new one begins', () => {
  const scheduler = createScheduler({ latency: 0 });
  const beats = phrase(1, steady(6)).map((beat, i) =>
    i < 2 ? beat : { ...beat, bar: 1, beatInBar: (i - 2) as 0 | 1 | 2 | 3 },
  );
  const hits = Array.from({ length: 16 }, (_, step) => ({ step, voice: 0 }));
  const out = play(scheduler, beats, hits, 6);
  expect(out.map(({ event }) => event.bar)).toEqual([...Array(8).fill(0), ...Array(16).fill(1)]);
});

test('a bar that comes late loses what is over, and says so; nothing is shifted', () => {
  const scheduler = createScheduler({ latency: 0 });
  const beats = phrase(1, steady(4));
  for (const beat of beats) scheduler.addBeat(beat);
  scheduler.addBar(
    drumBar(
      beats[0]!,
      [0, 4, 8, 12].map((step) => ({ step, voice: 0 })),
    ),
  );
  expect(scheduler.advance(1.45).map(({ step }) => step)).toEqual([4]);
  expect(scheduler.counts.dropped).toBe(1);
  expect(scheduler.advance(1.95).map(({ time }) => time)).toEqual([2]);
});

test('silence forgets what was not handed over', () => {
  const scheduler = createScheduler({ latency: 0 });
  const [beat] = phrase(1, steady(1));
  scheduler.addBar(
    drumBar(beat!, [
      { step: 0, voice: 0 },
      { step: 3, voice: 0 },
    ]),
  );
  expect(scheduler.advance(0.95)).toHaveLength(1);
  scheduler.silence();
  expect(scheduler.advance(1.3)).toEqual([]);
  expect(scheduler.counts).toEqual({ events: 1, dropped: 0, silenced: 1, pending: 0 });
  expect(scheduler.position(1.1)).toBeNull();
});

test('the position shown is the one heard', () => {
  const scheduler = createScheduler({ latency: 0.2 });
  for (const beat of phrase(1, steady(6))) scheduler.addBeat(beat);
  expect(scheduler.position(1.1)).toBeNull();
  expect(scheduler.position(1.2 + 0.63)).toEqual({ bar: 0, step: 5 });
  expect(scheduler.position(1.2 + 2.01)).toEqual({ bar: 1, step: 0 });
  scheduler.setLatency(0);
  expect(scheduler.position(1.63)).toEqual({ bar: 0, step: 5 });
});
