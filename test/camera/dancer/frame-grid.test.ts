import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextFrame } from '../../../src/camera/dancer/frame-grid.ts';

const RATE = 30;
const START = 12.5;

test('a punctual thread shows every frame at its time, for hours', () => {
  let [now, last] = [START, -1];
  for (let i = 0; i < 20_000; i++) {
    const frame = nextFrame(now, START, RATE, last);
    if (frame.index !== i) throw new Error(`frame ${frame.index} instead of ${i}`);
    last = frame.index;
    now += frame.wait + 0.003;
  }
  expect(nextFrame(now, START, RATE, last).time).toBeCloseTo(START + 20_000 / RATE, 9);
});

test('a frame is never in the past, never shown twice, always on the grid', () => {
  const moment = fc.double({ min: 0, max: 5000, noNaN: true });
  fc.assert(
    fc.property(moment, fc.integer({ min: -1, max: 1000 }), (now, last) => {
      const { index, time, wait } = nextFrame(now, START, RATE, last);
      expect(index).toBeGreaterThan(last);
      expect(time).toBeGreaterThanOrEqual(now - 1e-6);
      expect(time).toBeCloseTo(START + index / RATE, 9);
      expect(now + wait).toBeCloseTo(Math.max(now, time), 9);
    }),
  );
});

test('a thread that was held up leaves frames out', () => {
  expect(nextFrame(START + 1.01, START, RATE, 3).index).toBe(31);
});
