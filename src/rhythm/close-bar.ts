import type { Seconds, Unit } from '../core/units.ts';
import { STEPS, STEPS_PER_BEAT } from '../core/voices.ts';
import type { Accent } from '../style/types.ts';
import type { BarGrid } from './bar-grid.ts';

/** An accent on a beat counts a little more than one between: the body marks the beat with it. */
const MARKED_BEAT = 1.1;
/** What is carried over from the bar before was not danced in this one. */
const CARRIED = 0.8;
/** What an undanced beat is worth where nothing at all is known: the body moves in this tempo, so it marks its beats a little. */
const PRESUMED_BEAT: Unit = 0.3;

/** What is known of the dance when a bar is closed. */
export interface Danced {
  readonly accents: readonly Accent[];
  /** The body has been moving since then; before it there was no dance. */
  readonly since: Seconds;
  /** Accents are final up to here. */
  readonly settledUntil: Seconds;
}

/** The strongest accent on each of 16 steps from `first` on, each accent on its nearest step. */
export function accentsOnGrid(accents: readonly Accent[], grid: BarGrid, first: number): Float32Array {
  const strengths = new Float32Array(STEPS);
  for (const { time, strength } of accents) {
    const step = Math.round(grid.stepAt(time)) - first;
    if (step < 0 || step >= STEPS) continue;
    const weight = step % STEPS_PER_BEAT === 0 ? MARKED_BEAT : 1;
    strengths[step] = Math.max(strengths[step]!, Math.min(1, strength * weight));
  }
  return strengths;
}

/**
 * The bar of 16 steps that ends at the grid's origin.
 *
 * A bar is closed when the downbeat that ends it is committed, before that downbeat has happened: the writer needs the time.
 * So the last steps (about half a second: the lead of the commitment and the time that accents need to settle) are not danced yet.
 * They are taken from the same steps of the bar before, a little weaker; where there was no dance then, every beat counts a
 * little. An accent that is already certain there counts as danced. What is danced after the bar was closed isn't lost:
 * it is what the next bar's tail is carried over from. The bar is always the 16 steps that *end* at the downbeat, also when a
 * new anchor made it shorter than four beats or when the beats before it had to be extrapolated.
 */
export function closeBar(
  grid: BarGrid,
  { accents, since, settledUntil }: Danced,
): { rhythm: Float32Array; danced: number } {
  const rhythm = accentsOnGrid(accents, grid, -STEPS);
  const before = accentsOnGrid(accents, grid, -2 * STEPS);
  const danced = settledSteps(grid, settledUntil);
  for (let step = danced; step < STEPS; step++) {
    const known = grid.timeOf(step - 2 * STEPS - 0.5) >= since;
    const presumed = step % STEPS_PER_BEAT === 0 ? PRESUMED_BEAT : 0;
    rhythm[step] = Math.max(rhythm[step]!, known ? CARRIED * before[step]! : presumed);
  }
  return { rhythm, danced };
}

/** Steps of the bar for which no accent can appear any more. */
function settledSteps(grid: BarGrid, settledUntil: Seconds): number {
  const reached = Math.floor(grid.stepAt(settledUntil) + STEPS + 0.5);
  return Math.min(STEPS, Math.max(0, reached));
}
