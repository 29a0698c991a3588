import { expect, test } from 'vitest';
import { type ClockedContext, readAudioClock } from '../../../src/outputs/synth/clock-poll.ts';

const clock = {
  origin: 0,
  now: () => 20,
  fromPerformance: (ms: number) => ms / 1000,
  toPerformance: (t: number) => t * 1000,
};
const context = { currentTime: 5.05, outputLatency: 0.03, sampleRate: 44_100 };

test('reads what is heard now and how far rendering is ahead of it', () => {
  const stamped = { ...context, getOutputTimestamp: () => ({ contextTime: 5, performanceTime: 19_990 }) };
  const sample = readAudioClock(stamped, clock)!;
  expect(sample).toMatchObject({ contextTime: 5, pageTime: 19.99, sampleRate: 44_100 });
  expect(sample.lead).toBeCloseTo(0.04, 9);
});

test('nothing before the first sound; outputLatency where there is no time stamp', () => {
  const silent = { ...context, getOutputTimestamp: () => ({ contextTime: 0, performanceTime: 0 }) };
  expect(readAudioClock(silent, clock)).toBeNull();
  const sample = readAudioClock(context as ClockedContext, clock)!;
  expect(sample.contextTime).toBeCloseTo(5.02, 9);
  expect(sample.pageTime).toBe(20);
  expect(sample.lead).toBeCloseTo(0.03, 9);
});
