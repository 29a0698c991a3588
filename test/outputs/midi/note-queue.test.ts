import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SOUNDS, type Sound } from '../../../src/core/voices.ts';
import { DEVICE_MAPS } from '../../../src/outputs/midi/devices/devices.ts';
import { GENERAL_MIDI } from '../../../src/outputs/midi/devices/general.ts';
import { MIDI_AHEAD } from '../../../src/outputs/midi/messages.ts';
import { createNoteQueue, LATE_TOLERANCE, type NoteQueue } from '../../../src/outputs/midi/note-queue.ts';
import type { DeviceMap, NoteOff } from '../../../src/outputs/midi/types.ts';

const withNoteOff = (noteOff: NoteOff): DeviceMap => ({ ...GENERAL_MIDI, noteOff });
const push = (queue: NoteQueue, sound: Sound, at: number, now = 0, velocity = 0.5) =>
  queue.push(sound, velocity, at, now);
/** What is handed over at these times, each message with its own; by default for two seconds, every 10 ms. */
const sentTo = (queue: NoteQueue, ...times: number[]) =>
  (times.length > 0 ? times : Array.from({ length: 200 }, (_, i) => i / 100)).flatMap((now) =>
    queue.advance(now).map(({ bytes, at }) => [...bytes, Number(at.toFixed(6))]),
  );

test('for any strokes on any machine: every on has its off, times are in order and never far ahead, nothing is lost', () => {
  const strokes = fc.array(
    fc.record({ sound: fc.constantFrom(...SOUNDS), at: fc.double({ min: 0, max: 3, noNaN: true }) }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...DEVICE_MAPS), strokes, (map, list) => {
      const queue = createNoteQueue(map);
      for (const { sound, at } of list) push(queue, sound, at);
      const on = new Set<string>();
      let last = 0;
      for (let now = 0; now < 6; now += 0.01)
        for (const { bytes, at } of queue.advance(now)) {
          expect(at).toBeGreaterThanOrEqual(last);
          expect(at).toBeLessThanOrEqual(now + MIDI_AHEAD);
          last = at;
          const [status, note] = bytes as [number, number, number];
          const key = `${status & 15} ${note}`;
          if (status >> 4 === 9) on.add(key);
          else on.delete(key);
        }
      if (map.noteOff.style !== 'none') expect(on.size).toBe(0);
      const { sent, late, dropped, unmapped } = queue.counts;
      expect([sent + unmapped, dropped, late]).toEqual([list.length, 0, 0]);
    }),
  );
});

test('a note struck again while it sounds is ended where the new one begins', () => {
  const queue = createNoteQueue(GENERAL_MIDI);
  for (const at of [1, 1.025]) push(queue, 'snare', at);
  expect(sentTo(queue)).toEqual([
    [0x99, 38, 64, 1],
    [0x89, 38, 64, 1.025],
    [0x99, 38, 64, 1.025],
    [0x89, 38, 64, 1.075],
  ]);
});

test('the order in which strokes are told does not matter', () => {
  const queue = createNoteQueue(GENERAL_MIDI);
  for (const at of [1.025, 1]) push(queue, 'snare', at);
  expect(sentTo(queue).map(([status, , , at]) => [status, at])).toEqual([
    [0x99, 1],
    [0x89, 1.025],
    [0x99, 1.025],
    [0x89, 1.075],
  ]);
});

test('a closed hat ends an open one by a note-off; other drums don’t', () => {
  const queue = createNoteQueue(withNoteOff({ style: 'note-off', gate: 500 }));
  push(queue, 'openHat', 1);
  push(queue, 'kick', 1.1);
  push(queue, 'closedHat', 1.25);
  expect(sentTo(queue)).toEqual([
    [0x99, 46, 64, 1],
    [0x99, 36, 64, 1.1],
    [0x89, 46, 64, 1.25],
    [0x99, 42, 64, 1.25],
    [0x89, 36, 64, 1.6],
    [0x89, 42, 64, 1.75],
  ]);
});

test('ends as the machine wants them: note-on of velocity 0, as soon as can be, none', () => {
  const ends = (noteOff: NoteOff) => {
    const queue = createNoteQueue(withNoteOff(noteOff));
    push(queue, 'kick', 1);
    return sentTo(queue).slice(1);
  };
  expect(ends({ style: 'zero', gate: 50 })).toEqual([[0x99, 36, 0, 1.05]]);
  expect(ends({ style: 'note-off', gate: 1 })).toEqual([[0x89, 36, 64, 1.001]]);
  expect(ends({ style: 'none', gate: 50 })).toEqual([]);
});

test('two strokes at once on one note are one, as loud as the louder; both are counted', () => {
  const queue = createNoteQueue(DEVICE_MAPS.find(({ id }) => id === 'behringer-rd-8')!);
  push(queue, 'crash', 1, 0, 0.3);
  push(queue, 'ride', 1, 0, 1);
  expect(sentTo(queue)).toEqual([
    [0x99, 51, 127, 1],
    [0x89, 51, 64, 1.05],
  ]);
  expect(queue.counts.sent).toBe(2);
});

test('a little late: sent at once and counted; too late: dropped and counted, whether when told or when waited for', () => {
  const queue = createNoteQueue(GENERAL_MIDI);
  push(queue, 'kick', 1 - LATE_TOLERANCE / 2, 1);
  push(queue, 'snare', 1 - LATE_TOLERANCE * 2, 1);
  expect(sentTo(queue, 1)).toEqual([
    [0x99, 36, 64, 1],
    [0x89, 36, 64, 1.049],
  ]);
  push(queue, 'kick', 1.2, 1);
  // The page was blocked for 300 ms.
  expect(sentTo(queue, 1.3)).toEqual([]);
  expect(queue.counts).toEqual({ sent: 1, late: 1, dropped: 2, unmapped: 0 });
});

test('panic ends what sounds, now and after what was already handed over, on all channels, and forgets the rest', () => {
  const queue = createNoteQueue(withNoteOff({ style: 'none', gate: 50 }));
  push(queue, 'kick', 1);
  push(queue, 'snare', 1.09);
  push(queue, 'ride', 1.5);
  queue.advance(1);
  const messages = queue.panic(1);
  const at = (time: number) =>
    messages.filter((message) => Math.abs(message.at - time) < 1e-6).map(({ bytes }) => bytes);
  const expected = [
    [0x89, 36, 64],
    [0x89, 38, 64],
    [0xfc],
    ...Array.from({ length: 16 }, (_, channel) => [
      [0xb0 + channel, 120, 0],
      [0xb0 + channel, 123, 0],
    ]).flat(),
  ];
  expect(at(1)).toEqual(expected);
  expect(at(1.091)).toEqual(expected);
  expect(queue.advance(10)).toEqual([]);
  expect(queue.counts).toEqual({ sent: 2, late: 0, dropped: 1, unmapped: 0 });
});
