import type { Random } from '../core/random.ts';
import type { Unit } from '../core/units.ts';
import { STEPS, VOICE_COUNT } from '../core/voices.ts';
import { CELLS } from './columns.ts';

/**
 * How much of a stroke's deviation it shares with the strokes around it. People drift: a drummer who is late on one
 * stroke tends to be late on the next. The marginal distribution stays normal whatever the share.
 */
const SHARED = 0.5;
/** How much of the shared deviation survives a 16th. */
const PERSISTENCE = 0.8;

/** Standard normal distribution function; Abramowitz and Stegun 7.1.26, error below 1.5e-7. */
export function normalCdf(x: number): Unit {
  const t = 1 / (1 + (0.3275911 * Math.abs(x)) / Math.SQRT2);
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = series * Math.exp((-x * x) / 2);
  return x > 0 ? 1 - tail / 2 : tail / 2;
}

/**
 * The quantiles [16 x 9 x 2] (velocity, offset) that a bar's strokes take of their distributions: uniform one by one,
 * correlated along the bar. At temperature 0 all are medians; above 1 they lean to the extremes.
 * @param louder added to all velocities, in standard deviations
 */
export function drawQuantiles(random: Random, temperature: number, louder = 0): Float32Array {
  const drawn = new Float32Array(2 * CELLS);
  const drift = [random.normal(), random.normal()];
  const own = Math.sqrt(1 - SHARED * SHARED);
  const fresh = Math.sqrt(1 - PERSISTENCE * PERSISTENCE);
  for (let step = 0; step < STEPS; step++) {
    for (const kind of [0, 1]) drift[kind] = PERSISTENCE * drift[kind]! + fresh * random.normal();
    for (let i = step * VOICE_COUNT * 2; i < (step + 1) * VOICE_COUNT * 2; i++) {
      const z = temperature * (SHARED * drift[i % 2]! + own * random.normal());
      drawn[i] = normalCdf(i % 2 === 0 ? z + louder : z);
    }
  }
  return drawn;
}
