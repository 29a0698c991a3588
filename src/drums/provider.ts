import type { Milliseconds } from '../core/units.ts';
import { type LoadModel, loadChecked, type Manifest } from './model-store.ts';
import { type Backend, type Net, openNet, type Runtime } from './runtime.ts';

/** Both nets on one back end. */
export interface NetPair {
  readonly backend: Backend;
  readonly hits: Net;
  readonly groove: Net;
}

/** Bars run before the clock counts (shader compiles, wasm tier-up), and bars that count. */
const WARM_UP_BARS = 2;
const MEASURED_BARS = 3;
/** A first bar above this, shader compiles and all, disqualifies a back end. */
const HOPELESS: Milliseconds = 4000;

/** The two model files, checked against the manifest. */
export interface ModelFiles {
  readonly hits: Uint8Array;
  readonly groove: Uint8Array;
}

/** @throws UserError if a file is missing or not the one that the manifest names. */
export async function loadFiles(load: LoadModel, manifest: Manifest): Promise<ModelFiles> {
  const { hits, groove } = manifest.models;
  return { hits: await loadChecked(load, hits), groove: await loadChecked(load, groove) };
}

/** @throws whatever the runtime throws where the back end is missing or refuses a net. */
export async function openPair(
  runtime: Runtime,
  files: ModelFiles,
  { models }: Manifest,
  backend: Backend,
): Promise<NetPair> {
  const hits = await openNet(runtime, files.hits, models.hits.inputs, backend);
  const groove = await openNet(runtime, files.groove, models.groove.inputs, backend);
  return { backend, hits, groove };
}

export async function closePair(pair: NetPair): Promise<void> {
  await Promise.allSettled([pair.hits.release(), pair.groove.release()]);
}

async function timed(bar: () => Promise<unknown>, now: () => Milliseconds): Promise<Milliseconds> {
  const begin = now();
  await bar();
  return now() - begin;
}

/**
 * Median time of a bar, after warming up. `bar` writes one on the pair.
 * @throws Error if the very first takes so long that nobody would wait for the rest.
 */
export async function medianBar(bar: () => Promise<unknown>, now: () => Milliseconds): Promise<Milliseconds> {
  for (let i = 0; i < WARM_UP_BARS; i++) {
    const time = await timed(bar, now);
    if (time > HOPELESS) throw new Error(`one bar took ${Math.round(time)} ms`);
  }
  const times: Milliseconds[] = [];
  for (let i = 0; i < MEASURED_BARS; i++) times.push(await timed(bar, now));
  return times.sort((a, b) => a - b)[Math.floor(MEASURED_BARS / 2)]!;
}

/** The part of `navigator.gpu` that is asked. */
export interface GpuProbe {
  requestAdapter(): Promise<{ readonly info?: { readonly isFallbackAdapter?: boolean } } | null>;
}

/**
 * @throws Error if there is no GPU, or only one that is drawn in software: that takes seconds a bar, and minutes to try.
 */
export async function expectGpu(gpu: GpuProbe | undefined): Promise<void> {
  const adapter = await gpu?.requestAdapter();
  if (!adapter) throw new Error('there is no WebGPU adapter');
  if (adapter.info?.isFallbackAdapter) throw new Error('its only adapter is software');
}

/** What choosing needs from outside. */
export interface Contest {
  /** In order of preference where two measure the same. */
  readonly backends: readonly Backend[];
  open(backend: Backend): Promise<NetPair>;
  bar(pair: NetPair): Promise<unknown>;
  now(): Milliseconds;
  /** Told why a back end is out of the question. */
  refused(backend: Backend, cause: unknown): void;
}

/**
 * Opens every back end that works and warms it up by writing bars. The faster one comes first.
 * wasm stays open behind a faster WebGPU, so that a lost device costs no bar; WebGPU behind a faster wasm is closed.
 */
export async function choosePairs(contest: Contest): Promise<NetPair[]> {
  const measured: { pair: NetPair; time: Milliseconds }[] = [];
  for (const backend of contest.backends) {
    try {
      const pair = await contest.open(backend);
      measured.push({ pair, time: await medianBar(() => contest.bar(pair), contest.now) });
    } catch (cause) {
      contest.refused(backend, cause);
    }
  }
  const pairs = measured.sort((a, b) => a.time - b.time).map(({ pair }) => pair);
  const safe = pairs.findIndex(({ backend }) => backend === 'wasm');
  const kept = safe < 0 ? pairs.length : safe + 1;
  await Promise.all(pairs.slice(kept).map(closePair));
  return pairs.slice(0, kept);
}
