import { readFile } from 'node:fs/promises';
import * as ort from 'onnxruntime-web/wasm';
import { loadChecked, loadManifest, type Manifest } from '../../src/drums/model-store.ts';
import { type Net, openNet } from '../../src/drums/runtime.ts';

/** Reads a file of the repository's `models` folder. */
export const loadModel = async (name: string): Promise<Uint8Array> =>
  new Uint8Array(await readFile(new URL(`../../models/${name}`, import.meta.url)));

export const runtime = ort;

/** One of the shipped nets on wasm. */
export async function openShipped(name: 'hits' | 'groove'): Promise<{ net: Net; manifest: Manifest }> {
  const manifest = await loadManifest(loadModel);
  const entry = manifest.models[name];
  return { manifest, net: await openNet(ort, await loadChecked(loadModel, entry), entry.inputs, 'wasm') };
}
