import type { Seconds, Unit } from '../../src/core/units.ts';
import { STEPS, VOICE_COUNT, VOICES } from '../../src/core/voices.ts';
import type { DrumBar } from '../../src/drums/types.ts';

/** What of a bar the measures look at. */
export type Written = Pick<DrumBar, 'hits' | 'velocity'>;

/** Bars this far apart are compared: nearer ones are alike for any reason, further ones are in another phrase. */
const REACH = 4;
/** A bar with so many tom strokes behind one with at most so few is a fill (as the nets were told in training). */
const FILL_TOMS = 3;
const CALM_TOMS = 1;
const TOMS = [VOICES.indexOf('lowTom'), VOICES.indexOf('highTom')] as const;

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Pearson's correlation. */
export function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)];
  const product = (x: readonly number[], mx: number, y: readonly number[], my: number): number =>
    x.reduce((sum, value, i) => sum + (value - mx) * (y[i]! - my), 0);
  return product(a, ma, b, mb) / Math.sqrt(product(a, ma, a, ma) * product(b, mb, b, mb));
}

export const hitCount = ({ hits }: Written): number => hits.reduce((sum, hit) => sum + hit, 0);
/** Mean velocity of its strokes; 0 for a silent bar. */
export const loudness = ({ velocity }: Written): Unit => mean([...velocity].filter((value) => value > 0));

/** Strokes that two bars share, of all that either has: 0..1. Two silent bars are alike. */
export function similarity(a: Written, b: Written): Unit {
  let [both, either] = [0, 0];
  for (let cell = 0; cell < STEPS * VOICE_COUNT; cell++) {
    both += a.hits[cell]! & b.hits[cell]!;
    either += a.hits[cell]! | b.hits[cell]!;
  }
  return either === 0 ? 1 : both / either;
}

const tomsIn = ({ hits }: Written): number =>
  hits.reduce((sum, hit, cell) => {
    const voice = cell % VOICE_COUNT;
    return sum + (hit && voice >= TOMS[0] && voice <= TOMS[1] ? 1 : 0);
  }, 0);

/** Where the toms break in. */
export function areFills(bars: readonly Written[]): boolean[] {
  const toms = bars.map(tomsIn);
  return toms.map((count, bar) => count >= FILL_TOMS && (toms[bar - 1] ?? 0) <= CALM_TOMS);
}

/** How alike bars are that answer the same, and bars of which one answers something else; as near to each other. */
export interface Coherence {
  readonly within: Unit;
  readonly across: Unit;
  readonly pairs: readonly [within: number, across: number];
}

/**
 * Pairs of bars at most four apart, fills left out.
 * @param answered what each bar answers (a phrase of the dance, say); null where that is nothing in particular
 */
export function coherence(bars: readonly Written[], answered: readonly (string | null)[]): Coherence {
  const fills = areFills(bars);
  const alike: [within: number[], across: number[]] = [[], []];
  const counts = (bar: number): boolean => answered[bar] !== null && !fills[bar];
  // Every distance weighs the same on both sides: neighbours are always more alike, and mostly of one phrase.
  const means: [number, number][] = [];
  for (let far = 1; far <= REACH; far++) {
    const here: [number[], number[]] = [[], []];
    for (let bar = far; bar < bars.length; bar++) {
      if (!counts(bar) || !counts(bar - far)) continue;
      here[answered[bar] === answered[bar - far] ? 0 : 1].push(similarity(bars[bar]!, bars[bar - far]!));
    }
    alike[0].push(...here[0]);
    alike[1].push(...here[1]);
    if (here[0].length > 0 && here[1].length > 0) means.push([mean(here[0]), mean(here[1])]);
  }
  return {
    within: mean(means.map(([within]) => within)),
    across: mean(means.map(([, across]) => across)),
    pairs: [alike[0].length, alike[1].length],
  };
}

/** Number of fills by the place in the phrase of eight bars. @param places bars since the music started, for every bar */
export function fillHistogram(bars: readonly Written[], places: readonly number[]): number[] {
  const found = new Array<number>(8).fill(0);
  for (const [bar, fill] of areFills(bars).entries()) if (fill) found[places[bar]! % 8]! += 1;
  return found;
}

/** The phrase that was danced in the whole of the time from `from` to `to`; null where it changed or nobody danced. */
export function phraseDuring(
  phrases: readonly { readonly time: Seconds; readonly letter: string }[],
  from: Seconds,
  to: Seconds,
): string | null {
  const at = (time: Seconds): string | undefined => phrases.findLast((phrase) => phrase.time <= time)?.letter;
  const middle = at((from + to) / 2);
  return middle !== undefined && at(from + 0.1) === middle && at(to - 0.1) === middle ? middle : null;
}
