/**
 * The whole chain on ground truth: the drawn dancer, seen by the real pose model, plays the drums.
 * Frames have exact times and none is lost, so the figures don't depend on the machine's speed.
 */
import * as runtime from 'onnxruntime-web/wasm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fMeasure, matches, quantile, scoreBeats } from '../../demo/tools/beat-measures.ts';
import { type ChoreographyOptions, createChoreography } from '../../src/camera/dancer/choreography.ts';
import { DEFAULT_SETTINGS } from '../../src/config.ts';
import { createLatencyBook } from '../../src/core/latency-meter.ts';
import type { PoseFrame } from '../../src/core/pose-frame.ts';
import type { Seconds } from '../../src/core/units.ts';
import { USUAL_CONTROLS } from '../../src/drums/controls.ts';
import { createDrumWriter } from '../../src/drums/writer.ts';
import { openBeatFinder } from '../../src/engine/beat-finder.ts';
import { loadModel } from '../../src/engine/model-urls.ts';
import { performOffline, type Take } from '../../src/engine/offline.ts';
import { createPerformer } from '../../src/engine.ts';
import { type DancerEye, openDancerEye } from './pose-the-dancer.ts';

const FPS = 25;
/** The tracker may be finding the beat until here. */
const SCORE_FROM: Seconds = 6;
const TEST_MS = 240_000;

let eye: DancerEye;

beforeAll(async () => {
  eye = await openDancerEye();
}, TEST_MS);

afterAll(() => eye.close());

async function playDance(options: ChoreographyOptions, seconds: Seconds): Promise<Take> {
  const frames: PoseFrame[] = [];
  for await (const pose of eye.watch(options, seconds, FPS)) frames.push(pose);
  const now = (): number => performance.now();
  const drums = await createDrumWriter({ loadModel, runtime, seed: 1, backends: ['wasm'], now });
  const { smoothing } = DEFAULT_SETTINGS;
  const performer = createPerformer({
    activation: await openBeatFinder(DEFAULT_SETTINGS.beatFinder, loadModel, runtime),
    drums,
    controls: () => USUAL_CONTROLS,
    smoothing: () => smoothing,
    book: createLatencyBook(now),
  });
  const take = await performOffline(frames, performer);
  await drums.dispose();
  return take;
}

const between = (times: readonly Seconds[], from: Seconds, to: Seconds): Seconds[] =>
  times.filter((time) => time >= from && time < to);

test.each([70, 90, 110, 130, 150])(
  'at %i bpm the beat is found and kept',
  async (bpm) => {
    const options = { seed: 9000 + bpm, tempo: [{ at: 0, bpm }] };
    const seconds = 20;
    const take = await playDance(options, seconds);
    const truth = createChoreography(options).beats(0, seconds);
    const score = scoreBeats(truth, take.beats, SCORE_FROM);
    const tempo = quantile(
      take.beats.filter(({ time }) => time >= SCORE_FROM).map((beat) => beat.bpm),
      0.5,
    );
    console.log(`drawn dancer ${bpm} bpm: tempo ${tempo.toFixed(1)}, ${JSON.stringify(score)}`);
    expect(Math.abs(tempo / bpm - 1)).toBeLessThan(0.02);
    expect(score.f).toBeGreaterThanOrEqual(0.9);
    expect(score.errorP90).toBeLessThanOrEqual(0.06);
  },
  TEST_MS,
);

test(
  'a tempo change of 15 % is followed within 6 beats',
  async () => {
    const change = 16;
    const options = {
      seed: 9201,
      tempo: [
        { at: 0, bpm: 104 },
        { at: change, bpm: 119.6 },
      ],
    };
    const seconds = 30;
    const take = await playDance(options, seconds);
    const truth = createChoreography(options).beats(0, seconds);
    const after = truth.filter((time) => time >= change);
    const times = take.beats.map(({ time }) => time);
    const relocked = after.findIndex((_, index) => {
      const four = after.slice(index, index + 4);
      return four.length === 4 && matches(four, times).length === 4;
    });
    const late = fMeasure(after.slice(8), between(times, after[8]! - 0.1, seconds));
    console.log(`tempo change 104 -> 119.6: re-locked after ${relocked} beats, F from the 8th on ${late.toFixed(2)}`);
    expect(relocked).toBeGreaterThanOrEqual(0);
    expect(relocked).toBeLessThanOrEqual(6);
    expect(late).toBeGreaterThanOrEqual(0.85);
  },
  TEST_MS,
);

test(
  'stillness is silence, and movement brings the drums back within two bars',
  async () => {
    const bpm = 112;
    const bar = 240 / bpm;
    const rest = { from: 5 * bar, to: 5 * bar + 6 };
    const options = { seed: 9301, tempo: [{ at: 0, bpm }], still: [rest] };
    const seconds = rest.to + 4 * bar;
    const take = await playDance(options, seconds);
    const strokes = take.events.map(({ time }) => time);
    const silentFrom = Math.max(...between(strokes, 0, rest.to)) - rest.from;
    const falseBeats = take.beats.filter(({ emittedAt, time }) => time > rest.from + bar && emittedAt < rest.to).length;
    const back = Math.min(...strokes.filter((time) => time >= rest.to)) - rest.to;
    console.log(
      `rest: last stroke ${silentFrom.toFixed(2)} s after the body stopped, ${falseBeats} false beats; ` +
        `first stroke ${back.toFixed(2)} s after it moved again (two bars are ${(2 * bar).toFixed(2)} s)`,
    );
    expect(silentFrom).toBeLessThan(2 * bar);
    expect(falseBeats).toBe(0);
    expect(back).toBeLessThan(2 * bar);
  },
  TEST_MS,
);
