import { UserError } from '../core/errors.ts';
import { createRandom, type Random } from '../core/random.ts';
import type { Milliseconds } from '../core/units.ts';
import { VOICE_COUNT } from '../core/voices.ts';
import type { BarRequest } from '../rhythm/types.ts';
import { createBalance } from './balance.ts';
import { type BarPlan, type Groove, planBar } from './bar-plan.ts';
import { createBoredom } from './boredom.ts';
import { createBreather } from './breather.ts';
import { wordsOf } from './columns.ts';
import { createComeback } from './comeback.ts';
import { USUAL_CONTROLS } from './controls.ts';
import { fallbackBar } from './fallback.ts';
import { type PlayedBar, playHits } from './groove-session.ts';
import { emptyMemory, type Memory, writeHits } from './hits-session.ts';
import { type LoadModel, loadManifest, type Manifest } from './model-store.ts';
import { choosePairs, closePair, expectGpu, type GpuProbe, loadFiles, type NetPair, openPair } from './provider.ts';
import type { Backend, Runtime } from './runtime.ts';
import type { DrumBar, DrumControls, DrumWriter, Provider } from './types.ts';
import { warmUpRequest } from './warm-up.ts';

export interface DrumWriterOptions {
  /** Fetches a file of the `models` folder. */
  readonly loadModel: LoadModel;
  /** ONNX Runtime Web; see `Runtime` for which entry to import where. */
  readonly runtime: Runtime;
  readonly seed: number;
  /** What may be tried; the fastest measured is used. Defaults to both. One back end alone makes runs repeatable. */
  readonly backends?: readonly Backend[];
  /** Where a GPU is asked for; the platform's own `navigator.gpu` if left out. */
  readonly gpu?: GpuProbe;
  /** A clock for measuring only; no music depends on it but through the choice of the back end. */
  readonly now: () => Milliseconds;
  /** Resolves after a while: what a watchdog needs. Without it bars may take what time they like, as off line. */
  readonly sleep?: (time: Milliseconds) => Promise<void>;
  /** Told of everything that went wrong and was got over. */
  readonly onProblem?: (problem: UserError) => void;
}

/**
 * The longest that a bar may take: they are asked for half a second ahead. One that a GPU has not written by then is taken
 * from it.
 */
const PATIENCE: Milliseconds = 250;

/** One bar from the nets. */
async function perform(pair: NetPair, plan: BarPlan, memory: Memory, last: PlayedBar | null) {
  const written = await writeHits(pair.hits, plan, memory);
  const played = await playHits(pair.groove, written.hits, last, plan.condition, plan.quantile);
  return { played, memory: written.memory };
}

/** Nothing sounds before step `from`. The nets remember the whole bar: it is what the music comes in from. */
function comeIn({ hits, velocity, offset }: PlayedBar, from: number): PlayedBar {
  const cells = from * VOICE_COUNT;
  return {
    hits: hits.slice().fill(0, 0, cells),
    velocity: velocity.slice().fill(0, 0, cells),
    offset: offset.slice().fill(0, 0, cells),
  };
}

type Written = Awaited<ReturnType<typeof perform>>;

class NetDrumWriter implements DrumWriter {
  readonly #options: DrumWriterOptions;
  readonly #manifest: Manifest | null;
  /** In order of use; a WebGPU pair that failed is taken out. */
  #pairs: NetPair[];
  #seed: number;
  #random: Random;
  #memory: Memory = {};
  #last: PlayedBar | null = null;
  /** The last whole bar that was not written while one is held. */
  #groove: Groove | null = null;
  readonly #boredom = createBoredom();
  readonly #balance = createBalance();
  readonly #comeback = createComeback();
  readonly #breather = createBreather(PATIENCE);

  constructor(options: DrumWriterOptions, manifest: Manifest | null, pairs: NetPair[]) {
    this.#options = options;
    this.#manifest = manifest;
    this.#pairs = pairs;
    this.#seed = options.seed;
    this.#random = createRandom(options.seed);
    this.#forget();
  }

  get provider(): Provider {
    return this.#pairs[0]?.backend ?? 'fallback';
  }

  reset(seed = this.#seed): void {
    this.#seed = seed;
    this.#random = createRandom(seed);
    this.#groove = null;
    this.#boredom.reset();
    this.#comeback.reset();
    this.#forget();
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#pairs.splice(0).map(closePair));
  }

