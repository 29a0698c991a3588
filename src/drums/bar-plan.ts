import type { Random } from '../core/random.ts';
import type { Unit } from '../core/units.ts';
import type { BarRequest } from '../rhythm/types.ts';
import { conditionVector } from './condition.ts';
import type { HitsInput } from './hits-session.ts';
import { drawQuantiles } from './humanise.ts';
import type { Manifest } from './model-store.ts';
import { isFill } from './phrase.ts';
import { CUTOFF, columnBias, gumbelNoise, PRESENT } from './sampling.ts';
import type { DrumControls } from './types.ts';

/** Everything that both nets get for one bar, drawn before the first is run: a retry on another back end is the same bar. */
export interface BarPlan extends HitsInput {
  readonly quantile: Float32Array;
  readonly fill: boolean;
}

/** Share of unaccented steps that sound, for a still dancer and added for the liveliest; and what the control adds. */
const BETWEEN = { least: 0.12, byEnergy: 0.28, byControl: 0.3 };
/** Density quantile likewise. */
const DENSITY = { least: 0.15, byEnergy: 0.6, byControl: 0.35 };

/**
 * What the dancer's energy turns the density control by, from -half to half: what the nets know of energy alone gives
 * way to the momentum of the bars before.
 */
const LIVELINESS = 0.9;
/** A fill is busier than the bars around it. */
const FILL_MORE = 0.25;
/**
 * Sampling heat of hits at temperature 1. The net is calibrated at 1 on people's bars; hearing mostly himself, the drummer
 * then settles into copies of his own bars (`models/measure.ts` counts them).
 */
const HITS_HEAT = 1.3;

const unit = (value: number): Unit => Math.min(1, Math.max(0, value));

/** The dancer's bar and the controls, put into the nets' terms. Pure but for `random`. */
export function planBar(
  request: BarRequest,
  controls: DrumControls,
  layout: Manifest['condition'],
  random: Random,
): BarPlan {
  const { rhythm, bpm, sinceStart } = request;
  const energy = unit(request.descriptors.energy);
  const still = !rhythm.some((value) => value > PRESENT);
  const fill = !still && (controls.fill === true || isFill(sinceStart, energy));
  const turned = ({ least, byEnergy, byControl }: typeof BETWEEN): Unit =>
    still ? 0 : unit(least + byEnergy * energy + byControl * controls.density + (fill ? FILL_MORE : 0));
  const condition = conditionVector(layout, {
    style: controls.style,
    feel: 'straight',
    bpm,
    sinceStart,
    energy,
    density: turned(DENSITY),
    between: turned(BETWEEN),
    fill,
  });
  return {
    rhythm,
    condition,
    bias: columnBias(rhythm, controls.density + LIVELINESS * (energy - 0.5)),
    noise: gumbelNoise(random, HITS_HEAT * controls.temperature),
    cutoff: CUTOFF,
    quantile: drawQuantiles(random, controls.temperature),
    fill,
  };
}
