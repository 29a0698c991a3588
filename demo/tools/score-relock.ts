/**
 * How soon a change of tempo is followed: drawn dances that go up or down by 15 % after 20 s, seen from the front by a
 * pose model that jitters by 2 px and loses a frame in 50. A beat counts as missed until the first of four in a row that are hit.
 *
 *   npx tsx demo/tools/score-relock.ts [--dances 8] [--first 3101] [--change 0.15]
 */
import { parseArgs } from 'node:util';
import { createTracker } from '../../src/beat/tracker.ts';
import { createChoreography } from '../../src/camera/dancer/choreography.ts';
import { createEstimatorNoise } from '../../src/camera/dancer/estimator-noise.ts';
import { FRONT_VIEW } from '../../src/camera/dancer/virtual-camera.ts';
import { createRandom } from '../../src/core/random.ts';
import type { Bpm, Seconds } from '../../src/core/units.ts';
import { lockTime, quantile } from './beat-measures.ts';
import { openLearned } from './learned-beat.ts';
import { framesOf } from './long-form-dances.ts';
import { motionOf, runBeats } from './score-beats.ts';

const SECONDS: Seconds = 36;
const CHANGE_AT: Seconds = 20;
const JITTER_PX = 2;
const DROP = 0.02;

const { values } = parseArgs({
  options: {
    dances: { type: 'string', default: '8' },
    first: { type: 'string', default: '3101' },
    change: { type: 'string', default: '0.15' },
  },
});

const activation = await openLearned();

/** How many beats of a dance are missed after it has changed its tempo. */
async function missed(seed: number, bpm: Bpm, factor: number): Promise<number> {
  const tempo = [
    { at: 0, bpm },
    { at: CHANGE_AT, bpm: bpm * factor },
  ];
  const dance = createChoreography({ seed, tempo });
  const noise = createEstimatorNoise({ jitter: JITTER_PX, drop: DROP }, FRONT_VIEW, createRandom(seed));
  const frames = framesOf({ choreography: dance }, SECONDS).map((frame) => {
    const seen = noise(frame.people[0]!);
    return { ...frame, people: seen === null ? [] : [seen] };
  });
  activation.reset();
  const { beats } = await runBeats(motionOf({ frames }), activation, createTracker(activation.alignment));
  const truth = dance.beats(CHANGE_AT, SECONDS - 1);
  const times = beats.map(({ time }) => time).filter((time) => time > CHANGE_AT - 0.2);
  const after = lockTime(truth, times, truth[0]!);
  const locked = after === null ? truth.length : truth.filter((time) => time < truth[0]! + after - 1e-6).length;
  console.log(`seed ${seed}, ${bpm} to ${(bpm * factor).toFixed(1)} bpm: ${locked} beats missed`);
  return locked;
}

const change = Number(values.change);
const all: number[] = [];
for (let k = 0; k < Number(values.dances); k++) {
  all.push(await missed(Number(values.first) + k, 80 + ((k * 37) % 80), k % 2 === 0 ? 1 + change : 1 - change));
}
const mean = all.reduce((a, b) => a + b, 0) / all.length;
console.log(
  `missed: mean ${mean.toFixed(2)}, median ${quantile(all, 0.5)}, worst ${Math.max(...all)} of ${all.length} dances`,
);
