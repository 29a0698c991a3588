import { expect, test } from 'vitest';
import { createLatencyBook, createLatencyMeter } from '../../src/core/latency-meter.ts';

test('quantiles of 1..100 are where they belong', () => {
  const meter = createLatencyMeter(128);
  for (let ms = 1; ms <= 100; ms += 1) meter.add(ms);
  expect(meter.read()).toEqual({ count: 100, min: 1, p50: 51, p95: 96, p99: 100, max: 100 });
});

test('quantiles forget what fell out of the window; minimum and maximum do not', () => {
  const meter = createLatencyMeter(4);
  for (const ms of [900, 1, 2, 3, 4]) meter.add(ms);
  expect(meter.read()).toEqual({ count: 5, min: 1, p50: 3, p95: 4, p99: 4, max: 900 });
});

test('an unused meter reads zero', () => {
  expect(createLatencyMeter().read()).toEqual({ count: 0, min: 0, p50: 0, p95: 0, p99: 0, max: 0 });
});

test('a book times each stage by the clock it was given', () => {
  let clock = 0;
  const book = createLatencyBook(() => clock);
  const result = book.time('motion', () => {
    clock += 3;
    return 'done';
  });
  book.add('drums', 12);
  expect(result).toBe('done');
  expect(book.read()['motion']).toMatchObject({ count: 1, max: 3 });
  expect(book.read()['drums']).toMatchObject({ count: 1, max: 12 });
});
