/**
 * Beats by the kinematic and by the learned activation, side by side, over pose recordings with beats in their headers.
 *
 *   npx tsx demo/tools/score-learned.ts a.pose.jsonl b.pose.jsonl.gz ...
 */
import { createKinematicActivation } from '../../src/beat/kinematic-activation.ts';
import { createTracker } from '../../src/beat/tracker.ts';
import { openLearned } from './learned-beat.ts';
import { COLUMNS, figures, means, motionOf, nameOf, readRecording, row, runBeats } from './score-beats.ts';

const learned = await openLearned();
const sums = new Map<string, (readonly number[])[]>();
console.log(row('', COLUMNS));
for (const path of process.argv.slice(2)) {
  const recording = await readRecording(path);
  const frames = motionOf(recording);
  learned.reset();
  const runs = {
    kinematic: await runBeats(frames, createKinematicActivation(), createTracker()),
    learned: await runBeats(frames, learned, createTracker(learned.alignment)),
  };
  for (const [name, run] of Object.entries(runs)) {
    const values = figures(recording, run);
    sums.set(name, [...(sums.get(name) ?? []), values]);
    console.log(row(`${nameOf(path)} ${name}`, values));
  }
}
for (const [name, all] of sums) console.log(row(`mean ${name}`, means(all)));
