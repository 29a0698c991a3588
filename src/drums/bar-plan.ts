import type { Random } from '../core/random.ts';
import type { Unit } from '../core/units.ts';
import type { BarRequest } from '../rhythm/types.ts';
import { wordOf, wordsOf } from './columns.ts';
import { conditionVector } from './condition.ts';
import type { PlayedBar } from './groove-session.ts';
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
  readonly muted: number;
  /** What comes again, if anything. */
  readonly held: PlayedBar | null;
}

/** What the drummer brings to a bar from those before. */
export interface Mind {
  /** What comes again where `controls.hold` asks for it. */
  readonly groove: Groove | null;
  readonly boredom: Unit;
}

/** A groove that may be held: a whole bar, and the accents that it answered. */
export interface Groove {
  readonly rhythm: Float32Array;
  readonly played: PlayedBar;
}

/** Share of unaccented steps that sound, for a still dancer and added for the liveliest; and what the controls add. */
const BETWEEN = { least: 0.12, byEnergy: 0.28, byDensity: 0.3, byComplexity: 0.15 };
/** Density quantile likewise. */
const DENSITY = { least: 0.15, byEnergy: 0.6, byDensity: 0.35, byComplexity: 0 };

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
const HITS_HEAT = 1.4;
/** What is added to it for a drummer who only repeats himself: a dancer who hardly moves leaves him little to vary. */
const BORED_HEAT = 0.8;

const unit = (value: number): Unit => Math.min(1, Math.max(0, value));

/** The dancer's bar and the controls, put into the nets' terms. Pure but for `random`. */
export function planBar(
  request: BarRequest,
  controls: DrumControls,
  layout: Manifest['condition'],
  random: Random,
  { groove, boredom }: Mind = { groove: null, boredom: 0 },
): BarPlan {
  const { bpm, sinceStart } = request;
  const { density, complexity, hold = false } = controls;
  const energy = unit(request.descriptors.energy);
  const held = hold && !controls.fill ? groove : null;
  const rhythm = held?.rhythm ?? request.rhythm;
  const still = !rhythm.some((value) => value > PRESENT);
  const fill = !still && (controls.fill === true || (!hold && isFill(sinceStart, energy)));
  const turned = ({ least, byEnergy, byDensity, byComplexity }: typeof BETWEEN): Unit =>
    still
      ? 0
      : unit(least + byEnergy * energy + byDensity * density + byComplexity * complexity + (fill ? FILL_MORE : 0));
  const muted = wordOf(controls.muted);
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
    bias: columnBias({
      rhythm,
      density: density + LIVELINESS * (energy - 0.5),
      complexity,
      muted,
      ...(held ? { held: wordsOf(held.played.hits) } : {}),
    }),
    noise: gumbelNoise(random, (HITS_HEAT + (held ? 0 : BORED_HEAT * boredom)) * controls.temperature),
    cutoff: CUTOFF * (1 + boredom),
    topP: controls.topP,
    quantile: drawQuantiles(random, controls.temperature),
    fill,
    muted,
    held: held?.played ?? null,
  };
}
