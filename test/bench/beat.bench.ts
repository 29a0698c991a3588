import { existsSync, readFileSync } from 'node:fs';
import * as runtime from 'onnxruntime-web/wasm';
import { bench, describe } from 'vitest';
import { openLearned } from '../../demo/tools/learned-beat.ts';
import { createKinematicActivation } from '../../src/beat/kinematic-activation.ts';
import { createTracker } from '../../src/beat/tracker.ts';
import type { Activation } from '../../src/beat/types.ts';
import { MOTION_RATE, type MotionFrame } from '../../src/motion/types.ts';

/** A body that bounces and steps at 120 a minute. */
function frame(k: number): MotionFrame {
  const time = k / 30;
  const velocity = Float32Array.from(
    { length: 34 },
    (_, i) => Math.sin(2 * Math.PI * 2 * time + i) + 0.3 * Math.sin(9 * i * time),
  );
  return {
    time,
    present: true,
    position: new Float32Array(34),
    velocity,
    visibility: new Float32Array(17).fill(1),
    energy: { leftArm: 1, rightArm: 1, leftLeg: 1, rightLeg: 1, trunk: 1, whole: 1 },
    camera: { x: 0, y: 0 },
    activity: 1,
  };
}

describe('beat stage, kinematic activation and tracker', () => {
  const activation = createKinematicActivation();
  const tracker = createTracker();
  const frames = Array.from({ length: 3000 }, (_, k) => frame(k));
  let k = 0;
  let offset = 0;
  bench('one motion frame', () => {
    const { time, ...more } = frames[k]!;
    tracker.step(activation.step({ ...more, time: time + offset }) as Activation);
    k = (k + 1) % frames.length;
    if (k === 0) offset += frames.length / 30;
  });
});

/** Written by models/training/export_reference_beat.py; not shipped. */
const REFERENCE = new URL('../../models/training/runs/reference-beat/reference-beat.onnx', import.meta.url);
const WINDOW_SECONDS = 5;
const WINDOW_SHAPE = [1, 300, 2, 17];

/** It hears a window of 5 s at once: the ratio of the two is the ratio for every second of video. */
async function sideBySide(): Promise<void> {
  runtime.env.wasm.numThreads = 1;
  const activation = await openLearned();
  const tracker = createTracker(activation.alignment);
  const frames = Array.from({ length: WINDOW_SECONDS * MOTION_RATE }, (_, k) => frame(k));
  let offset = 0;
  bench('learned activation and tracker, frame by frame', async () => {
    for (const { time, ...more } of frames) tracker.step(await activation.step({ ...more, time: time + offset }));
    offset += WINDOW_SECONDS;
  });

  const session = await runtime.InferenceSession.create(readFileSync(REFERENCE), { executionProviders: ['wasm'] });
  const size = WINDOW_SHAPE.reduce((a, b) => a * b);
  const values = Float32Array.from({ length: size }, (_, i) => 0.1 * Math.sin(i));
  const steps = new runtime.Tensor('float32', values, WINDOW_SHAPE);
  bench("the reference's network, one window, without its tracker", async () => void (await session.run({ steps })));
}

if (existsSync(REFERENCE)) describe('five seconds of video, beat networks on wasm, one thread', sideBySide);
else console.warn(`The reference's network is not timed: there is no ${REFERENCE.pathname}.`);
