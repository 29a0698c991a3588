import * as runtime from 'onnxruntime-web/wasm';
import { bench } from 'vitest';
import { quantile } from '../../demo/tools/beat-measures.ts';
import { openLearned } from '../../demo/tools/learned-beat.ts';
import { createTracker } from '../../src/beat/tracker.ts';
import type { BeatState } from '../../src/beat/types.ts';
import type { Milliseconds } from '../../src/core/units.ts';
import { createMotion } from '../../src/motion/motion.ts';
import { createRhythm } from '../../src/rhythm/rhythm.ts';
import { createStyle } from '../../src/style/style.ts';
import { film, PATTERN_A } from '../motion/dance.ts';

const frames = film({ seed: 1, tempo: [{ at: 0, bpm: 110 }], accents: PATTERN_A }, { seconds: 20, jitter: 2 });
const motion = createMotion();
const style = createStyle();
const rhythm = createRhythm();
const locked = { mode: 'locked', bpm: 110, phase: 0, confidence: 1 } as const;
let next = 0;

/** One frame of 30 a second: it must stay well under half a millisecond. Time jumps back every 20 s. */
bench('motion, style and rhythm, one frame', () => {
  for (const moved of motion.step(frames[next++ % frames.length]!)) {
    const time = moved.time;
    const number = Math.floor(time / 0.5);
    const isBeat = number !== Math.floor((time - 1 / 30) / 0.5);
    const beat = {
      time: number * 0.5 + 0.4,
      emittedAt: time,
      bpm: 120,
      confidence: 1,
      index: number,
      bar: number >> 2,
    };
    const committed = isBeat ? [{ ...beat, beatInBar: (number % 4) as 0 | 1 | 2 | 3, first: number === 0 }] : [];
    const state: BeatState = { time, ...locked, committed };
    rhythm.step({ beat: state, style: style.step(moved) });
    rhythm.accentsNow();
  }
});

runtime.env.wasm.numThreads = 1;
const activation = await openLearned();
const whole = { motion: createMotion(), style: createStyle(), tracker: createTracker(activation.alignment) };
let film20 = 0;
let at = 0;

const took: Milliseconds[] = [];
/** The table below has no p50 and p95, by which the budget goes. */
const printed = (): void => {
  const [half, most] = [0.5, 0.95].map((q) => quantile(took, q).toFixed(2));
  console.log(`the whole chain, ${took.length} frames: p50 ${half} ms, p95 ${most} ms`);
  took.length = 0;
};
const LONG = { time: 6000, warmupTime: 3000, teardown: printed };

/** All of the body's way to a beat behind the pose model, with the trained finder: 1 ms, and 2.5 ms for 19 frames in 20, are the budget. */
bench(
  'motion, learned activation, tracker and style, one frame',
  async () => {
    const frame = frames[at]!;
    const began = performance.now();
    for (const moved of whole.motion.step({ ...frame, time: frame.time + film20 })) {
      whole.tracker.step(await activation.step(moved));
      whole.style.step(moved);
    }
    took.push(performance.now() - began);
    at = (at + 1) % frames.length;
    if (at === 0) film20 += 20;
  },
  LONG,
);
