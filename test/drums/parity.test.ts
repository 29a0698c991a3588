import { expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.ts';
import { COLUMN_COUNT, TABLE_SIZE, wordsOf } from '../../src/drums/columns.ts';
import { playedBefore } from '../../src/drums/groove-session.ts';
import { emptyMemory, type Memory, writeHits } from '../../src/drums/hits-session.ts';
import type { Net } from '../../src/drums/runtime.ts';
import { gumbelNoise } from '../../src/drums/sampling.ts';
import groove from './golden/groove.json';
import hits from './golden/hits.json';
import { openShipped } from './models.ts';

/** A bias so high that the arg max is the given word: teacher forcing. */
function forcing(words: readonly number[]): Float32Array {
  const bias = new Float32Array(TABLE_SIZE);
  for (const [step, word] of words.entries()) bias[step * COLUMN_COUNT + word] = 1e9;
  return bias;
}

const quiet = new Float32Array(TABLE_SIZE);

async function bar(net: Net, index: number, memory: Memory, bias: Float32Array, noise: Float32Array) {
  const rhythm = Float32Array.from(hits.rhythm[index]!);
  const condition = Float32Array.from(hits.condition[index]!);
  return writeHits(net, { rhythm, condition, bias, noise, cutoff: -1e9, topP: 1 }, memory);
}

test('the hits net in wasm says what PyTorch says: logits over ten bars, greedy and sampled columns after them', async () => {
  const { net, manifest } = await openShipped('hits');
  let memory = emptyMemory(manifest.models.hits);
  let furthest = 0;
  for (const [index, words] of hits.forced.entries()) {
    const out = await bar(net, index, memory, forcing(words), quiet);
    expect(wordsOf(out.hits)).toEqual(words);
    memory = out.memory;
    const golden = (hits.logits as Record<string, number[][]>)[String(index)];
    for (const [step, row] of golden?.entries() ?? []) {
      for (const [i, column] of hits.columns.entries()) {
        furthest = Math.max(furthest, Math.abs(out.logits[step * COLUMN_COUNT + column]! - row[i]!));
      }
    }
  }
  expect(furthest).toBeGreaterThan(0);
  expect(furthest).toBeLessThan(1e-4);

  const write = async (noise: () => Float32Array): Promise<number[]> => {
    const words: number[] = [];
    let now = memory;
    for (let index = hits.forced.length; index < hits.rhythm.length; index++) {
      const out = await bar(net, index, now, quiet, noise());
      words.push(...wordsOf(out.hits));
      now = out.memory;
    }
    return words;
  };
  const random = createRandom(hits.noiseSeed);
  expect(await write(() => quiet)).toEqual(hits.greedy);
  expect(await write(() => gumbelNoise(random, 1))).toEqual(hits.sampled);
  await net.release();
});

test('the groove net in wasm says what PyTorch says', async () => {
  const { net } = await openShipped('groove');
  const flat = (rows: readonly (readonly number[])[]): Float32Array => Float32Array.from(rows.flat());
  const { before } = groove;
  const last = {
    hits: Uint8Array.from(before.hits.flat()),
    velocity: flat(before.velocity),
    offset: flat(before.offset),
  };
  const out = await net.run({
    hits: flat(groove.hits),
    before: playedBefore(last),
    condition: Float32Array.from(groove.condition),
    quantile: Float32Array.from(groove.quantile.flat(2)),
  });
  for (const name of ['velocity', 'offset'] as const) {
    const furthest = Math.max(...groove[name].flat().map((value, cell) => Math.abs(value - out[name]![cell]!)));
    expect(furthest).toBeLessThan(1e-4);
  }
  await net.release();
});
