import { expect, test } from 'vitest';
import { LANDMARK, LANDMARK_COUNT } from '../../src/core/joints.ts';
import type { Landmark, Person } from '../../src/core/pose-frame.ts';
import { createRandom } from '../../src/core/random.ts';
import { createOneEuro } from '../../src/pose/one-euro.ts';
import { createSmoothing } from '../../src/pose/smoothing.ts';
import { poseFrame } from './people.ts';

const FPS = 30;
const TORSO = 0.2;

/** A body with torso 0.2 picture heights, all of it moved by `dy`; `visibility` of the nose. */
function body(dy: number, visibility = 1): Person {
  const image = Array.from({ length: LANDMARK_COUNT }, (): Landmark => [0.5, 0.3 + dy, 0, 1]);
  for (const hip of [LANDMARK.left_hip, LANDMARK.right_hip]) image[hip] = [0.5, 0.3 + TORSO + dy, 0, 1];
  image[LANDMARK.nose] = [0.5, 0.3 + dy, 0, visibility];
  return { image, world: null };
}

/** The nose's height after smoothing, for a movement of the body. */
function smooth(strength: number, movement: (t: number) => number, seconds = 8, visibility = 1, fps = FPS): number[] {
  const stage = createSmoothing(() => strength);
  return Array.from({ length: seconds * fps }, (_, k) => {
    const out = stage.step(poseFrame(k / fps, [body(movement(k / fps), visibility)]));
    return out.people[0]!.image[LANDMARK.nose]![1] - 0.3;
  });
}

/** Phase lag in ms of a smoothed sine: against the movement's own sine and cosine over whole periods. */
function lagMs(strength: number, hertz: number, amplitude: number, visibility = 1, fps = FPS): number {
  const out = smooth(strength, (t) => amplitude * Math.sin(2 * Math.PI * hertz * t), 8, visibility, fps);
  let inPhase = 0;
  let behind = 0;
  out.slice(4 * fps).forEach((y, k) => {
    const phase = 2 * Math.PI * hertz * (4 + k / fps);
    inPhase += y * Math.sin(phase);
    behind -= y * Math.cos(phase);
  });
  return (1000 * Math.atan2(behind, inPhase)) / (2 * Math.PI * hertz);
}

const deviation = (values: readonly number[]): number => {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
};

test('the lag on dancing is small at the default strength', () => {
  const bounce = lagMs(0.5, 2, 0.1 * TORSO);
  const step = lagMs(0.5, 2, 0.3 * TORSO);
  const wave = lagMs(0.5, 2, TORSO);
  console.log(
    `lag at 30 frames/s, strength 0.5: bounce ${bounce.toFixed(1)}, step ${step.toFixed(1)}, wave ${wave.toFixed(1)} ms`,
  );
  expect(bounce).toBeLessThan(25);
  expect(step).toBeLessThan(15);
  expect(wave).toBeLessThan(8);
  expect(wave).toBeLessThan(step);
  expect(step).toBeLessThan(bounce);
});

test('the lag grows with strength, and hardly depends on the frame rate', () => {
  expect(lagMs(0.05, 2, 0.02)).toBeLessThan(lagMs(0.5, 2, 0.02));
  expect(lagMs(0.5, 2, 0.02)).toBeLessThan(lagMs(1, 2, 0.02));
  expect(Math.abs(lagMs(0.5, 2, 0.06, 1, 60) - lagMs(0.5, 2, 0.06, 1, 20))).toBeLessThan(10);
});

test('the jitter of a body at rest is reduced, the more the stronger', () => {
  const remaining = [0.1, 0.5, 1].map((strength) => {
    const random = createRandom(7);
    return deviation(smooth(strength, () => random.normal() * 0.002).slice(60)) / 0.002;
  });
  console.log(`jitter left at rest, strength 0.1, 0.5, 1: ${remaining.map((r) => r.toFixed(2)).join(', ')}`);
  expect(remaining[0]).toBeLessThan(0.9);
  expect(remaining[1]).toBeLessThan(0.65);
  expect(remaining[2]).toBeLessThan(0.5);
});

test('what is hardly seen is trusted less', () => {
  expect(lagMs(0.5, 2, 0.06, 0.1)).toBeGreaterThan(lagMs(0.5, 2, 0.06, 1));
});

test('strength 0 changes nothing, and nobody stays nobody', () => {
  const stage = createSmoothing(() => 0);
  const frame = poseFrame(0, [body(0.1)]);
  expect(stage.step(frame)).toBe(frame);
  expect(createSmoothing(() => 1).step(poseFrame(0, [])).people).toEqual([]);
});

test('a long absence and a reset forget the past', () => {
  for (const forget of ['wait', 'reset'] as const) {
    const stage = createSmoothing(() => 1);
    stage.step(poseFrame(0, [body(0)]));
    stage.step(poseFrame(0.033, [body(0)]));
    if (forget === 'reset') stage.reset();
    const after = body(0.4);
    expect(stage.step(poseFrame(forget === 'wait' ? 2 : 0.066, [after])).people[0]).toEqual(after);
  }
});

test('world landmarks are smoothed too', () => {
  const stage = createSmoothing(() => 1);
  const world = (y: number): Person => ({ ...body(0), world: Array(LANDMARK_COUNT).fill([0, y, 0, 1]) });
  stage.step(poseFrame(0, [world(0)]));
  const y = stage.step(poseFrame(0.033, [world(0.01)])).people[0]!.world![0]![1];
  expect(y).toBeGreaterThan(0);
  expect(y).toBeLessThan(0.01);
});

test('one coordinate: a constant stays itself, a step is approached without overshoot at any spacing', () => {
  const filter = createOneEuro();
  const tuning = { minCutoff: 1, beta: 0.01, speedCutoff: 1 };
  expect(filter.step(5, 0, 1, tuning)).toBe(5);
  let last = 5;
  for (const dt of [0.01, 0.1, 0.016, 0.05, 1]) {
    const y = filter.step(6, dt, 1, tuning);
    expect(y).toBeGreaterThan(last);
    expect(y).toBeLessThanOrEqual(6);
    last = y;
  }
});
