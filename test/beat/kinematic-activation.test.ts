import { expect, test } from 'vitest';
import { fMeasure, matches, quantile } from '../../demo/tools/beat-measures.ts';
import { motionOf, runBeats } from '../../demo/tools/score-beats.ts';
import { createKinematicActivation } from '../../src/beat/kinematic-activation.ts';
import type { Activation } from '../../src/beat/types.ts';
import { createChoreography } from '../../src/camera/dancer/choreography.ts';
import { createEstimatorNoise } from '../../src/camera/dancer/estimator-noise.ts';
import { FRONT_VIEW, personIn, shoot } from '../../src/camera/dancer/virtual-camera.ts';
import { createRandom } from '../../src/core/random.ts';
import type { MotionFrame } from '../../src/motion/types.ts';

const RATE = 30;

/** A drawn dance as the beat stage sees it, seen with two pixels of jitter. */
function dance(
  bpm: number,
  seed: number,
  seconds: number,
  accents?: readonly number[],
): { readonly truth: readonly number[]; readonly frames: readonly MotionFrame[] } {
  const choreography = createChoreography({
    seed,
    tempo: [{ at: 0, bpm }],
    still: [{ from: seconds - 6, to: seconds }],
    ...(accents === undefined ? {} : { accents }),
  });
  const noise = createEstimatorNoise({ jitter: 2, drop: 0 }, FRONT_VIEW, createRandom(seed));
  const poses = Array.from({ length: seconds * RATE }, (_, i) => {
    const person = noise(personIn(shoot(FRONT_VIEW, i / RATE), choreography.jointsAt(i / RATE)));
    return { t: i / RATE, width: FRONT_VIEW.width, height: FRONT_VIEW.height, people: person ? [person] : [] };
  });
  return { truth: choreography.beats(0, seconds - 6), frames: motionOf({ frames: poses }) };
}

test.each([
  [90, 2001],
  [110, 2002],
  [130, 2003],
  [150, 2004],
])('a drawn dance at %i bpm is followed, and its end noticed', async (bpm, seed) => {
  const { truth, frames } = dance(bpm, seed, 30);
  const { beats } = await runBeats(frames);
  const wanted = truth.filter((t) => t > 6 && t < 23);
  const times = beats.map((beat) => beat.time);
  const scored = times.filter((t) => t > 6 && t < 23.2);
  expect(fMeasure(wanted, scored)).toBeGreaterThan(0.85);
  const errors = matches(wanted, scored).map(([t, e]) => Math.abs(e - t));
  expect(quantile(errors, 0.9)).toBeLessThan(0.065);
  for (const beat of beats.filter((b) => b.time > 8 && b.time < 23))
    expect(Math.abs(beat.bpm / bpm - 1)).toBeLessThan(0.03);
  expect(times.filter((t) => t > 25.6)).toEqual([]);
});

test.each([
  [110, 2111, [0.6, 0, 1, 0, 0, 0, 0.8, 0, 1, 0, 0, 0, 0, 0.8, 0, 1]],
  [110, 2111, [1, 0, 0, 0, 0.6, 0, 0, 1, 0, 0, 1, 0, 0.6, 0, 0, 0]],
  [95, 2007, [0, 0, 0.8, 0, 0, 0.9, 0, 0, 0.6, 0, 0.8, 0, 0.7, 0, 0, 0]],
])('syncopated hits at %i bpm (seed %i) do not mislead', async (bpm, seed, accents) => {
  const { truth, frames } = dance(bpm, seed, 36, accents);
  const { beats } = await runBeats(frames);
  const within = (t: number) => t > 10 && t < 29;
  const scored = beats.filter((beat) => within(beat.time));
  expect(
    fMeasure(
      truth.filter(within),
      scored.map((beat) => beat.time),
    ),
  ).toBeGreaterThan(0.85);
  for (const beat of scored) expect(Math.abs(beat.bpm / bpm - 1)).toBeLessThan(0.04);
});

const still = (k: number, present: boolean): MotionFrame => ({
  time: k / RATE,
  present,
  position: new Float32Array(34),
  velocity: new Float32Array(34),
  visibility: new Float32Array(17).fill(present ? 1 : 0),
  energy: { leftArm: 0, rightArm: 0, leftLeg: 0, rightLeg: 0, trunk: 0, whole: 0 },
  camera: { x: 0, y: 0 },
  activity: 0,
});

test('a body at rest, and nobody, give no evidence', () => {
  const activation = createKinematicActivation();
  for (let k = 0; k < 90; k++) {
    const { beat, downbeat, activity } = activation.step(still(k, k % 2 === 0)) as Activation;
    expect([beat, downbeat, activity]).toEqual([0, 0, 0]);
  }
});

test('a dancer who is lost for less than a second is not taken to rest', () => {
  const activation = createKinematicActivation();
  const { frames } = dance(110, 2005, 12);
  const dancing = frames.filter((frame) => frame.time < 5);
  for (const frame of dancing) activation.step(frame);
  const begin = Math.round(dancing.at(-1)!.time * RATE) + 1;
  const lost = Array.from({ length: 45 }, (_, i) => activation.step(still(begin + i, false)) as Activation);
  expect(lost.slice(0, 28).every((a) => a.activity > 0.05 && a.activity < 0.1)).toBe(true);
  expect(lost.slice(31).every((a) => a.activity === 0)).toBe(true);
});

test('reset makes it new', () => {
  const { frames } = dance(120, 2006, 12);
  const activation = createKinematicActivation();
  const once = frames.map((frame) => activation.step(frame));
  activation.reset();
  expect(frames.map((frame) => activation.step(frame))).toEqual(once);
});
