import { expect, test } from 'vitest';
import type { UserError } from '../../src/core/errors.ts';
import { createDrumWriter } from '../../src/drums/writer.ts';
import { loadModel } from './models.ts';
import { barKey, CONTROLS, hitCount, play, request, rhythmOf } from './performances.ts';
import { expectSound, mockedRuntime, onWasm, phrase } from './writers.ts';

/** A machine with a GPU of its own. */
const gpu = { requestAdapter: async () => ({ info: { isFallbackAdapter: false } }) };
const backends = ['webgpu', 'wasm'] as const;
/** The warm-up writes five bars with two nets. */
const WARM_UP_RUNS = 10;

/** A WebGPU that does as told after so many runs. */
function gpuAfter(runs: number, act: () => Promise<void>) {
  let count = 0;
  return mockedRuntime(async (backend) => {
    if (backend === 'webgpu' && ++count > runs) await act();
  });
}

test('a lost GPU costs no bar: the same bar comes from wasm, and the performance is the one wasm would have given', async () => {
  const problems: UserError[] = [];
  let time = 0;
  const writer = await createDrumWriter({
    ...onWasm,
    now: () => ++time,
    gpu,
    backends,
    runtime: gpuAfter(WARM_UP_RUNS + 4, () => Promise.reject(new Error('device lost'))),
    onProblem: (problem) => problems.push(problem),
  });
  expect(writer.provider).toBe('webgpu');
  const bars = await play(writer, phrase('X--xX---X-x-X---', 5));
  expect(bars.map((bar) => bar.provider)).toEqual(['webgpu', 'webgpu', 'wasm', 'wasm', 'wasm']);
  expect(writer.provider).toBe('wasm');
  expect(problems.map(({ code }) => code)).toEqual(['drums-webgpu']);
  const calm = await createDrumWriter(onWasm);
  expect(bars.map(barKey)).toEqual((await play(calm, phrase('X--xX---X-x-X---', 5))).map(barKey));
  await Promise.all([writer.dispose(), calm.dispose()]);
});

test('a GPU that hangs is given up after its time', async () => {
  const waits: number[] = [];
  const writer = await createDrumWriter({
    ...onWasm,
    gpu,
    backends,
    runtime: gpuAfter(WARM_UP_RUNS, () => new Promise(() => {})),
    sleep: async (time) => void waits.push(time),
  });
  expect(writer.provider).toBe('webgpu');
  const bar = await writer.write(request(0, rhythmOf('X---X---X---X---')), CONTROLS);
  expect(bar.provider).toBe('wasm');
  expect(waits.length).toBe(1);
  await writer.dispose();
});

test('wasm that takes too long is spared a bar, then more, and heard again when it is in time', async () => {
  let time = 0;
  let slow = false;
  const codes: string[] = [];
  const writer = await createDrumWriter({
    ...onWasm,
    now: () => time,
    sleep: async () => {},
    runtime: mockedRuntime(async () => {
      time += slow ? 150 : 5;
    }),
    onProblem: ({ code }) => codes.push(code),
  });
  const providers: string[] = [];
  for (const [bar, one] of phrase('X---x---X---x---', 9).entries()) {
    slow = bar >= 1 && bar < 6;
    providers.push((await writer.write(one, CONTROLS)).provider);
  }
  expect(providers.join(' ')).toBe('wasm wasm fallback wasm fallback fallback wasm wasm wasm');
  expect(codes).toEqual(['drums-late', 'drums-late']);
  await writer.dispose();
});

test('the faster back end plays: a slow GPU is left alone', async () => {
  let time = 0;
  const slow = mockedRuntime(async (backend) => {
    time += backend === 'webgpu' ? 30 : 5;
  });
  const writer = await createDrumWriter({ ...onWasm, now: () => time, gpu, backends, runtime: slow });
  expect(writer.provider).toBe('wasm');
  await writer.dispose();
});

test('a GPU that takes for ever over its first bar is not waited for', async () => {
  let time = 0;
  let runs = 0;
  const hopeless = mockedRuntime(async (backend) => {
    if (backend !== 'webgpu') return;
    runs += 1;
    time += 5000;
  });
  const writer = await createDrumWriter({ ...onWasm, now: () => time, gpu, backends, runtime: hopeless });
  expect([writer.provider, runs]).toEqual(['wasm', 2]);
  await writer.dispose();
});

test.each([
  ['none', null],
  ['software', { info: { isFallbackAdapter: true } }],
])('GPU adapter: %s: it is not even tried', async (_, adapter) => {
  const codes: string[] = [];
  const opened: string[] = [];
  const writer = await createDrumWriter({
    ...onWasm,
    gpu: { requestAdapter: async () => adapter },
    backends,
    runtime: mockedRuntime(
      async () => {},
      (backend) => opened.push(backend),
    ),
    onProblem: ({ code }) => codes.push(code),
  });
  expect([writer.provider, ...codes, ...opened]).toEqual(['wasm', 'drums-no-webgpu', 'wasm', 'wasm']);
  await writer.dispose();
});

test('a GPU that refuses the nets: wasm plays, and the reason is told', async () => {
  const codes: string[] = [];
  const refusing = mockedRuntime(
    async () => {},
    (backend) => {
      if (backend === 'webgpu') throw new Error('an operator is missing');
    },
  );
  const writer = await createDrumWriter({
    ...onWasm,
    gpu,
    backends,
    runtime: refusing,
    onProblem: ({ code }) => codes.push(code),
  });
  expect([writer.provider, ...codes]).toEqual(['wasm', 'drums-no-webgpu']);
  await writer.dispose();
});

const onnx = (name: string): boolean => name.endsWith('.onnx');

test.each([
  [
    'a file is missing',
    'model-missing',
    async (name: string) => (onnx(name) ? Promise.reject(new Error('404')) : loadModel(name)),
  ],
  [
    'a file is damaged',
    'model-mismatch',
    async (name: string) => (onnx(name) ? (await loadModel(name)).fill(7, 2000, 2100) : loadModel(name)),
  ],
  ['there is no manifest', 'model-manifest', async () => new TextEncoder().encode('<html>')],
])('%s: drums by rule, and the user is told', async (_, code, broken) => {
  const problems: UserError[] = [];
  const writer = await createDrumWriter({
    ...onWasm,
    loadModel: broken,
    onProblem: (problem) => problems.push(problem),
  });
  const bars = await play(writer, phrase('X-x-X---X-x-X---', 8));
  expect(problems.map((problem) => problem.code)).toEqual([code]);
  expect(bars.map((bar) => bar.provider)).toEqual(Array(8).fill('fallback'));
  for (const bar of bars) expectSound(bar);
  expect(new Set(bars.map(barKey)).size).toBeGreaterThan(1);
});

test('wasm failing in mid-performance: not one bar is lost, and it plays on when it can', async () => {
  let broken = false;
  const flaky = mockedRuntime(() => (broken ? Promise.reject(new Error('out of memory')) : Promise.resolve()));
  const writer = await createDrumWriter({ ...onWasm, runtime: flaky });
  const providers: string[] = [];
  for (const [bar, one] of phrase('X---x---X---x---', 6).entries()) {
    broken = bar === 2 || bar === 3;
    const written = await writer.write(one, CONTROLS);
    expectSound(written);
    expect(hitCount(written)).toBeGreaterThan(0);
    providers.push(written.provider);
  }
  expect(providers).toEqual(['wasm', 'wasm', 'fallback', 'fallback', 'wasm', 'wasm']);
  await writer.dispose();
});
