/**
 * What the page's own audio thread puts on the heap while the stage plays: attaches to the AudioWorklet as a debugger does,
 * samples its heap (what has been collected meanwhile included), and prints bytes a quantum with where they come from.
 *
 *   npx tsx demo/tools/measure-allocation.ts [--seconds 20] [--warm-up 40]
 *
 * Chromium itself makes what it calls process() with, and each chunk of sound that is recorded goes off with a message.
 */
import { parseArgs } from 'node:util';
import { type CDPSession, chromium, type Page } from 'playwright';
import { createServer } from 'vite';
import type { Engine } from '../../src/engine/types.ts';
import { ensureBrowser } from './find-browser.mjs';
import type { danceExactly } from './soak-witness.ts';

const BPM = 112;
const QUANTUM = 128;
const SAMPLING = {
  samplingInterval: 64,
  includeObjectsCollectedByMajorGC: true,
  includeObjectsCollectedByMinorGC: true,
};

interface CallNode {
  readonly callFrame: { readonly url: string; readonly functionName: string };
  readonly selfSize: number;
  readonly children: readonly CallNode[];
}

/** A thread of the page that is debugged through the page's session. */
function talkTo(cdp: CDPSession, sessionId: string) {
  let id = 0;
  return (method: string, params: object = {}): Promise<Record<string, unknown>> => {
    const mine = (id += 1);
    return new Promise((resolve) => {
      const hear = (event: { readonly sessionId: string; readonly message: string }): void => {
        const answer = JSON.parse(event.message) as { id?: number; result?: Record<string, unknown> };
        if (event.sessionId !== sessionId || answer.id !== mine) return;
        cdp.off('Target.receivedMessageFromTarget', hear);
        resolve(answer.result ?? {});
      };
      cdp.on('Target.receivedMessageFromTarget', hear);
      const message = JSON.stringify({ id: mine, method, params });
      void cdp.send('Target.sendMessageToTarget', { sessionId, message });
    });
  };
}

/** Sessions of all worklets, as they come up. */
async function findWorklets(page: Page) {
  const cdp = await page.context().newCDPSession(page);
  const sessions: ReturnType<typeof talkTo>[] = [];
  cdp.on('Target.attachedToTarget', ({ targetInfo, sessionId }) => {
    if (targetInfo.type === 'worklet') sessions.push(talkTo(cdp, sessionId));
  });
  await cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  return sessions;
}

/** Bytes by place. */
function tally(head: CallNode): Map<string, number> {
  const bytes = new Map<string, number>();
  const add = ({ callFrame: { url, functionName }, selfSize, children }: CallNode): void => {
    const place = `${functionName || '(anonymous)'} ${url.replace(/^.*\/(?=src|worklets)/, '').replace(/\?.*$/, '')}`;
    if (selfSize > 0) bytes.set(place, (bytes.get(place) ?? 0) + selfSize);
    children.forEach(add);
  };
  add(head);
  return bytes;
}

function print(name: string, bytes: Map<string, number>, quanta: number): void {
  const ours = [...bytes].filter(([place]) => / (src|worklets)\//.test(place));
  const sum = (list: readonly (readonly [string, number])[]): number =>
    list.reduce((total, [, size]) => total + size, 0);
  const per = (size: number): string => `${(size / quanta).toFixed(2)} bytes a quantum`;
  console.log(
    `${name}: ${per(sum(ours))} by our code, ${per(sum([...bytes]) - sum(ours))} by V8 and the browser; ${quanta} quanta`,
  );
  for (const [place, size] of [...bytes].sort((a, b) => b[1] - a[1]).slice(0, 8)) console.log(`  ${size} in ${place}`);
}

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    // The tracker locks, and V8 compiles what strokes do.
    'warm-up': { type: 'string', default: '40' },
  },
});
const server = await createServer({ server: { port: 0, hmr: false, watch: null }, logLevel: 'error' });
await server.listen();
const { path: executablePath } = await ensureBrowser();
const args = ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'];
const browser = await chromium.launch({ executablePath, args });
const page = await browser.newPage();
const worklets = await findWorklets(page);
// The TypeScript runner marks functions with a helper that the page has not got.
await page.addInitScript('globalThis.__name = (value) => value');
await page.goto(server.resolvedUrls!.local[0]!);
await page.waitForFunction(() => 'engine' in window);
await page.evaluate(
  async ([path, bpm]) => {
    const { engine } = window as unknown as { engine: Engine };
    const witness = (await import(path)) as { danceExactly: typeof danceExactly };
    await witness.danceExactly(engine, bpm);
    await engine.start();
  },
  ['/tools/soak-witness.ts', BPM] as const,
);
await page.waitForTimeout(Number(values['warm-up']) * 1000);
const frames = () =>
  page.evaluate(() => {
    const { context } = (window as unknown as { engine: Engine }).engine.audio!;
    return context.currentTime * context.sampleRate;
  });
const from = await frames();
for (const worklet of worklets) {
  await worklet('HeapProfiler.enable');
  await worklet('HeapProfiler.startSampling', SAMPLING);
}
await page.waitForTimeout(Number(values.seconds) * 1000);
const profiles = await Promise.all(worklets.map((worklet) => worklet('HeapProfiler.stopSampling')));
const quanta = Math.round(((await frames()) - from) / QUANTUM);
for (const [i, { profile }] of profiles.entries()) {
  const bytes = tally((profile as { head: CallNode }).head);
  if (bytes.size > 0) print(`worklet thread ${i + 1}`, bytes, quanta);
}
await browser.close();
await server.close();