  async write(request: BarRequest, controls: DrumControls): Promise<DrumBar> {
    const begin = this.#options.now();
    if (request.sinceStart === 0) this.#forget();
    // One fork a bar, whatever happens in it: a failing bar doesn't change the draws of those after it.
    const random = this.#random.fork(request.sinceStart);
    const { lean } = this.#balance;
    const mind = { groove: this.#groove, boredom: this.#boredom.level, lean, missed: this.#comeback.missed };
    const plan = planBar(request, controls, this.#manifest?.condition ?? {}, random, mind);
    const { written, provider } = await this.#try(plan);
    const played =
      written?.played ?? fallbackBar({ ...plan, energy: request.descriptors.energy, last: this.#last }, random);
    this.#memory = written?.memory ?? this.#memory;
    this.#last = played;
    if (!plan.fill) this.#balance.hear(played, plan.wanted);
    const words = wordsOf(played.hits);
    if (!plan.held) this.#boredom.hear(words);
    this.#comeback.hear(plan.muted, words);
    if (request.from === 0 && !(controls.hold && this.#groove)) this.#groove = { rhythm: plan.rhythm, played };
    return { request, ...comeIn(played, request.from), elapsedMs: this.#options.now() - begin, provider };
  }

  /** The bar from the first pair that can write it. */
  async #try(plan: BarPlan): Promise<{ written: Written | null; provider: Provider }> {
    if (this.#breather.rests()) return { written: null, provider: 'fallback' };
    for (const pair of [...this.#pairs]) {
      try {
        const begin = this.#options.now();
        const work = perform(pair, plan, this.#memory, this.#last);
        const written = await (pair.backend === 'webgpu' ? this.#watched(work) : work);
        this.#note(this.#options.now() - begin);
        return { written, provider: pair.backend };
      } catch (cause) {
        this.#failed(pair, cause);
      }
    }
    return { written: null, provider: 'fallback' };
  }

  /** A lost GPU device never comes back by itself: WebGPU is given up at its first failure. wasm may try again. */
  #failed(pair: NetPair, cause: unknown): void {
    const gpu = pair.backend === 'webgpu';
    if (gpu) {
      this.#pairs = this.#pairs.filter((other) => other !== pair);
      void closePair(pair);
    }
    const remedy = gpu ? 'Drums go on without the GPU.' : 'This bar is played by rule.';
    this.#options.onProblem?.(
      new UserError(`drums-${pair.backend}`, `The drum nets failed: ${cause}.`, remedy, { cause }),
    );
  }

  /** What runs on this thread can't be interrupted. After a bar that took too long it is spared the nets for some bars. */
  #note(time: Milliseconds): void {
    const bars = this.#options.sleep ? this.#breather.took(time) : 0;
    if (bars === 0) return;
    const what = `A bar of drums took ${Math.round(time)} ms.`;
    this.#options.onProblem?.(new UserError('drums-late', what, `The next ${bars} are played by rule.`));
  }

  async #watched(work: Promise<Written>): Promise<Written> {
    const { sleep } = this.#options;
    if (!sleep) return work;
    const late = sleep(PATIENCE).then(() => Promise.reject(new Error(`no answer in ${PATIENCE} ms`)));
    work.catch(() => {});
    late.catch(() => {});
    return Promise.race([work, late]);
  }

  #forget(): void {
    this.#memory = this.#manifest ? emptyMemory(this.#manifest.models.hits) : {};
    this.#last = null;
    this.#balance.reset();
  }
}

/** Opens the nets on the back ends that work, fastest first. */
async function openPairs(options: DrumWriterOptions, manifest: Manifest): Promise<NetPair[]> {
  const { runtime, loadModel, now, onProblem, backends = ['webgpu', 'wasm'] } = options;
  const files = await loadFiles(loadModel, manifest);
  const plan = planBar(warmUpRequest, USUAL_CONTROLS, manifest.condition, createRandom(0));
  const memory = emptyMemory(manifest.models.hits);
  return choosePairs({
    backends,
    now,
    open: async (backend) => {
      if (backend === 'webgpu') await expectGpu(options.gpu ?? globalThis.navigator?.gpu);
      return openPair(runtime, files, manifest, backend);
    },
    bar: (pair) => perform(pair, plan, memory, null),
    refused: (backend, cause) => {
      const what = `The drum nets cannot run on ${backend}: ${cause}.`;
      onProblem?.(new UserError(`drums-no-${backend}`, what, 'Another way is used.', { cause }));
    },
  });
}

/**
 * The drummer. Never rejects: where the nets cannot be had, it plays by rule and says why through `onProblem`.
 * Music thread. On wasm the same seed and requests give the same hits.
 */
export async function createDrumWriter(options: DrumWriterOptions): Promise<DrumWriter> {
  try {
    const manifest = await loadManifest(options.loadModel);
    return new NetDrumWriter(options, manifest, await openPairs(options, manifest));
  } catch (cause) {
    const what = `The drum nets could not be loaded: ${cause}.`;
    options.onProblem?.(
      cause instanceof UserError ? cause : new UserError('drums-no-nets', what, 'Drums are played by rule.', { cause }),
    );
    return new NetDrumWriter(options, null, []);
  }
}
