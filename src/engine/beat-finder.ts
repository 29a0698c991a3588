import manifest from '../../models/beat.json';
import { createKinematicActivation } from '../beat/kinematic-activation.ts';
import { createLearnedActivation } from '../beat/learned-activation.ts';
import type { BeatRuntime } from '../beat/learned-net.ts';
import type { TempoWeights } from '../beat/tempo-scorer.ts';
import type { ActivationModel } from '../beat/types.ts';
import { type LoadModel, loadChecked } from '../drums/model-store.ts';

/** The values of the parameter `beatFinder`, by name. */
export const BEAT_FINDERS = ['kinematic', 'learned'] as const;

/** What the beat is found with. Rejects where the net's file can't be had or is not the one that the manifest names. */
export async function openBeatFinder(index: number, load: LoadModel, runtime: BeatRuntime): Promise<ActivationModel> {
  if (BEAT_FINDERS[index] !== 'learned') return createKinematicActivation();
  const [model, weights] = await Promise.all([loadChecked(load, manifest.model), loadChecked(load, manifest.tempo)]);
  const tempo: TempoWeights = JSON.parse(new TextDecoder().decode(weights));
  return createLearnedActivation({ model, tempo, runtime });
}
