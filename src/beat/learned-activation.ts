import type { Seconds, Unit } from '../core/units.ts';
import { MOTION_RATE, type MotionFrame } from '../motion/types.ts';
import { createCoast } from './coast.ts';
import { type BeatNet, type BeatRuntime, openBeatNet } from './learned-net.ts';
import { createMovement } from './movement.ts';
import { createPlainMovement } from './plain-movement.ts';
import { sigmoid } from './sigmoid.ts';
import { createStopWatch } from './stop-watch.ts';
import type { TempoWeights } from './tempo-scorer.ts';
import type { Activation, ActivationModel, Phasor } from './types.ts';

/**
 * It was trained on the beat itself, and says where it is: nothing to take out. What it tells of the phase is better evidence than its
 * pulses: see models/BEAT.md.
 */
export const LEARNED_ALIGNMENT = { lag: 0, bias: 0, tells: 'phase' } as const;

/**
 * Rest, as the net sees it: its probability of dance, smoothed by so much a frame (0.12 s), falls below the one and rises above
 * the other. Chosen on held-out dances: laxer bounds cost beats at rest there, stricter ones dances that it hasn't seen the like of.
 */
const SMOOTHING = 0.25;
const STOPS: Unit = 0.25;
const GOES_ON: Unit = 0.4;
/**
 * Below this, dance and rest are both likely: a stop is heard 0.1 to 0.3 s before it is certain. A body that has overruled the net is
 * taken at its word.
 */
const DOUBTFUL: Unit = 0.5;
/**
 * ... but it hasn't seen everybody: whoever goes on moving plainly for so long while it says rest is dancing. Where it is certain, time counts
 * for less.
 */
const OVERRULED_AFTER: Seconds = 2.5;
const CERTAIN = 0.5;

export interface LearnedActivationOptions {
  /** The bytes of models/beat.onnx. */
  readonly model: Uint8Array;
  /** What models/beat-tempo.json holds. */
  readonly tempo: TempoWeights;
  readonly runtime: BeatRuntime;
}

/**
 * Beat evidence from the trained net, one call a frame. It passes no sway on: with it the tracker did worse on
 * held-out drawn dances, salsa and footsteps (models/BEAT.md). @throws what the runtime throws if the net can't be opened.
 */
export async function createLearnedActivation(options: LearnedActivationOptions): Promise<ActivationModel> {
  return activationOf(await openBeatNet(options.runtime, options.model), options.tempo);
}

/** The net's answers as activations: nothing is evidence while the body rests. */
export function activationOf(net: BeatNet, tempo?: TempoWeights): ActivationModel {
  const movement = createMovement();
  const stopWatch = createStopWatch();
  const plainMovement = createPlainMovement();
  const coast = createCoast();
  let dancing = true;
  let likely: Unit = 1;
  let doubtedFor: Seconds = 0;

  const watch = (frame: MotionFrame, dance: Unit): Unit => {
    likely += SMOOTHING * (dance - likely);
    dancing = likely > (dancing ? STOPS : GOES_ON);
    const doubt = Math.max(CERTAIN, likely / STOPS) / MOTION_RATE;
    const active = stopWatch.step(frame);
    const moves = plainMovement.step(frame, stopWatch.speed);
    doubtedFor = moves && !dancing ? doubtedFor + doubt : 0;
    const rests = !dancing && doubtedFor < OVERRULED_AFTER;
    const activity = rests ? 0 : active;
    coast.seen(activity);
    return activity;
  };

  return {
    alignment: { ...LEARNED_ALIGNMENT, ...(tempo && { tempo }) },
    async step(frame): Promise<Activation> {
      const { time, present } = frame;
      const heads = await net.step(frame);
      const moved = movement.step(frame);
      const activity = present ? watch(frame, sigmoid(heads[2]!)) : coast.unseen();
      if (!present || activity === 0) return { time, beat: 0, downbeat: 0, activity };
      const phasor = [...heads.subarray(3)] as unknown as Phasor;
      return {
        time,
        beat: sigmoid(heads[0]!),
        downbeat: sigmoid(heads[1]!),
        activity,
        phasor,
        movement: moved,
        doubtful: dancing && likely < DOUBTFUL,
      };
    },
    reset() {
      net.reset();
      movement.reset();
      stopWatch.reset();
      plainMovement.reset();
      coast.reset();
      dancing = true;
      likely = 1;
      doubtedFor = 0;
    },
  };
}
