/**
 * Runs the stage page on the drawn dancer in a headless browser and prints what it lost, and how heap and main thread fared.
 *
 *   npx tsx demo/tools/soak.ts [--seconds 120] [--bpm 112]
 */
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright';
import { createServer } from 'vite';
import type { Engine, EngineState, Metrics } from '../../src/engine/types.ts';
import { ensureBrowser } from './find-browser.mjs';

const FLAGS = ['--no-sandbox', '--autoplay-policy=no-user-gesture-required', '--js-flags=--expose-gc'];
/** Models compile and the tracker locks: what the page costs is measured after this. */
const WARM_UP_SECONDS = 20;

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

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { seconds: { type: 'string', default: '120' } } });
  const seconds = Number(values.seconds);
  const server = await createServer({ server: { port: 0, hmr: false, watch: null }, logLevel: 'error' });
  await server.listen();
  const { path: executablePath } = await ensureBrowser();
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(server.resolvedUrls!.local[0]!);
  await page.waitForFunction(() => 'engine' in window);
  await begin(page);
  await page.waitForTimeout(WARM_UP_SECONDS * 1000);
  print(0, await read(page));
  for (let passed = 20; passed <= seconds; passed += 20) {
    await page.waitForTimeout(20_000);
    print(passed, await read(page));
  }
  await browser.close();
  await server.close();
}

await main();
