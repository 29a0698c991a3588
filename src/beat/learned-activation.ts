import type { Unit } from '../core/units.ts';
import type { MotionFrame } from '../motion/types.ts';
import { createCoast } from './coast.ts';
import { type BeatNet, type BeatRuntime, openBeatNet } from './learned-net.ts';
import { createStopWatch } from './stop-watch.ts';
import type { Activation, ActivationModel } from './types.ts';

/** How its peaks lie to the beat: it was trained to peak on the beat itself. See models/BEAT.md for what was measured. */
export const LEARNED_ALIGNMENT = { lag: 0, bias: 0 } as const;

/** Rest, as the net sees it: it stops below the one probability of dance and goes on above the other. */
const STOPS: Unit = 0.3;
const GOES_ON: Unit = 0.5;

export interface LearnedActivationOptions {
  /** The bytes of models/beat.onnx. */
  readonly model: Uint8Array;
  readonly runtime: BeatRuntime;
}

function sigmoid(logit: number): Unit {
  return 1 / (1 + Math.exp(-logit));
}

/**
 * Beat evidence from the trained net, one call a frame. It passes no sway on: with it the tracker did worse on
 * held-out drawn dances, salsa and footsteps (models/BEAT.md). @throws what the runtime throws if the net can't be opened.
 */
export async function createLearnedActivation({ model, runtime }: LearnedActivationOptions): Promise<ActivationModel> {
  return activationOf(await openBeatNet(runtime, model));
}

/** The net's answers as activations: nothing is evidence while the body rests. */
export function activationOf(net: BeatNet): ActivationModel {
  const stopWatch = createStopWatch();
  const coast = createCoast();
  let dancing = true;

  const watch = (frame: MotionFrame, dance: Unit): Unit => {
    dancing = dance > (dancing ? STOPS : GOES_ON);
    const activity = stopWatch.step(frame) * (dancing ? 1 : 0);
    coast.seen(activity);
    return activity;
  };

  return {
    alignment: LEARNED_ALIGNMENT,
    async step(frame): Promise<Activation> {
      const { time, present } = frame;
      const heads = await net.step(frame);
      const activity = present ? watch(frame, sigmoid(heads[2]!)) : coast.unseen();
      if (!present || activity === 0) return { time, beat: 0, downbeat: 0, activity };
      return { time, beat: sigmoid(heads[0]!), downbeat: sigmoid(heads[1]!), activity };
    },
    reset() {
      net.reset();
      stopWatch.reset();
      coast.reset();
      dancing = true;
    },
  };
}
