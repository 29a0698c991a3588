import { expect, test } from 'vitest';
import type { Metrics } from '../../../src/engine/types.ts';
import { healthOf } from '../../../src/ui/text/health.ts';

const at = (p50: number) => ({ count: 9, min: p50 / 2, p50, p95: p50 * 2, p99: p50 * 2, max: p50 * 3 });

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
  slackBudget: 100,
  midi: { sent: 58, late: 0, dropped: 2 },
  provider: 'webgpu',
  poseDelegate: 'GPU',
  latency: { pose: at(18.4), age: at(64), slack: at(96), drums: at(21) },
};

const HERE = { cameraDelay: 0, latency: 0 };

test('a good run in one line', () => {
  const health = healthOf(metrics, HERE);
  expect(health).toMatchObject({ level: 'good', word: 'On time' });
  expect(health.line).toBe('30 poses/s · movement to beat 64 ms · 0 late');
});

test('what was late outranks everything, sound before MIDI', () => {
  const midi = { sent: 58, late: 2, dropped: 0 };
  const health = healthOf({ ...metrics, midi, droppedEvents: 3, poseRate: 4 }, HERE);
  expect(health).toMatchObject({ level: 'bad', word: 'MIDI late' });
  expect(health.line).toContain('sound 0 late · MIDI 2 late');
  const both = healthOf({ ...metrics, midi, lateEvents: 1 }, HERE);
  expect(both).toMatchObject({ level: 'bad', word: 'Strokes too late' });
});

test('the budget adds up: what is spent of the half second for which a beat is known', () => {
  const { budget } = healthOf(metrics, { cameraDelay: 40, latency: 0 });
  const parts = Object.fromEntries(budget.map(({ label, ms }) => [label, ms]));
  expect(parts).toMatchObject({ Camera: 40, Pose: 18.4, Drums: 21, 'To spare': 415 });
  expect(parts['Beat']).toBeCloseTo(5.6, 9);
  expect(budget.reduce((sum, { ms }) => sum + ms, 0)).toBeCloseTo(500, 9);
});

test('a budget that is used up has nothing to spare, and one that was never measured is none', () => {
  const slow = healthOf({ ...metrics, latency: { age: at(700), pose: at(900) } }, { cameraDelay: 60, latency: 0 });
  expect(slow.budget.map(({ ms }) => ms)).toEqual([0, 700, 0, 0, 0]);
  expect(healthOf({ ...metrics, latency: {} }, HERE).budget).toEqual([]);
});

test.each([
  [{ droppedEvents: 2 }, 'Strokes dropped'],
  [{ fallbackBars: 1 }, 'Drum model failing'],
  [{ poseRate: 9 }, 'Few pictures'],
  [{ poseRate: 0 }, 'No poses'],
  [{ latency: { slack: at(5) } }, 'Close to late'],
])('%j is strained', (change, word) => {
  expect(healthOf({ ...metrics, ...change }, HERE)).toMatchObject({ level: 'strained', word });
});

test('every figure has its row, and unmeasured stages a dash', () => {
  const rows = Object.fromEntries(healthOf(metrics, HERE).rows);
  expect(rows['Pose model']).toBe('18 ms, p95 37 ms, GPU');
  expect(rows['Pictures dropped']).toBe('4 of 300');
  expect(rows).toMatchObject({ Strokes: '60, 0 late, 0 dropped' });
  expect(Object.fromEntries(healthOf({ ...metrics, latency: {} }, HERE).rows)['Drum model']).toBe('–, webgpu');
});

test('a stage that was never timed has a dash, not a zero', () => {
  const never = { count: 0, min: 0, p50: 0, p95: 0, p99: 0, max: 0 };
  const health = healthOf({ ...metrics, latency: { pose: never } }, HERE);
  expect(health.line).toContain('movement to beat – ·');
  expect(Object.fromEntries(health.rows)['Pose model']).toBe('–, GPU');
});

test('nothing measured is said as such', () => {
  expect(healthOf(null, HERE).word).toBe('No pictures yet');
  expect(healthOf({ ...metrics, framesIn: 0 }, HERE).word).toBe('No pictures yet');
});

test('what is to spare and what went wrong is told for sound and MIDI each', () => {
  const rows = Object.fromEntries(healthOf(metrics, HERE).rows);
  expect(rows['Slack at hand-over']).toBe('96 ms of 100 ms, least 48 ms');
  expect(rows['Latency']).toBe('0 ms, constant');
  expect(rows['MIDI notes']).toBe('58, 0 late, 2 dropped');
});
