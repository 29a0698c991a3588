import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventQueue } from '../../../src/outputs/synth/event-queue.ts';

test('comes out sorted by frame, and in order of arrival within a frame', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 50 }), { maxLength: 300 }), (frames) => {
      const queue = new EventQueue();
      for (const [serial, frame] of frames.entries()) expect(queue.push(frame, 0, 1, serial)).toBe(true);
      const sorted = frames.map((frame, serial) => [frame, serial] as const).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      for (const [frame, serial] of sorted) {
        expect([queue.wait(0, 99), queue.wait(frame, 99), queue.wait(frame + 1, 99), queue.peek(3)]).toEqual([
          frame,
          0,
          0,
          serial,
        ]);
        queue.shift();
      }
      expect(queue.wait(0, 99)).toBe(99);
    }),
  );
});

test('full is full, and clear makes room', () => {
  const queue = new EventQueue();
  for (let i = 0; i < 512; i += 1) expect(queue.push(i, 0, 1, i)).toBe(true);
  expect(queue.push(1, 0, 1, 0)).toBe(false);
  queue.clear();
  expect(queue.size).toBe(0);
  expect(queue.push(1, 0, 1, 0)).toBe(true);
});
