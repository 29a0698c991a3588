import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createJournalFile, formatEntry, parseJournal } from '../../../src/outputs/recording/journal.ts';
import { createMemoryStore } from '../../../src/outputs/recording/memory-store.ts';
import { createSoundParts } from '../../../src/outputs/recording/sound-parts.ts';
import { mostWavFrames } from '../../../src/outputs/synth/wav.ts';
import { readWav } from './read-wav.ts';

test('a .wav that is full goes on in the next, without a sample lost between them', async () => {
  const chunks = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(chunks, fc.integer({ min: 50, max: 500 }), async (lengths, mostFrames) => {
      const store = createMemoryStore(2 ** 24);
      let files = 0;
      const open = async () => ({ name: String((files += 1)), file: await store.open('a', String(files)) });
      const parts = createSoundParts({ sampleRate: 48_000, open, mostFrames });
      let frame = 70;
      for (const length of lengths) {
        const left = Float32Array.from({ length }, (_, i) => frame + i);
        await parts.add({ frame, left, right: left });
        frame += length;
      }
      parts.close();
      const heard: number[] = [];
      for (const { file, frame: from, frames } of parts.sounds) {
        expect(from).toBe(70 + heard.length);
        const { left } = await readWav(await store.blob('a', file));
        expect(left).toHaveLength(frames);
        expect(frames).toBeLessThanOrEqual(mostFrames);
        heard.push(...left);
      }
      expect(heard).toEqual(Array.from({ length: frame - 70 }, (_, i) => 70 + i));
    }),
    { numRuns: 30, seed: 11 },
  );
});

test('the longest .wav is just within 4 GB: a little over three hours at 48 kHz', () => {
  expect(44 + 8 * mostWavFrames('float32')).toBeLessThan(2 ** 32);
  expect(mostWavFrames('float32') / 48_000 / 3600).toBeGreaterThan(3.1);
});

test('a journal cut anywhere yields what was whole before the cut, and never throws', () => {
  const lines = [
    formatEntry({ type: 'begin', begun: 1, start: 2 }),
    ...[0, 1, 2, 3].map((step) =>
      formatEntry({ type: 'stroke', voice: 'snare', velocity: 0.5, time: step, dueAt: step, bar: 0, step }),
    ),
  ];
  const text = lines.join('');
  fc.assert(
    fc.property(fc.nat({ max: text.length }), (cut) => {
      const { begin, strokes: read, end } = parseJournal(text.slice(0, cut));
      const whole = text.slice(0, cut).split('\n').length - 1;
      // A line is whole without its line break as well.
      expect([whole, whole + 1]).toContain(read.length + (begin ? 1 : 0));
      expect(end).toBeNull();
    }),
  );
});

test('a journal goes on on a line of its own after one that was torn', async () => {
  const store = createMemoryStore(2 ** 20);
  const file = await store.open('a', 'journal');
  file.write(new TextEncoder().encode('{"type":"begin","begun":1,"start":2}\n{"type":"str'), { at: 0 });
  const journal = createJournalFile(file);
  journal.add({ type: 'sound', file: 'x', sampleRate: 1, frame: 2 });
  journal.commit();
  expect(parseJournal(journal.text())).toMatchObject({ begin: { begun: 1 }, sounds: [{ file: 'x' }], strokes: [] });
});

test('a memory that is full writes nothing, and has room again after a deletion', async () => {
  const store = createMemoryStore(100);
  const file = await store.open('a', 'x');
  expect(file.write(new Uint8Array(80), { at: 0 })).toBe(80);
  expect(file.write(new Uint8Array(30), { at: 80 })).toBe(0);
  expect(file.write(new Uint8Array(80).fill(3), { at: 0 })).toBe(80);
  await store.remove('a');
  const other = await store.open('b', 'x');
  expect(other.write(new Uint8Array(100), { at: 0 })).toBe(100);
});
