import { expect, test } from 'vitest';
import type { Metrics } from '../../../src/engine/types.ts';
import { healthOf } from '../../../src/ui/text/health.ts';

const at = (p50: number) => ({ count: 9, p50, p95: p50 * 2, p99: p50 * 2, max: p50 * 3 });

const metrics: Metrics = {
  framesIn: 300,
  framesDropped: 4,
  framesWithoutPerson: 1,
  poseRate: 29.6,
  beats: 20,
  bars: 5,
  fallbackBars: 0,
  events: 60,
  lateEvents: 0,
  droppedEvents: 0,
  provider: 'webgpu',
  poseDelegate: 'GPU',
  latency: { pose: at(18.4), age: at(64), slack: at(180), drums: at(21) },
};

test('a good run in one line', () => {
  const health = healthOf(metrics);
  expect(health).toMatchObject({ level: 'good', word: 'On time' });
  expect(health.line).toBe('30 poses/s · pose 18 ms · age 64 ms · 0 late');
});

test('what was heard late outranks everything', () => {
  const health = healthOf({ ...metrics, lateEvents: 1, droppedEvents: 3, poseRate: 4 });
  expect(health).toMatchObject({ level: 'bad', word: 'Heard late' });
});

test.each([
  [{ droppedEvents: 2 }, 'Strokes dropped'],
  [{ fallbackBars: 1 }, 'Drum model failing'],
  [{ poseRate: 9 }, 'Few pictures'],
  [{ poseRate: 0 }, 'No poses'],
  [{ latency: { slack: at(5) } }, 'Close to late'],
])('%j is strained', (change, word) => {
  expect(healthOf({ ...metrics, ...change })).toMatchObject({ level: 'strained', word });
});

test('every figure has its row, and unmeasured stages a dash', () => {
  const rows = Object.fromEntries(healthOf(metrics).rows);
  expect(rows['Pose model']).toBe('18 ms, p95 37 ms, GPU');
  expect(rows['Pictures dropped']).toBe('4 of 300');
  expect(rows).toMatchObject({ Strokes: '60, 0 late, 0 dropped' });
  expect(Object.fromEntries(healthOf({ ...metrics, latency: {} }).rows)['Drum model']).toBe('–, webgpu');
});

test('a stage that was never timed has a dash, not a zero', () => {
  const never = { count: 0, p50: 0, p95: 0, p99: 0, max: 0 };
  const health = healthOf({ ...metrics, latency: { pose: never } });
  expect(health.line).toContain('pose – ·');
  expect(Object.fromEntries(health.rows)['Pose model']).toBe('–, GPU');
});

test('nothing measured is said as such', () => {
  expect(healthOf(null).word).toBe('No pictures yet');
  expect(healthOf({ ...metrics, framesIn: 0 }).word).toBe('No pictures yet');
});
