import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import type { PoseFrame } from '../../src/core/pose-frame.ts';
import type { WatchJob } from '../measure-estimator.ts';
import { ensureBrowser } from './find-browser.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Shows drawn dances to the real pose model (lite, CPU) in headless Chromium: poses of every frame, one list a dance. */
export async function watchDances(jobs: readonly WatchJob[]): Promise<readonly (readonly PoseFrame[])[]> {
  const server = await createServer({
    configFile: resolve(ROOT, 'vite.config.ts'),
    root: resolve(ROOT, 'demo'),
    logLevel: 'error',
    // No reloads in the middle of a dance: neither for edited files nor for dependencies found on the way.
    server: { port: 0, watch: null, hmr: false },
    optimizeDeps: { noDiscovery: true, include: [] },
  });
  await server.listen();
  const browser = await chromium.launch({ executablePath: (await ensureBrowser()).path, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    await page.goto(`${server.resolvedUrls?.local[0]}measure-estimator.html`);
    await page.waitForFunction(() => window.watchDance !== undefined);
    const dances: (readonly PoseFrame[])[] = [];
    for (const job of jobs) dances.push(await page.evaluate((given) => window.watchDance!(given), job));
    return dances;
  } finally {
    await browser.close();
    await server.close();
  }
}
