import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import typescript from 'typescript';
import { expect, test } from 'vitest';
import { createRing, createRingListener, createRingReader, createRingWriter } from '../../src/core/ring.ts';

test('records come out as they went in, in order, and a write that does not fit writes nothing', () => {
  const buffer = createRing(4, 2);
  const writer = createRingWriter(buffer);
  const reader = createRingReader(buffer);
  const record = new Float64Array(2);
  expect(reader.read(record)).toBe(false);
  expect(writer.write([1, 2, 3, 4, 5, 6])).toBe(true);
  expect(writer.write([7, 8, 9, 10])).toBe(false);
  expect(writer.space()).toBe(1);
  expect(reader.read(record) && [...record]).toEqual([1, 2]);
  expect(writer.write([7, 8, 9, 10])).toBe(true);
  const rest: number[] = [];
  while (reader.read(record)) rest.push(...record);
  expect(rest).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
});

test('a ring is a queue for any interleaving of writes and reads', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -4, max: 4 }), { maxLength: 200 }), (moves) => {
      const buffer = createRing(8, 3);
      const writer = createRingWriter(buffer);
      const reader = createRingReader(buffer);
      const model: number[] = [];
      const record = new Float64Array(3);
      let next = 0;
      for (const move of moves) {
        const batch = Array.from({ length: Math.max(0, move) * 3 }, () => next++);
        const fits = model.length / 3 + Math.max(0, move) <= 8;
        expect(writer.write(batch)).toBe(fits);
        if (fits) model.push(...batch);
        for (let i = move; i < 0; i += 1) {
          expect(reader.read(record)).toBe(model.length > 0);
          if (model.length > 0) expect([...record]).toEqual(model.splice(0, 3));
        }
      }
    }),
  );
});

test('counters wrap at 2^32 without losing a record', () => {
  const buffer = createRing(4, 1);
  const header = new Int32Array(buffer, 0, 32);
  header[0] = -2;
  header[16] = -2;
  const writer = createRingWriter(buffer);
  const reader = createRingReader(buffer);
  const record = new Float64Array(1);
  for (let i = 0; i < 10; i += 1) {
    expect(writer.write([i])).toBe(true);
    expect(reader.read(record) && record[0]).toBe(i);
  }
  writer.write([1, 2, 3]);
  reader.clear();
  expect(reader.read(record)).toBe(false);
  expect(writer.space()).toBe(4);
});

test('two threads: a worker that writes loses and reorders nothing', async () => {
  const buffer = createRing(16, 2);
  const source = await readFile(new URL('../../src/core/ring.ts', import.meta.url), 'utf8');
  const options = { module: typescript.ModuleKind.ESNext, target: typescript.ScriptTarget.ES2022 };
  const module = `data:text/javascript,${encodeURIComponent(typescript.transpile(source, options))}`;
  const code = `import("${module}").then(({ createRingWriter }) => {
    const writer = createRingWriter(require('node:worker_threads').workerData);
    for (let i = 0; i < 20000; ) if (writer.write([i, -i])) i += 1;
  });`;
  const worker = new Worker(code, { eval: true, workerData: buffer });
  const failed = new Promise<never>((_, reject) => worker.on('error', reject));
  const reader = createRingReader(buffer);
  const record = new Float64Array(2);
  const drain = async (): Promise<void> => {
    for (let expected = 0; expected < 20000; ) {
      while (reader.read(record)) {
        if (record[0] !== expected || record[1] !== -expected) throw new Error(`read ${record} instead of ${expected}`);
        expected += 1;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await Promise.race([drain(), failed]);
  await worker.terminate();
});

test('impossible sizes are refused', () => {
  expect(() => createRing(3, 1)).toThrow('power of two');
  expect(() => createRing(4, 0)).toThrow('whole number');
});

test('a listener hears every record and takes none away', () => {
  const buffer = createRing(4, 2);
  const writer = createRingWriter(buffer);
  const reader = createRingReader(buffer);
  writer.write([9, 9]);
  const listener = createRingListener(buffer);
  writer.write([1, 2, 3, 4]);
  expect(listener.read()).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(listener.read()).toEqual([]);
  const record = new Float64Array(2);
  const heard: number[][] = [];
  for (let i = 5; i < 40; i += 1) {
    while (reader.read(record));
    writer.write([i, -i]);
    heard.push(...listener.read());
  }
  expect(heard).toEqual(Array.from({ length: 35 }, (_, i) => [i + 5, -i - 5]));
});
