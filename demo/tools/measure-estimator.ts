/**
 * Fits the noise model of `src/camera/dancer/estimator-noise.ts`: what the real pose model does to the drawn dancer.
 * Needs a browser, and about four minutes on two slow cores.
 *
 *   npx tsx demo/tools/measure-estimator.ts
 */
import { type Choreography, createChoreography } from '../../src/camera/dancer/choreography.ts';
import { type CameraView, drawView, FRONT_VIEW, personIn, shoot } from '../../src/camera/dancer/virtual-camera.ts';
import { LANDMARK, type LandmarkName } from '../../src/core/joints.ts';
import type { Landmark, PoseFrame } from '../../src/core/pose-frame.ts';
import { createRandom } from '../../src/core/random.ts';
import type { Bpm, Hertz, Seconds } from '../../src/core/units.ts';
import type { WatchJob } from '../measure-estimator.ts';
import { measureErrors, runsOf, type Sight, swapped } from './estimator-errors.ts';
import { watchDances } from './watch-dances.ts';

const SECONDS: Seconds = 20;
const REST = { from: 14, to: 17 };
/** The body has come to rest a second after it begins to. */
const STILL = [REST.from + 1, REST.to - 0.2] as const;
/** Half the span over which a joint's velocity is taken. */
const STEP: Seconds = 0.01;

const elsewhere = (seed: number): CameraView => ({ ...drawView(createRandom(seed)), shake: 0 });
/** Seeds 9013, 9033 and 9048 turn round, the last two twice. */
const DANCES: readonly (readonly [seed: number, bpm: Bpm, view: CameraView, fps: Hertz])[] = [
  [9001, 84, FRONT_VIEW, 30],
  [9013, 112, FRONT_VIEW, 30],
  [9003, 126, elsewhere(9003), 30],
  [9048, 138, elsewhere(9048), 30],
  [9033, 138, FRONT_VIEW, 30],
  [9004, 148, elsewhere(9004), 30],
  [9013, 112, FRONT_VIEW, 15],
];

const both = (name: string): readonly number[] =>
  ['left', 'right'].map((side) => LANDMARK[`${side}_${name}` as LandmarkName]);
const CLASSES: Readonly<Record<string, readonly number[]>> = {
  trunk: [LANDMARK.nose, ...both('shoulder'), ...both('hip')],
  elbow: both('elbow'),
  wrist: both('wrist'),
  hand: [...both('index'), ...both('pinky'), ...both('thumb')],
  knee: both('knee'),
  ankle: both('ankle'),
  heel: both('heel'),
  toe: both('foot_index'),
};

const JOBS: readonly WatchJob[] = DANCES.map(([seed, bpm, view, fps]) => ({
  dance: { seed, tempo: [{ at: 0, bpm }], still: [REST] },
  view,
  fps,
  seconds: SECONDS,
}));

/** What was there beside what was seen. */
function compare({ dance, view, fps }: WatchJob, frames: readonly PoseFrame[]): Sight {
  const choreography: Choreography = createChoreography(dance);
  const pixels = (image: readonly Landmark[]) => image.map(([x, y]) => [x * view.width, y * view.height] as const);
  const at = (time: Seconds) => pixels(personIn(shoot(view, time), choreography.jointsAt(time)).image);
  return {
    fps,
    still: [Math.round(STILL[0] * fps), Math.round(STILL[1] * fps)],
    exact: frames.map(({ t }) => at(t)),
    velocity: frames.map(({ t }) => {
      const before = at(t - STEP);
      return at(t + STEP).map(
        ([x, y], i) => [(x - before[i]![0]) / (2 * STEP), (y - before[i]![1]) / (2 * STEP)] as const,
      );
    }),
    seen: frames.map(({ people: [person] }) => (person ? pixels(person.image) : null)),
    visibility: frames.flatMap(({ people: [person] }) => (person ? [person.image.map(([, , , seen]) => seen)] : [])),
  };
}

/** Median distance from the middle of the hips to the middle of the shoulders, in pixels. */
function torsoOf(sights: readonly Sight[]): number {
  const middle = (joints: Sight['exact'][number], name: string) => {
    const [left, right] = both(name).map((joint) => joints[joint]!) as [
      readonly [number, number],
      readonly [number, number],
    ];
    return [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2] as const;
  };
  const lengths = sights.flatMap(({ exact }) =>
    exact.map((joints) => {
      const [hips, shoulders] = [middle(joints, 'hip'), middle(joints, 'shoulder')];
      return Math.hypot(hips[0] - shoulders[0], hips[1] - shoulders[1]);
    }),
  );
  return lengths.sort((a, b) => a - b)[lengths.length >> 1]!;
}

function report(fps: Hertz, sights: readonly Sight[]): void {
  const torso = torsoOf(sights);
  const fixed = (value: number, digits: number): number => Number(value.toFixed(digits));
  const rows = Object.entries(CLASSES).map(([name, joints]) => {
    const e = measureErrors(sights, joints);
    return [
      name,
      {
        'bias px': fixed(e.bias, 1),
        'sd px': fixed(e.sd, 2),
        'sd % torso': fixed((100 * e.sd) / torso, 1),
        'steady px': fixed(e.steady, 2),
        'growth ms': fixed(1000 * e.growth, 1),
        'at rest px': fixed(e.tremble.sd, 2),
        'its r(1)': fixed(e.tremble.correlation, 2),
        'lag ms': fixed(1000 * e.lag, 1),
        'memory ms': fixed(1000 * e.memory, 0),
        'r(1..5)': e.correlations.map((r) => r.toFixed(2)).join(' '),
        visible: `${e.visibility.mean.toFixed(3)} ± ${e.visibility.sd.toFixed(3)}`,
        'below 0.5 %': fixed(100 * e.visibility.low, 1),
      },
    ] as const;
  });
  const lost = runsOf(sights.flatMap(({ seen }) => seen.map((row) => row === null)));
  const wrong = runsOf(sights.flatMap((sight) => swapped(sight)));
  console.log(`\n${fps} frames a second, ${sights.length} dances of ${SECONDS} s, torso ${torso.toFixed(0)} px`);
  console.table(Object.fromEntries(rows));
  console.log(`nobody seen: ${(100 * lost.share).toFixed(2)} % of frames, in runs of ${lost.length.toFixed(1)}`);
  console.log(`left for right: ${(100 * wrong.share).toFixed(2)} % of frames, in runs of ${wrong.length.toFixed(1)}`);
}

async function main(): Promise<void> {
  const watched = await watchDances(JOBS);
  const sights = JOBS.map((job, i) => compare(job, watched[i]!));
  for (const fps of new Set(JOBS.map((job) => job.fps)))
    report(
      fps,
      sights.filter((sight) => sight.fps === fps),
    );
}

await main();
