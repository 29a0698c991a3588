import { readFile } from 'node:fs/promises';
import * as runtime from 'onnxruntime-web/wasm';
import { createLearnedActivation } from '../../src/beat/learned-activation.ts';
import type { TempoWeights } from '../../src/beat/tempo-scorer.ts';
import type { ActivationModel } from '../../src/beat/types.ts';

const read = (name: string): Promise<Buffer> => readFile(new URL(`../../models/${name}`, import.meta.url));

/** The weights that ship of what judges the tempo. */
export async function shippedTempo(): Promise<TempoWeights> {
  return JSON.parse((await read('beat-tempo.json')).toString());
}

/** The activation that ships, in Node. */
export async function openLearned(): Promise<ActivationModel> {
  return createLearnedActivation({ model: await read('beat.onnx'), tempo: await shippedTempo(), runtime });
}
