import { median } from '../../core/robust-line.ts';
import type { Seconds } from '../../core/units.ts';

/** Where an answer to a cause is looked for, and how far apart answers of the same lag may lie. */
export interface LagSearch {
  readonly earliest: Seconds;
  readonly latest: Seconds;
  /** Half the width of the stretch that most answers must fall into. */
  readonly width: Seconds;
}

/** How much later than its cause something happened, and how sure that is. */
export interface Lag {
  readonly lag: Seconds;
  /** Robust standard deviation of one answer. */
  readonly spread: Seconds;
  /** Standard error of `lag`. */
  readonly error: Seconds;
  readonly pairs: number;
  /** Causes that nothing answered, or whose answer stood too far from the others'. */
  readonly rejected: number;
  /** Enough pairs, close enough together, and no fewer answered than not. */
  readonly confident: boolean;
}

const LEAST_PAIRS = 5;
const WORST_ERROR: Seconds = 0.015;
const MAD_TO_DEVIATION = 1.4826;
/** A median of Gaussian values scatters by so much more than their mean. */
const MEDIAN_TO_MEAN = 1.2533;
/** The middle of the densest stretch: the value with the most others within `width` of it, and of those the median. */
function densest(values: readonly Seconds[], width: Seconds): Seconds {
  const around = (value: Seconds): Seconds[] => values.filter((other) => Math.abs(other - value) <= width);
  const best = values.reduce<Seconds[]>((most, value) => {
    const near = around(value);
    return near.length > most.length ? near : most;
  }, []);
  return median(best);
}

/**
 * The constant lag between causes and answers, where some causes go unanswered and some answers have no cause: the lag that
 * most pairs share (the peak of the cross-correlogram), then median and median absolute deviation of the pairs near it
 * (Leys et al., J. Exp. Soc. Psychol. 49, 2013).
 * @returns null where there is no pair at all
 */
export function estimateLag(
  causes: readonly Seconds[],
  answers: readonly Seconds[],
  { earliest, latest, width }: LagSearch,
): Lag | null {
  const candidates = causes.map((cause) =>
    answers.map((answer) => answer - cause).filter((lag) => lag >= earliest && lag <= latest),
  );
  const all = candidates.flat();
  if (all.length === 0) return null;
  const peak = densest(all, width);
  const nearest = candidates
    .filter((lags) => lags.length > 0)
    .map((lags) => lags.reduce((best, lag) => (Math.abs(lag - peak) < Math.abs(best - peak) ? lag : best)))
    .filter((lag) => Math.abs(lag - peak) <= 2 * width);
  const lag = median(nearest);
  const spread = MAD_TO_DEVIATION * median(nearest.map((value) => Math.abs(value - lag)));
  const error = (MEDIAN_TO_MEAN * spread) / Math.sqrt(nearest.length);
  const pairs = nearest.length;
  const rejected = causes.length - pairs;
  const confident = pairs >= LEAST_PAIRS && error <= WORST_ERROR && pairs >= rejected;
  return { lag, spread, error, pairs, rejected, confident };
}
