/**
 * Runs the stage page on the drawn dancer in a headless browser and prints what it lost, how heap and main thread fared, and
 * whether every stroke stood on its frame, the sound had no gap and MIDI left with it.
 *
 *   npx tsx demo/tools/soak.ts [--seconds 120 | --minutes 10] [--busy] [--exact]
 *
 * --exact: the dancer's own poses instead of what the pose model sees, which needs more than two slow cores.
 * --busy: the main thread is blocked for 200 ms each second, and one core is kept busy by a thread that does nothing else.
 */
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { chromium, type Page } from 'playwright';
import { createServer } from 'vite';
import type { Engine, EngineState, Metrics } from '../../src/engine/types.ts';
import { ensureBrowser } from './find-browser.mjs';
import type { createWitness, Errors } from './soak-witness.ts';

const FLAGS = ['--no-sandbox', '--autoplay-policy=no-user-gesture-required', '--js-flags=--expose-gc'];
/** Models compile and the tracker locks: what the page costs is measured after this. */
const WARM_UP_SECONDS = 20;
/** --busy blocks the main thread so long, each second. */
const BLOCK_MS = 200;
const BPM = 112;

type Watched = Window & { engine: Engine; longTasks: number[]; gc?: () => void };

interface Reading {
  readonly metrics: Metrics;
  readonly state: Pick<EngineState['beat'], 'mode' | 'bpm' | 'confidence'>;
  readonly heap: number;
  readonly longTasks: readonly number[];
}

/** Collects blocks of the main thread from now on, and starts the sound. */
async function begin(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const watched = window as unknown as Watched;
    watched.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watched.longTasks.push(Math.round(duration));
    }).observe({ type: 'longtask' });
    await watched.engine.start();
  });
}

async function read(page: Page): Promise<Reading> {
  return page.evaluate(() => {
    const { engine, gc, longTasks } = window as unknown as Watched;
    gc?.();
    let metrics: Metrics | undefined;
    let state: EngineState | undefined;
    engine.metrics$.subscribe((newest) => {
      metrics = newest;
    });
    engine.state$.subscribe((newest) => {
      state = newest;
    });
    const { mode, bpm, confidence } = state!.beat;
    const { memory } = performance as Performance & { memory?: { usedJSHeapSize: number } };
    const heap = memory?.usedJSHeapSize ?? 0;
    return { metrics: metrics!, state: { mode, bpm, confidence }, heap, longTasks: longTasks.splice(0) };
  });
}

function print(seconds: number, { metrics, state, heap, longTasks }: Reading): void {
  const { latency, ...counts } = metrics;
  const times = Object.entries(latency).map(([stage, { p50, p95, p99, max }]) => {
    return `${stage} ${[p50, p95, p99, max].map((ms) => ms.toFixed(1)).join('/')}`;
  });
  console.log(`${seconds} s: ${state.mode}, ${state.bpm.toFixed(1)} bpm, confidence ${state.confidence.toFixed(2)}`);
  console.log(
    `  heap ${(heap / 2 ** 20).toFixed(1)} MB; main thread blocked (ms): ${longTasks.join(' ') || 'never over 50'}`,
  );
  console.log(`  ${JSON.stringify(counts)}`);
  console.log(`  p50/p95/p99/max ms: ${times.join(', ')}`);
}

/** A MIDI port that writes down what it is sent. Runs in the page, before anything else. */
function installFakeMidi(): void {
  const log: { bytes: number[]; time: number }[] = [];
  const port = {
    ...{
      id: 'soak',
      name: 'Soak',
      type: 'output',
      manufacturer: '',
      version: '',
      state: 'connected',
      connection: 'open',
    },
    send: (bytes: Iterable<number>, time: number) => void log.push({ bytes: [...bytes], time }),
    open: () => Promise.resolve(port),
    close: () => Promise.resolve(port),
  };
  const maps = { inputs: new Map(), outputs: new Map([[port.id, port]]), sysexEnabled: false, onstatechange: null };
  const access = Object.assign(new EventTarget(), maps);
  Object.assign(window, { midiLog: log });
  Object.assign(navigator, { requestMIDIAccess: () => Promise.resolve(access) });
}

