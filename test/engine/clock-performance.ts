import { createKinematicActivation } from '../../src/beat/kinematic-activation.ts';
import type { Beat } from '../../src/beat/types.ts';
import type { ClockMessage } from '../../src/control/types.ts';
import { createLatencyBook } from '../../src/core/latency-meter.ts';
import type { PoseFrame } from '../../src/core/pose-frame.ts';
import type { Seconds } from '../../src/core/units.ts';
import { USUAL_CONTROLS } from '../../src/drums/controls.ts';
import type { DrumBar } from '../../src/drums/types.ts';
import { createDrumWriter } from '../../src/drums/writer.ts';
import { createPerformer, type Performer } from '../../src/engine.ts';
import type { DrumEvent } from '../../src/schedule/types.ts';

/** The music half without nets: the drummer plays by rule. */
export async function createRulePerformer(seed = 3): Promise<Performer> {
  const drums = await createDrumWriter({
    loadModel: () => Promise.reject(new Error('no nets in this test')),
    runtime: {} as never,
    seed,
    now: () => 0,
  });
  return createPerformer({
    activation: createKinematicActivation(),
    drums,
    controls: () => USUAL_CONTROLS,
    smoothing: () => 0.5,
    book: createLatencyBook(() => 0),
  });
}

export interface Heard {
  readonly beats: readonly Beat[];
  readonly bars: readonly DrumBar[];
  readonly strokes: readonly DrumEvent[];
}

/** Plays the frames; the clock's messages come when their time has come, `at` is called before every frame. */
export async function performToClock(
  performer: Performer,
  frames: readonly PoseFrame[],
  messages: readonly ClockMessage[],
  at: (time: Seconds) => void = () => {},
): Promise<Heard> {
  const beats: Beat[] = [];
  const bars: DrumBar[] = [];
  const strokes: DrumEvent[] = [];
  performer.beat$.subscribe((beat) => beats.push(beat));
  performer.bar$.subscribe((bar) => bars.push(bar));
  let next = 0;
  for (const frame of frames) {
    for (; next < messages.length && messages[next]!.time <= frame.t; next++) performer.clock.take(messages[next]!);
    at(frame.t);
    strokes.push(...performer.advance(frame.t));
    performer.poses.next(frame);
    await performer.idle();
  }
  return { beats, bars, strokes };
}
