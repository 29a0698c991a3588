import * as ort from 'onnxruntime-web/webgpu';
import { expect, test } from 'vitest';
import grooveUrl from '../../models/drum-groove.onnx?url';
import hitsUrl from '../../models/drum-hits.onnx?url';
import manifestUrl from '../../models/manifest.json?url';
import { COLUMN_COUNT, TABLE_SIZE, wordsOf } from '../../src/drums/columns.ts';
import { emptyMemory, writeHits } from '../../src/drums/hits-session.ts';
import { loadChecked, loadManifest } from '../../src/drums/model-store.ts';
import { type Backend, openNet, type Runtime } from '../../src/drums/runtime.ts';
import { createDrumWriter } from '../../src/drums/writer.ts';
import golden from '../drums/golden/hits.json';
import { barKey, CONTROLS, request, rhythmOf } from '../drums/performances.ts';

const urls: Record<string, string> = {
  'manifest.json': manifestUrl,
  'drum-hits.onnx': hitsUrl,
  'drum-groove.onnx': grooveUrl,
};
const loadModel = async (name: string): Promise<Uint8Array> =>
  new Uint8Array(await (await fetch(urls[name]!)).arrayBuffer());
const runtime: Runtime = ort;
const now = (): number => performance.now();

/** The golden first bar, greedy from the start of a performance. */
async function firstBar(backend: Backend) {
  const manifest = await loadManifest(loadModel);
  const entry = manifest.models.hits;
  const net = await openNet(runtime, await loadChecked(loadModel, entry), entry.inputs, backend);
  const input = {
    rhythm: Float32Array.from(golden.rhythm[0]!),
    condition: Float32Array.from(golden.condition[0]!),
    bias: new Float32Array(TABLE_SIZE),
    noise: new Float32Array(TABLE_SIZE),
    cutoff: -1e9,
    topP: 1,
  };
  const out = await writeHits(net, input, emptyMemory(manifest.models.hits));
  await net.release();
  return out;
}

test('wasm in the page: a drummer that writes and repeats himself with the seed', async () => {
  const options = { loadModel, runtime, seed: 3, backends: ['wasm'] as const, now };
  const [one, two] = [await createDrumWriter(options), await createDrumWriter(options)];
  expect(one.provider).toBe('wasm');
  const ask = request(0, rhythmOf('X---x-x-X---x---'));
  const [first, second] = [await one.write(ask, CONTROLS), await two.write(ask, CONTROLS)];
  expect(barKey(first)).toBe(barKey(second));
  expect(wordsOf(first.hits)[0]).not.toBe(0);
  await Promise.all([one.dispose(), two.dispose()]);
});

test('WebGPU chooses the same columns as wasm', async ({ skip }) => {
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) skip('no WebGPU adapter in this browser: start it with --enable-unsafe-webgpu');
  const cpu = await firstBar('wasm');
  const gpu = await firstBar('webgpu');
  expect(wordsOf(gpu.hits)).toEqual(wordsOf(cpu.hits));
  let furthest = 0;
  for (let i = 0; i < COLUMN_COUNT * 16; i++) furthest = Math.max(furthest, Math.abs(gpu.logits[i]! - cpu.logits[i]!));
  expect(furthest).toBeLessThan(1e-3);
});
