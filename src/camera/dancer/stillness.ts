import { UserError } from '../../core/errors.ts';
import type { Seconds, Unit } from '../../core/units.ts';

/** A time without dance. */
export interface Rest {
  readonly from: Seconds;
  readonly to: Seconds;
}

/** Rests that come again for ever: dance for `dance` seconds, rest for `rest` seconds, and so on. */
export interface RestCycle {
  readonly dance: Seconds;
  readonly rest: Seconds;
}

/** A stretch of dance between two rests, which begins with a downbeat at `from`. */
export interface Dance extends Rest {
  /** Counts from 0. */
  readonly index: number;
  /** When the rest after it ends. */
  readonly until: Seconds;
}

export interface Stillness {
  /** The dance that `time` lies in, or whose rest `time` lies in. */
  danceAt(time: Seconds): Dance;
  /** 0 while dancing .. 1 at rest, eased in and out. */
  weightAt(time: Seconds): Unit;
}

/** A dancer who stops takes about this long to come to rest. */
const SETTLE: Seconds = 0.3;
/** ... and this long to be back in full swing. */
const WAKE: Seconds = 0.4;

/** Minimum-jerk easing (Flash & Hogan 1985): how limbs really travel from rest to rest. `u` outside 0..1 is held. */
export function ease(u: number): Unit {
  const x = Math.min(1, Math.max(0, u));
  return x * x * x * (10 - 15 * x + 6 * x * x);
}

function listed(rests: readonly Rest[]): (time: Seconds) => Dance {
  const dances = [0, ...rests.map((rest) => rest.to)].map((from, index) => ({
    index,
    from,
    to: rests[index]?.from ?? Number.POSITIVE_INFINITY,
    until: rests[index]?.to ?? Number.POSITIVE_INFINITY,
  }));
  return (time) => dances.findLast((dance) => dance.from <= time) ?? dances[0]!;
}

function cyclic({ dance, rest }: RestCycle): (time: Seconds) => Dance {
  return (time) => {
    const index = Math.max(0, Math.floor(time / (dance + rest)));
    const from = index * (dance + rest);
    return { index, from, to: from + dance, until: from + dance + rest };
  };
}

function check(rests: readonly Rest[]): void {
  let last = 0;
  for (const { from, to } of rests) {
    if (!(from >= last && to > from)) {
      throw new UserError('rest-order', `A rest from ${from} to ${to} s.`, 'Give rests in order, without overlap.');
    }
    last = to;
  }
}

/** @throws UserError for rests that overlap or run backwards. */
export function createStillness(rests: readonly Rest[] | RestCycle): Stillness {
  const isList = 'length' in rests;
  if (isList) check(rests);
  const danceAt = isList ? listed(rests) : cyclic(rests);
  const weightAt = (time: Seconds): Unit => {
    const { index, from, to } = danceAt(time);
    const waking = index === 0 && from === 0 ? 0 : 1 - ease((time - from) / WAKE);
    return Math.max(ease((time - to) / SETTLE), waking);
  };
  return { danceAt, weightAt };
}
