/** The drums follow another machine's clock, and the body all the same. */
import { expect, test } from 'vitest';
import { createChoreography } from '../../src/camera/dancer/choreography.ts';
import type { ClockMessage } from '../../src/control/types.ts';
import type { PoseFrame } from '../../src/core/pose-frame.ts';
import type { Bpm, Seconds } from '../../src/core/units.ts';
import { exactPoses } from '../camera/dancer/exact-poses.ts';
import { gaussian, tick, ticks, wholeMilliseconds } from '../control/ticks.ts';
import { createRulePerformer, performToClock } from './clock-performance.ts';

const BPM = 117.3;
const START: Seconds = 2.2;

/** Dances at a tempo of its own, so that nothing comes out right by chance. */
const dance = (seconds: Seconds): PoseFrame[] =>
  exactPoses(createChoreography({ seed: 5, tempo: [{ at: 0, bpm: 101 }] }), seconds);

const clockFrom = (start: Seconds, seconds: Seconds, stamp: (time: Seconds) => Seconds, bpm: Bpm = BPM) =>
  ticks({ bpm, start, seconds, stamp }).map(({ stamped }) => tick(stamped));

test.each([
  ['2 ms of Gaussian jitter', gaussian(4, 2)],
  ['stamps in whole milliseconds', wholeMilliseconds(4, 0.13)],
])('%s at 117.3 bpm: beats at the clock’s tempo, within 1 ms after 4 s', async (_, stamp) => {
  const performer = await createRulePerformer();
  performer.followClock(true);
  const messages: ClockMessage[] = [{ type: 'start', time: START - 0.001 }, ...clockFrom(START, 26, stamp)];
  const { beats, bars, strokes } = await performToClock(performer, dance(24), messages);

  const settled = beats.filter(({ emittedAt }) => emittedAt > START + 4);
  const positions = beats.map(({ time }) => ((time - START) * BPM) / 60);
  const errors = settled.map(({ time }) => {
    const position = ((time - START) * BPM) / 60;
    return ((position - Math.round(position)) * 60_000) / BPM;
  });
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  const std = Math.sqrt(errors.reduce((sum, error) => sum + (error - mean) ** 2, 0) / errors.length);
  const max = Math.max(...errors.map(Math.abs));
  const tempo = Math.max(...settled.map(({ bpm }) => Math.abs(bpm / BPM - 1)));
  console.log(`std ${std.toFixed(3)} ms, max ${max.toFixed(3)} ms, tempo ${(tempo * 100).toFixed(4)} %`);
  expect(settled.length).toBeGreaterThan(30);
  expect(max).toBeLessThan(1);
  expect(tempo).toBeLessThan(1e-3);
  expect(beats.map(({ beatInBar }) => beatInBar)).toEqual(positions.map((position) => Math.round(position) % 4));
  expect(bars.length).toBeGreaterThan(8);
  for (const { request } of bars) {
    expect(request.downbeat.beatInBar).toBe(0);
    expect(request.from).toBe(0);
  }
  expect(strokes.length).toBeGreaterThan(60);
  expect(performer.scheduler.counts.dropped).toBe(0);
});

test('stop, song position and continue are exact; silence at once, and again in on a downbeat of the song', async () => {
  const performer = await createRulePerformer();
  performer.followClock(true);
  const exact = (time: Seconds): Seconds => time;
  const stop = START + (60 / BPM) * 20.5;
  const again: Seconds = 15;
  const messages: ClockMessage[] = [
    { type: 'start', time: START - 0.001 },
    ...clockFrom(START, stop - START, exact),
    { type: 'stop', time: stop },
    { type: 'position', time: stop + 0.01, sixteenths: 74 },
    { type: 'continue', time: again - 0.001 },
    ...clockFrom(again, 20, exact),
  ];
  const { beats, strokes } = await performToClock(performer, dance(22), messages);
  const before = beats.filter(({ emittedAt }) => emittedAt < stop);
  const after = beats.filter(({ emittedAt }) => emittedAt > stop);
  expect(strokes.filter(({ time }) => time > stop + 0.2 && time < again)).toEqual([]);
  expect(Math.max(...before.map(({ emittedAt }) => emittedAt))).toBeLessThanOrEqual(stop);
  expect(after[0]).toMatchObject({ first: true, beatInBar: 0 });
  for (const beat of after) {
    const position = 74 / 4 + ((beat.time - again) * BPM) / 60;
    expect(position).toBeCloseTo(Math.round(position), 4);
    expect(beat.beatInBar).toBe(Math.round(position) % 4);
  }
  expect(after.length).toBeGreaterThan(8);
  expect(beats.map(({ index }) => index)).toEqual(beats.map((_, i) => i));
});

test('from the body to the clock and back: beats and bars are counted on, and time never goes back', async () => {
  const performer = await createRulePerformer();
  const messages: ClockMessage[] = [{ type: 'start', time: 0.5 }, ...clockFrom(0.501, 40, gaussian(1, 1))];
  const { beats, bars } = await performToClock(performer, dance(40), messages, (time) =>
    performer.followClock(time > 14 && time < 26),
  );
  const clockBeats = beats.filter(({ emittedAt }) => emittedAt > 14 && emittedAt < 26);
  const bodyBeats = beats.filter(({ emittedAt }) => emittedAt < 14 || emittedAt > 34);
  expect(clockBeats.length).toBeGreaterThan(15);
  for (const { bpm } of clockBeats) expect(bpm).toBeCloseTo(BPM, 0);
  for (const { bpm } of bodyBeats.slice(-5)) expect(Math.abs(bpm / 101 - 1)).toBeLessThan(0.03);
  expect(beats.map(({ index }) => index)).toEqual(beats.map((_, i) => i));
  expect(bars.every(({ request }, i) => i === 0 || request.bar > bars[i - 1]!.request.bar)).toBe(true);
  const times = beats.map(({ time }) => time);
  expect(times.every((time, i) => i === 0 || time > times[i - 1]!)).toBe(true);
});

test('who missed the start joins with the downbeat button', async () => {
  const performer = await createRulePerformer();
  performer.followClock(true);
  const { beats } = await performToClock(performer, dance(12), clockFrom(0.1, 20, gaussian(9, 1)), (time) => {
    if (Math.abs(time - 6) < 0.01) performer.anchorDownbeat(6);
  });
  expect(Math.min(...beats.map(({ emittedAt }) => emittedAt))).toBeGreaterThan(6);
  for (const { time, beatInBar } of beats) {
    const position = ((time - 6) * BPM) / 60;
    expect(Math.abs(position - Math.round(position))).toBeLessThan(0.03);
    expect(beatInBar).toBe(Math.round(position) % 4);
  }
  expect(beats.length).toBeGreaterThan(5);
});
