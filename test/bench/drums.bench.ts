import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { bench, describe } from 'vitest';
import { STEPS, VOICE_COUNT } from '../../src/core/voices.ts';
import { createDrumWriter } from '../../src/drums/writer.ts';
import { loadModel, runtime } from '../drums/models.ts';
import { CONTROLS, dancedRhythms, play, request } from '../drums/performances.ts';

type WriteBar = () => Promise<unknown>;

const now = (): number => performance.now();
const rhythms = dancedRhythms(32, 1);
runtime.env.wasm.numThreads = 1;

/** A writer that has already written some bars. */
async function drummerAt(bar: number): Promise<WriteBar> {
  const writer = await createDrumWriter({ loadModel, runtime, seed: 1, backends: ['wasm'], now });
  const requests = Array.from({ length: bar }, (_, index) => request(index, rhythms[index % 32]!));
  await play(writer, requests);
  let next = bar;
  return () => writer.write(request(next, rhythms[next++ % 32]!), CONTROLS);
}

/** Written by models/training/export_reference_drums.py; not shipped. */
const REFERENCE = new URL('../../models/training/runs/reference-drums/', import.meta.url);
const openReference = (name: string) =>
  runtime.InferenceSession.create(readFileSync(new URL(`${name}.onnx`, REFERENCE)), { executionProviders: ['wasm'] });

/** Words but the silent one, which is the first. */
function likeliest(logits: Float32Array): number {
  let best = 1;
  for (let word = 2; word < logits.length; word++) if (logits[word]! > logits[best]!) best = word;
  return best;
}

/**
 * The reference's nets write a bar behind `bars - 1` others: its encoder once, its decoder step by step with all words before
 * (it keeps nothing from step to step), then velocity and timing, for which it doesn't matter what the strokes are.
 */
async function referenceBehind(bars: number): Promise<WriteBar> {
  const [encoder, decoder, groove] = await Promise.all(['encoder', 'decoder', 'groove'].map(openReference));
  const steps = bars * STEPS;
  const taps = new runtime.Tensor('int64', new BigInt64Array(steps).fill(1n), [1, steps]);
  const strokes = Float32Array.from({ length: steps * VOICE_COUNT }, (_, cell) => (cell % 5 === 0 ? 1 : 0));
  const hits = new runtime.Tensor('float32', strokes, [1, steps, VOICE_COUNT]);
  const words = new BigInt64Array(steps).fill(1n);
  return async () => {
    const { heard } = await encoder!.run({ taps });
    for (let step = steps - STEPS; step < steps; step++) {
      const before = new runtime.Tensor('int64', words.slice(0, step), [1, step]);
      const { logits } = await decoder!.run({ before, heard: heard! });
      words[step] = BigInt(likeliest(logits!.data as Float32Array));
    }
    await groove!.run({ hits });
  };
}

/** The same bar, behind one other, in PyTorch: a line to the script is a bar, and one comes back. Null where it can't be run. */
async function referenceInPyTorch(): Promise<WriteBar | null> {
  const script = new URL('../../models/training/answer_bars.py', import.meta.url);
  const python = spawn('python3', [script.pathname], { stdio: ['pipe', 'pipe', 'ignore'] });
  const answers = createInterface(python.stdout)[Symbol.asyncIterator]();
  python.on('error', () => {});
  python.stdin.on('error', () => {});
  const write: WriteBar = () => {
    python.stdin.write('\n');
    return answers.next();
  };
  return ((await write()) as IteratorResult<string>).done ? null : write;
}

const contenders: Record<string, WriteBar> = {
  'ours, from the 10th bar on': await drummerAt(10),
  'ours, from the 1,000th bar on': await drummerAt(1000),
};
if (existsSync(REFERENCE)) {
  contenders["the reference's, a bar by itself"] = await referenceBehind(1);
  contenders["the reference's, behind another bar"] = await referenceBehind(2);
} else console.warn(`The reference's networks are not timed: there is no ${REFERENCE.pathname}.`);
const inPyTorch = await referenceInPyTorch();
if (inPyTorch) contenders["the reference's in PyTorch, as released"] = inPyTorch;
else console.warn("The reference is not timed in PyTorch: models/training/answer_bars.py doesn't run here.");

const taken = new Map(Object.keys(contenders).map((name) => [name, [] as number[]]));

async function round(): Promise<void> {
  for (const [name, write] of Object.entries(contenders)) {
    const began = now();
    await write();
    taken.get(name)!.push(now() - began);
  }
}

function report(): void {
  const quantile = (name: string, share: number): number => {
    const times = taken.get(name)!.toSorted((a, b) => a - b);
    return times[Math.floor(share * (times.length - 1))]!;
  };
  const first = quantile(Object.keys(contenders)[0]!, 0.5);
  for (const name of taken.keys()) {
    const [p50, p95] = [quantile(name, 0.5), quantile(name, 0.95)];
    const times = `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, ${(p50 / first).toFixed(2)} of the first's p50`;
    console.info(`${name.padEnd(40)} ${times}, ${taken.get(name)!.length} bars`);
  }
}

describe('one bar of hits and groove on wasm, one thread', () => {
  bench('a bar by each in turn', round, {
    time: 20_000,
    setup: () => taken.forEach((times) => void times.splice(0)), // what warmed up doesn't count
    teardown: (_, mode) => {
      if (mode === 'run') report();
    },
  });
});
