import { UserError } from '../core/errors.ts';
import type { Unit } from '../core/units.ts';
import { STEPS, VOICE_COUNT } from '../core/voices.ts';
import { CELLS } from './columns.ts';
import type { Net } from './runtime.ts';

/** A bar as it is played; [16 x 9] each, see `DrumBar`. */
export interface PlayedBar {
  readonly hits: Uint8Array;
  readonly velocity: Float32Array;
  readonly offset: Float32Array;
}

/** The softest stroke that is still one: below it a synth is silent. */
const SOFTEST: Unit = 0.04;
/** Later or earlier than this a stroke would be heard as belonging to the neighbouring 16th. */
const FARTHEST = 0.45;

/** [16 x 27]: hits, velocity and offset of the bar before, as the net wants them. */
export function playedBefore(bar: PlayedBar | null): Float32Array {
  const before = new Float32Array(3 * CELLS);
  if (!bar) return before;
  for (let cell = 0; cell < CELLS; cell++) {
    if (!bar.hits[cell]) continue;
    const at = Math.floor(cell / VOICE_COUNT) * 3 * VOICE_COUNT + (cell % VOICE_COUNT);
    before[at] = 1;
    before[at + VOICE_COUNT] = bar.velocity[cell]!;
    before[at + 2 * VOICE_COUNT] = bar.offset[cell]!;
  }
  return before;
}

/** Both arrays 0 where nothing is hit, and inside what can be played and heard where something is. */
export function playable(hits: Uint8Array, velocity: Float32Array, offset: Float32Array): PlayedBar {
  const within = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value));
  return {
    hits,
    velocity: velocity.map((value, cell) => (hits[cell] ? within(SOFTEST, value, 1) : 0)),
    offset: offset.map((value, cell) => (hits[cell] ? within(-FARTHEST, value, FARTHEST) : 0)),
  };
}

/**
 * Plays the hits: one call of the groove net.
 * @param quantile [16 x 9 x 2] which quantile of the net's velocity and offset distributions each cell takes.
 * @throws UserError if the net gave numbers that are none.
 */
export async function playHits(
  net: Net,
  hits: Uint8Array,
  before: PlayedBar | null,
  condition: Float32Array,
  quantile: Float32Array,
): Promise<PlayedBar> {
  const inputs = { hits: Float32Array.from(hits), before: playedBefore(before), condition, quantile };
  const { velocity, offset } = await net.run(inputs);
  if (!velocity?.every(Number.isFinite) || !offset?.every(Number.isFinite) || velocity.length !== STEPS * VOICE_COUNT) {
    const what = 'The groove net gave numbers that are no velocities.';
    throw new UserError('groove-broken', what, 'Another back end or the fallback goes on playing.');
  }
  return playable(hits, velocity, offset);
}
