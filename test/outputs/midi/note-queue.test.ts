import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VOICES } from '../../../src/core/voices.ts';
import { GENERAL_MIDI } from '../../../src/outputs/midi/general-midi.ts';
import { createNoteQueue, GATE, MIDI_AHEAD } from '../../../src/outputs/midi/note-queue.ts';

test('for any strokes: every on has its off, none overlaps itself, times are in order and never far ahead', () => {
  const strokes = fc.array(
    fc.record({ voice: fc.constantFrom(...VOICES), at: fc.double({ min: 0, max: 3, noNaN: true }) }),
  );
  fc.assert(
    fc.property(strokes, (list) => {
      const queue = createNoteQueue(GENERAL_MIDI);
      for (const { voice, at } of list) queue.push({ voice, velocity: 1, time: at, dueAt: at, bar: 0, step: 0 }, at, 0);
      const on = new Set<number>();
      let last = 0;
      for (let now = 0; now < 4; now += 0.01) {
        for (const { bytes, at } of queue.advance(now)) {
          expect(at).toBeGreaterThanOrEqual(last);
          expect(at).toBeLessThanOrEqual(now + MIDI_AHEAD);
          last = at;
          const [status, note] = bytes as [number, number];
          if (status === 0x99) on.add(note);
          else on.delete(note);
        }
      }
      expect(on.size).toBe(0);
      expect(queue.sent).toBe(list.length);
    }),
  );
});

test('a note struck again while it sounds is ended where the new one begins', () => {
  const queue = createNoteQueue(GENERAL_MIDI);
  for (const at of [1, 1 + GATE / 2]) {
    queue.push({ voice: 'snare', velocity: 1, time: at, dueAt: at, bar: 0, step: 0 }, at, 0);
  }
  expect(queue.advance(2).map(({ bytes, at }) => [bytes[0], at])).toEqual([
    [0x99, 1],
    [0x89, 1.025],
    [0x99, 1.025],
    [0x89, 1.075],
  ]);
});
