import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EVENT_WIDTH, EventQueue } from '../../../src/outputs/synth/event-queue.ts';

const event = (frame: number, serial: number) => Float64Array.of(frame, 0, 1, serial);

test('comes out sorted by frame, and in order of arrival within a frame', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 50 }), { maxLength: 300 }), (frames) => {
      const queue = new EventQueue();
      for (const [serial, frame] of frames.entries()) expect(queue.push(event(frame, serial))).toBe(true);
      const sorted = frames.map((frame, serial) => [frame, serial] as const).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      for (const [frame, serial] of sorted) {
        const waits = [
          [0, 0],
          [0, frame],
          [frame, 0],
          [frame, 1],
        ].map(([base, offset]) => queue.wait(Float64Array.of(base!), offset!, 99));
        expect(waits).toEqual([frame, 0, 0, 0]);
        const taken = new Float64Array(EVENT_WIDTH);
        queue.shift(taken);
        expect([...taken]).toEqual([frame, 0, 1, serial]);
      }
      expect(queue.wait(new Float64Array(1), 0, 99)).toBe(99);
    }),
  );
});

test('full is full, and clear makes room', () => {
  const queue = new EventQueue();
  for (let i = 0; i < 512; i += 1) expect(queue.push(event(i, i))).toBe(true);
  expect(queue.push(event(1, 0))).toBe(false);
  queue.clear();
  expect(queue.size).toBe(0);
  expect(queue.push(event(1, 0))).toBe(true);
});