type Witnessed = Watched & { witness: ReturnType<typeof createWitness> };

interface Hardship {
  /** The main thread is blocked so long, each second. */
  readonly blockMs: number;
  /** Poses come from the dancer, at this tempo, and not from the pose model. */
  readonly bpm: number | null;
}

/** Takes everything down from the first sound on, and makes life hard for the page. */
async function witness(page: Page, hardship: Hardship): Promise<void> {
  await page.evaluate(
    async ([path, { blockMs, bpm }]) => {
      const {
        createWitness: create,
        blockMainThread,
        danceExactly,
      } = (await import(path)) as typeof import('./soak-witness.ts');
      const witnessed = window as unknown as Witnessed;
      witnessed.witness = create(witnessed.engine);
      await witnessed.engine.connectMidi();
      const port = { id: 'soak', name: 'Soak' };
      witnessed.engine.addDevice({ port, sendClock: true, sendTransport: true });
      if (bpm !== null) await danceExactly(witnessed.engine, bpm);
      if (blockMs > 0) blockMainThread(blockMs);
    },
    ['/tools/soak-witness.ts', hardship] as const,
  );
}

async function conclude(page: Page): Promise<void> {
  const report = await page.evaluate(() => (window as unknown as Witnessed).witness.report());
  const { clockJumps, heard: _, stamps, firstMinute, lastMinute, beatTicks, ticks, ...counts } = report;
  console.log(`witness: ${JSON.stringify(counts)}`);
  const jumped = clockJumps.map((ms) => ms.toFixed(1)).join(' ') || 'none';
  console.log(`  jumps of the audio clock (ms, the device left a buffer out): ${jumped}`);
  printErrors('MIDI stamp minus audible time, notes', stamps);
  printErrors('  of the first minute', firstMinute);
  printErrors('  of the last minute', lastMinute);
  printErrors('beat clock: stamp minus beat, ticks on beats', beatTicks);
  printErrors('  minus the even place between two beats (a body’s tempo wanders), all ticks', ticks);
}

function printErrors(what: string, { count, missing, mean, p99, max }: Errors): void {
  const figures = [mean, p99, max].map((ms) => ms.toFixed(4));
  const gone = missing > 0 ? ` (${missing} not in their place)` : '';
  console.log(`  ${what}: ${count}${gone}, mean ${figures[0]}, p99 ${figures[1]}, max ${figures[2]} ms`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '120' },
      minutes: { type: 'string' },
      busy: { type: 'boolean', default: false },
      exact: { type: 'boolean', default: false },
    },
  });
  const seconds = values.minutes ? Number(values.minutes) * 60 : Number(values.seconds);
  const server = await createServer({ server: { port: 0, hmr: false, watch: null }, logLevel: 'error' });
  await server.listen();
  const { path: executablePath } = await ensureBrowser();
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  // The TypeScript runner marks functions with a helper that the page has not got.
  await page.addInitScript('globalThis.__name = (value) => value');
  await page.addInitScript(installFakeMidi);
  await page.goto(server.resolvedUrls!.local[0]!);
  await page.waitForFunction(() => 'engine' in window);
  const spinner = values.busy ? new Worker('while (true);', { eval: true }) : null;
  await witness(page, { blockMs: values.busy ? BLOCK_MS : 0, bpm: values.exact ? BPM : null });
  await begin(page);
  await page.evaluate(() => (window as unknown as Witnessed).witness.listen());
  await page.waitForTimeout(WARM_UP_SECONDS * 1000);
  print(0, await read(page));
  for (let passed = 20; passed <= seconds; passed += 20) {
    await page.waitForTimeout(20_000);
    print(passed, await read(page));
  }
  await spinner?.terminate();
  await conclude(page);
  await browser.close();
  await server.close();
}

await main();
