import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { createServer, type Plugin } from 'vite';
import { UserError } from '../../src/core/errors.ts';
import { POSE_MODELS, type PoseModel } from '../../src/pose/types.ts';
import type { ExtractResult } from '../extract.ts';
import { ensureBrowser } from './find-browser.mjs';

const USAGE = 'npx tsx demo/tools/extract-poses.ts CLIP.mp4 --out FILE.pose.jsonl [--model lite|full] [--people 1..5]';
const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

interface Arguments {
  readonly clip: string;
  readonly out: string;
  readonly model: PoseModel;
  readonly people: number;
}

function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { out: { type: 'string' }, model: { type: 'string' }, people: { type: 'string' } },
  });
  const [clip] = positionals;
  const model = POSE_MODELS.find((name) => name === (values.model ?? 'lite'));
  const people = Number(values.people ?? 1);
  const usage = (what: string): UserError => new UserError('usage', what, `Usage: ${USAGE}`);
  if (!clip || !values.out) throw usage('A clip and --out are needed.');
  if (!existsSync(clip)) throw usage(`There is no file ${clip}.`);
  if (!model) throw usage(`There is no model "${values.model}".`);
  if (!(Number.isInteger(people) && people >= 1 && people <= 5))
    throw usage(`--people ${values.people} is out of range.`);
  return { clip, out: values.out, model, people };
}

/** Times of the pictures as the container has them, and its nominal rate. */
function readTimes(clip: string): { times: number[]; fps: number } {
  const probe = (entries: string): string =>
    execFileSync(
      'ffprobe',
      ['-v', 'error', '-select_streams', 'v:0', '-show_entries', entries, '-of', 'csv=p=0', clip],
      {
        encoding: 'utf8',
      },
    );
  const times = probe('packet=pts_time').split('\n').map(Number.parseFloat).filter(Number.isFinite);
  const [numerator = 0, denominator = 1] = probe('stream=avg_frame_rate').trim().split('/').map(Number.parseFloat);
  const first = Math.min(...times);
  return { times: times.map((time) => time - first).sort((a, b) => a - b), fps: numerator / denominator };
}

/** Serves the one clip to the page. */
function serveClip(clip: string): Plugin {
  return {
    name: 'clip',
    configureServer: ({ middlewares }) => {
      middlewares.use('/clip.mp4', (_, response) => {
        response.setHeader('Content-Type', 'video/mp4');
        response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
        response.end(readFileSync(clip));
      });
    },
  };
}

async function extract({ clip, model, people }: Arguments): Promise<ExtractResult> {
  const { times, fps } = readTimes(clip);
  const server = await createServer({
    configFile: resolve(ROOT, 'vite.config.ts'),
    root: resolve(ROOT, 'demo'),
    logLevel: 'error',
    plugins: [serveClip(clip)],
    // No reloads in the middle of a clip: neither for edited files nor for dependencies found on the way.
    server: { port: 0, watch: null, hmr: false },
    optimizeDeps: { noDiscovery: true, include: [] },
  });
  await server.listen();
  const browser = await chromium.launch({
    executablePath: (await ensureBrowser()).path,
    args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`${server.resolvedUrls?.local[0]}extract.html`);
    await page.waitForFunction(() => window.extractPoses !== undefined);
    const job = { url: 'clip.mp4', times, fps, model, maxPeople: people, source: basename(clip).replace(/\.\w+$/, '') };
    return await page.evaluate(async (given) => {
      const response = await fetch(given.url);
      const url = URL.createObjectURL(await response.blob());
      return window.extractPoses!({ ...given, url });
    }, job);
  } finally {
    await browser.close();
    await server.close();
  }
}

try {
  const given = readArguments(process.argv.slice(2));
  const { recording, detectMs, delegate } = await extract(given);
  writeFileSync(given.out, recording);
  const frames = recording.trimEnd().split('\n').length - 1;
  const [p50, max] = detectMs.map((ms) => ms.toFixed(1));
  console.log(`${given.out}: ${frames} frames, ${given.model} on ${delegate}, ${p50} ms a frame (largest ${max})`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof UserError ? 2 : 1;
}
