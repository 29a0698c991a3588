import { expect, test } from 'vitest';
import { type ClockedContext, createClockReader, readAudioClock } from '../../../src/outputs/synth/clock-poll.ts';

const clock = {
  origin: 0,
  now: () => 20,
  fromPerformance: (ms: number) => ms / 1000,
  toPerformance: (t: number) => t * 1000,
};
const context = { currentTime: 5.05, outputLatency: 0.03, sampleRate: 44_100 };

test('reads what is heard now and how far rendering is ahead of it', () => {
  const stamped = { ...context, getOutputTimestamp: () => ({ contextTime: 5, performanceTime: 19_990 }) };
  const sample = readAudioClock(stamped, clock, 0)!;
  expect(sample).toMatchObject({ contextTime: 5, pageTime: 19.99, sampleRate: 44_100 });
  expect(sample.lead).toBeCloseTo(0.04, 9);
});

test('nothing before the first sound; outputLatency where there is no time stamp', () => {
  const silent = { ...context, getOutputTimestamp: () => ({ contextTime: 0, performanceTime: 0 }) };
  expect(readAudioClock(silent, clock, 0)).toBeNull();
  const sample = readAudioClock(context as ClockedContext, clock, 0)!;
  expect(sample.contextTime).toBeCloseTo(5.02, 9);
  expect(sample.pageTime).toBe(20);
  expect(sample.lead).toBeCloseTo(0.03, 9);
});

test('what is heard later than the browser says must be handed over earlier', () => {
  const stamped = { ...context, getOutputTimestamp: () => ({ contextTime: 5, performanceTime: 19_990 }) };
  const sample = readAudioClock(stamped, clock, 0.03)!;
  expect(sample).toMatchObject({ contextTime: 5, pageTime: 19.99, delay: 0.03 });
  expect(sample.lead).toBeCloseTo(0.07, 9);
});

test('an audio clock that stands still is no clock, until it moves again', () => {
  let now = 20;
  const moving = { ...clock, now: () => now };
  const audio = { ...context, getOutputTimestamp: () => ({ contextTime: 5, performanceTime: 19_990 }) };
  const read = createClockReader(audio, moving, () => 0);
  expect(read()).not.toBeNull();
  now += 0.2;
  expect(read()).not.toBeNull();
  now += 0.06;
  expect(read()).toBeNull();
  audio.currentTime += 0.01;
  expect(read()).not.toBeNull();
  // The page slept for a second: nothing was read meanwhile, and the clock has moved.
  now += 1;
  audio.currentTime += 1;
  expect(read()).not.toBeNull();
});

test('a thread that was held up between the two readings reads again', () => {
  let now = 20;
  let reads = 0;
  const held = {
    ...context,
    get currentTime() {
      reads += 1;
      if (reads === 1) now += 0.3;
      return 5.05 + now - 20;
    },
    getOutputTimestamp: () => ({ contextTime: 5 + now - 20, performanceTime: (now - 0.01) * 1000 }),
  };
  const sample = readAudioClock(held, { ...clock, now: () => now }, 0)!;
  expect(reads).toBe(2);
  expect(sample.lead).toBeCloseTo(0.04, 9);
});
