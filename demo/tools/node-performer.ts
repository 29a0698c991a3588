import { readFile } from 'node:fs/promises';
import * as runtime from 'onnxruntime-web/wasm';
import { DEFAULT_SETTINGS } from '../../src/config.ts';
import { createLatencyBook, type LatencyBook } from '../../src/core/latency-meter.ts';
import { drumControls } from '../../src/drums/controls.ts';
import { loadManifest } from '../../src/drums/model-store.ts';
import type { DrumWriter } from '../../src/drums/types.ts';
import { createDrumWriter } from '../../src/drums/writer.ts';
import { BEAT_FINDERS, openBeatFinder } from '../../src/engine/beat-finder.ts';
import { createPerformer, type Performer } from '../../src/engine.ts';

const MODELS = new URL('../../models/', import.meta.url);

/** The engine's music half in Node: same graph, same nets on wasm, settings at their defaults. */
export interface NodePerformer {
  readonly performer: Performer;
  readonly drums: DrumWriter;
  readonly book: LatencyBook;
  /** Model file -> sha256. */
  readonly models: Readonly<Record<string, string>>;
}

const loadModel = async (name: string): Promise<Uint8Array> => readFile(new URL(name, MODELS));

/** @throws Error where the nets can't be loaded: off line, a fallback drummer would pass unnoticed. */
export async function createNodePerformer(
  seed: number,
  finder: (typeof BEAT_FINDERS)[number] = BEAT_FINDERS[DEFAULT_SETTINGS.beatFinder]!,
): Promise<NodePerformer> {
  const now = (): number => performance.now();
  const book = createLatencyBook(now);
  const problems: unknown[] = [];
  const drums = await createDrumWriter({
    loadModel,
    runtime,
    seed,
    backends: ['wasm'],
    now,
    onProblem: (problem) => problems.push(problem),
  });
  if (drums.provider === 'fallback') throw new Error(`The drum nets could not be used: ${problems.join(' ')}`);
  const { smoothing } = DEFAULT_SETTINGS;
  const performer = createPerformer({
    activation: await openBeatFinder(BEAT_FINDERS.indexOf(finder), loadModel, runtime),
    drums,
    controls: () => drumControls(DEFAULT_SETTINGS),
    smoothing: () => smoothing,
    book,
  });
  const { models } = await loadManifest(loadModel);
  const sums = Object.values(models).map(({ file, sha256 }) => [file, sha256]);
  return { performer, drums, book, models: Object.fromEntries(sums) };
}
