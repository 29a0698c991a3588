import type { Random } from '../core/random.ts';
import type { Unit } from '../core/units.ts';
import type { BarRequest } from '../rhythm/types.ts';
import { type Lean, UPRIGHT, type Wanted } from './balance.ts';
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
  readonly wanted: Wanted;
  /** What comes again, if anything. */
  readonly held: PlayedBar | null;
}

/** What the drummer brings to a bar from those before. */
export interface Mind {
  /** What comes again where `controls.hold` asks for it. */
  readonly groove: Groove | null;
  readonly boredom: Unit;
  readonly lean: Lean;
  /** Voices that were muted and are missed, as a word. */
  readonly missed: number;
}

/** A drummer who begins. */
const FRESH: Mind = { groove: null, boredom: 0, lean: UPRIGHT, missed: 0 };

/** A groove that may be held: a whole bar, and the accents that it answered. */
export interface Groove {
  readonly rhythm: Float32Array;
  readonly played: PlayedBar;
}

/** Share of unaccented steps that sound, for a still dancer and added for the liveliest; and what the controls add. */
const BETWEEN = { least: 0.3, byEnergy: 0.25, byDensity: 0.3, byComplexity: 0.15 };
/** Density quantile likewise. */
const DENSITY = { least: 0.3, byEnergy: 0.5, byDensity: 0.35, byComplexity: 0 };

/**
 * What the dancer's energy turns the density control by, from -half to half: what the nets know of energy alone gives
 * way to the momentum of the bars before.
 */
const LIVELINESS = 1;
/** Hits a bar that suit a dancer, beside one for each accent; and their mean velocity. As the nets begin, before they hear themselves. */
const HITS = { least: 6, byEnergy: 12, byDensity: 12, byComplexity: 4 };
const VELOCITY = { least: 0.32, byEnergy: 0.6 };
/** A fill is busier than the bars around it. */
const FILL_MORE = 0.25;
/**
 * Sampling heat of hits at temperature 1. The net is calibrated at 1 on people's bars; hearing mostly himself, the drummer
 * then settles into copies of his own bars (`models/measure.ts` counts them).
 */
const HITS_HEAT = 1.1;
/** What is added to it for a drummer who only repeats himself: a dancer who hardly moves leaves him little to vary. */
const BORED_HEAT = 1.1;

/** Accents below it are not brought up to full strength. */
const FAINT: Unit = 0.3;

const unit = (value: number): Unit => Math.min(1, Math.max(0, value));

/**
 * The bar's accents as the nets know them: against the strongest of the bar, which is 1. How hard it is danced on the whole,
 * energy tells. Where even the strongest is weak, it doesn't become a full accent.
 */
function graded(rhythm: Float32Array): Float32Array {
  const top = Math.max(FAINT, ...rhythm);
  return rhythm.map((value) => (value > PRESENT ? Math.min(1, value / top) : 0));
}

/** The dancer's bar and the controls, put into the nets' terms. Pure but for `random`. */
export function planBar(
  request: BarRequest,
  controls: DrumControls,
  layout: Manifest['condition'],
  random: Random,
  { groove, boredom, lean, missed }: Mind = FRESH,
): BarPlan {
  const { bpm, sinceStart } = request;
  const { density, complexity, hold = false } = controls;
  const energy = unit(request.descriptors.energy);
  const held = hold && !controls.fill ? groove : null;
  const rhythm = held?.rhythm ?? graded(request.rhythm);
  const still = !rhythm.some((value) => value > PRESENT);
  const fill = !still && (controls.fill === true || (!hold && isFill(sinceStart, energy)));
  const turned = ({ least, byEnergy, byDensity, byComplexity }: typeof BETWEEN): Unit =>
    still
      ? 0
      : unit(least + byEnergy * energy + byDensity * density + byComplexity * complexity + (fill ? FILL_MORE : 0));
  const accents = rhythm.filter((value) => value > PRESENT).length;
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
      density: density + LIVELINESS * (energy - 0.5) + (held ? 0 : lean.density),
      complexity,
      fill,
      muted,
      missed,
      ...(held ? { held: wordsOf(held.played.hits) } : {}),
    }),
    noise: gumbelNoise(random, (HITS_HEAT + (held ? 0 : BORED_HEAT * boredom)) * controls.temperature),
    cutoff: CUTOFF * (1 + boredom),
    topP: controls.topP,
    quantile: drawQuantiles(random, controls.temperature, lean.velocity),
    fill,
    muted,
    wanted: {
      hits: Math.max(
        2,
        HITS.least + accents + HITS.byEnergy * energy + HITS.byDensity * density + HITS.byComplexity * complexity,
      ),
      velocity: VELOCITY.least + VELOCITY.byEnergy * energy,
    },
    held: held?.played ?? null,
  };
}
