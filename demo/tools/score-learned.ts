/**
 * Beats by the kinematic and by the learned activation, side by side, over pose recordings with beats in their headers.
 *
 *   npx tsx demo/tools/score-learned.ts a.pose.jsonl b.pose.jsonl.gz ...
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import * as runtime from 'onnxruntime-web/wasm';
import { createKinematicActivation } from '../../src/beat/kinematic-activation.ts';
import { createLearnedActivation, LEARNED_ALIGNMENT } from '../../src/beat/learned-activation.ts';
import { createTracker } from '../../src/beat/tracker.ts';
import { figures, motionOf, readRecording, runBeats } from './score-beats.ts';

const COLUMNS = ['F', 'CMLt', 'AMLt', 'P', 'tempo', 'any', 'bpm', 'bias', 'p50', 'p90', 'lock', 'rest', 'beats', 'ms'];

function row(name: string, values: readonly (number | string)[]): string {
  const text = (value: number | string): string =>
    typeof value === 'string' ? value : Number.isNaN(value) ? '-' : value.toFixed(Math.abs(value) >= 10 ? 0 : 2);
  return name.slice(-40).padEnd(42) + values.map((value) => text(value).padStart(7)).join('');
}

const learned = await createLearnedActivation({
  model: await readFile(new URL('../../models/beat.onnx', import.meta.url)),
  runtime,
});
const sums = new Map<string, number[][]>();
console.log(row('', COLUMNS));
for (const path of process.argv.slice(2)) {
  const recording = await readRecording(path);
  const frames = motionOf(recording);
  learned.reset();
  const runs = {
    kinematic: await runBeats(frames, createKinematicActivation(), createTracker()),
    learned: await runBeats(frames, learned, createTracker(LEARNED_ALIGNMENT)),
  };
  for (const [name, run] of Object.entries(runs)) {
    const values = figures(recording, run);
    sums.set(name, [...(sums.get(name) ?? []), [...values]]);
    console.log(row(`${basename(path).replace('.pose.jsonl.gz', '').replace('.pose.jsonl', '')} ${name}`, values));
  }
}
for (const [name, all] of sums) {
  const mean = (i: number): number => {
    const known = all.map((values) => values[i]!).filter(Number.isFinite);
    return known.reduce((a, b) => a + b, 0) / known.length;
  };
  console.log(
    row(
      `mean ${name}`,
      COLUMNS.map((_, i) => mean(i)),
    ),
  );
}
