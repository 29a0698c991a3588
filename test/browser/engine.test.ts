/**
 * The instrument as a page has it, in real time: every thread, the real audio clock, and what leaves the loudspeaker
 * compared sample for sample. The body is the drawn dancer's exact poses, so that the beats are known.
 */
import { filter, firstValueFrom } from 'rxjs';
import { afterEach, expect, test } from 'vitest';
import { quantile } from '../../demo/tools/beat-measures.ts';
import { createWitness } from '../../demo/tools/soak-witness.ts';
import { createChoreography } from '../../src/camera/dancer/choreography.ts';
import { FRONT_VIEW } from '../../src/camera/dancer/virtual-camera.ts';
import { formatRecording } from '../../src/camera/pose-recording.ts';
import type { Seconds } from '../../src/core/units.ts';
import { type Beat, createEngine, type DrumEvent, type Engine, type Metrics } from '../../src/index.ts';
import { exactPoses } from '../camera/dancer/exact-poses.ts';

const BPM = 116;
const FPS = 30;
/** The longest that a slow machine is waited for. */
const DANCE: Seconds = 60;
/** Strokes on beats that are enough to judge by. */
const ENOUGH = 36;
/** Not the default, so that the test can tell a kept constant from none. */
const LATENCY_MS = 80;
const LATENCY: Seconds = LATENCY_MS / 1000;
const ACCENTS = [1, 0, 0, 0, 0.8, 0, 0, 0, 1, 0, 0, 0, 0.8, 0, 0, 0];

const dance = createChoreography({ seed: 4712, tempo: [{ at: 0, bpm: BPM }], accents: ACCENTS });
const { width, height } = FRONT_VIEW;

function recording(): Blob {
  return new Blob([formatRecording({ fps: FPS, width, height }, exactPoses(dance, DANCE, FPS))]);
}

let engine: Engine | null = null;
afterEach(async () => {
  await engine?.dispose();
  engine = null;
});

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(what: () => boolean, seconds: Seconds): Promise<void> {
  for (const end = performance.now() + seconds * 1000; !what() && performance.now() < end; ) await sleep(50);
}

const nearest = (times: readonly Seconds[], to: Seconds): Seconds =>
  times.reduce((best, at) => (Math.abs(at - to) < Math.abs(best - to) ? at : best), Number.POSITIVE_INFINITY);

/** Everything that the instrument says that it does. */
function watch(watched: Engine) {
  const seen = {
    strokes: [] as DrumEvent[],
    beats: [] as Beat[],
    origin: null as Seconds | null,
    metrics: null as Metrics | null,
  };
  watched.strokes$.subscribe((stroke) => seen.strokes.push(stroke));
  watched.beats$.subscribe((beat) => seen.beats.push(beat));
  watched.metrics$.subscribe((newest) => {
    seen.metrics = newest;
  });
  watched.person$.subscribe(({ time }) => {
    seen.origin ??= time;
  });
  return seen;
}

/** Median and 90th percentile of the size, in milliseconds. */
const summary = (seconds: readonly Seconds[]): string =>
  `median ${(quantile(seconds, 0.5) * 1000).toFixed(2)} ms, |p90| ${(quantile(seconds.map(Math.abs), 0.9) * 1000).toFixed(2)} ms`;

const onBeat = ({ step }: DrumEvent): boolean => step % 4 === 0;

/** The music thread loads its nets first; what it is sent meanwhile would wait, and the first beats would be missed. */
const ready = (watched: Engine): Promise<unknown> =>
  firstValueFrom(watched.metrics$.pipe(filter(({ slackBudget }) => slackBudget > 0)));

test('what is heard: strokes on the dancer’s beats plus the latency shown, each on its very frame, none late', async () => {
  engine = createEngine({ settings: { latency: LATENCY_MS } });
  const seen = watch(engine);
  const witness = createWitness(engine);
  await engine.start();
  await Promise.all([witness.listen(), ready(engine)]);
  await engine.use({ kind: 'recording', file: recording(), name: 'dance.pose.jsonl', loop: false });
  await until(() => seen.strokes.filter(onBeat).length >= ENOUGH, DANCE);
  await sleep(500);
  const { heard, gaps, worstSample, displaced } = await witness.report();
  expect(engine.get('latency')).toBe(LATENCY_MS);

  // The audio thread was given these strokes, and what it made of them is, sample for sample, what they are off line.
  // (Gaps are the machine's: where other programs leave the audio thread no time. The soak run counts them.)
  expect([worstSample, displaced]).toEqual([0, 0]);
  const played = heard.map(({ serial, at }) => ({ at, ...seen.strokes[serial]! }));
  const kept = played.map(({ at, dueAt }) => at - dueAt);

  // Where there is a stroke on a beat: how far it is from the beat that was foretold, and from the body's.
  const truth = dance.beats(0, DANCE).map((beat) => beat + seen.origin!);
  const onBeats = played.filter(onBeat).map(({ at, bar, step }) => {
    const { time } = seen.beats.find((beat) => beat.bar === bar && beat.beatInBar === step / 4)!;
    return { foretold: at - time - LATENCY, danced: at - nearest(truth, time) - LATENCY };
  });
  const foretold = onBeats.map((stroke) => stroke.foretold);
  const danced = onBeats.map((stroke) => stroke.danced);
  const [from, to] = [seen.beats[0]!.time - 0.2, seen.beats.at(-1)!.time + 0.2];
  const bodyBeats = truth.filter((time) => time > from && time < to).length;
  console.log(
    `heard: ${played.length} strokes, at - due: ${summary(kept)}; ${onBeats.length} on beats, at - (predicted beat + latency): ` +
      `${summary(foretold)}; at - (true beat + latency): ${summary(danced)}; ${seen.beats.length} beats for ${bodyBeats} of the body; ${gaps} gaps; ` +
      JSON.stringify({ ...seen.metrics!, latency: undefined }),
  );
  expect(onBeats.length).toBeGreaterThan(ENOUGH / 2);
  expect(Math.abs(quantile(kept, 0.5))).toBeLessThan(5e-4);
  expect(quantile(kept.map(Math.abs), 0.9)).toBeLessThan(5e-3);
  expect(Math.abs(seen.beats.length / bodyBeats - 1)).toBeLessThan(0.1);
  expect(Math.abs(quantile(foretold, 0.5))).toBeLessThan(0.015);
  expect(Math.abs(quantile(danced, 0.5))).toBeLessThan(0.05);
  expect(quantile(danced.map(Math.abs), 0.9)).toBeLessThan(0.07);
  expect(seen.metrics!.lateEvents).toBe(0);
}, 150_000);

test('parameters are brought into their ranges, and what is no number is refused', async () => {
  engine = createEngine({ settings: { seed: 5 } });
  engine.set('latency', 9999);
  expect(engine.get('latency')).toBe(500);
  expect(() => engine!.set('volume', Number.NaN)).toThrow(RangeError);
});
