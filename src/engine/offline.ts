import type { Beat } from '../beat/types.ts';
import type { PoseFrame } from '../core/pose-frame.ts';
import type { Seconds } from '../core/units.ts';
import type { DrumBar } from '../drums/types.ts';
import type { Performer } from '../engine.ts';
import type { DrumEvent } from '../schedule/types.ts';

/** How often strokes are handed over: the music worker's tick in the page, and its stand-in here. */
export const TICK: Seconds = 0.01;

/** A whole performance, in the order in which things became final. */
export interface Take {
  readonly beats: readonly Beat[];
  readonly bars: readonly DrumBar[];
  readonly events: readonly DrumEvent[];
  readonly frames: number;
  readonly framesWithoutPerson: number;
  /** Time of the last frame. */
  readonly seconds: Seconds;
}

/**
 * Plays recorded poses through the performer on the recording's own clock, as fast as it can.
 * Between two frames the music ticks on as it does in the page, knowing only the frames before: so the result is causal
 * and doesn't depend on the machine.
 */
export async function performOffline(frames: readonly PoseFrame[], performer: Performer): Promise<Take> {
  const beats: Beat[] = [];
  const bars: DrumBar[] = [];
  const events: DrumEvent[] = [];
  let framesWithoutPerson = 0;
  const subscriptions = [
    performer.beat$.subscribe((beat) => beats.push(beat)),
    performer.bar$.subscribe((bar) => bars.push(bar)),
    performer.person$.subscribe(({ person }) => {
      framesWithoutPerson += person ? 0 : 1;
    }),
  ];
  let tick = frames[0]?.t ?? 0;
  for (const frame of frames) {
    for (; tick < frame.t; tick += TICK) events.push(...performer.advance(tick));
    performer.poses.next(frame);
    await performer.idle();
  }
  for (const subscription of subscriptions) subscription.unsubscribe();
  return { beats, bars, events, frames: frames.length, framesWithoutPerson, seconds: frames.at(-1)?.t ?? 0 };
}
