import type { Unit } from '../core/units.ts';
import type { PlayedBar } from './groove-session.ts';

/** Hits a bar and their mean velocity that suit a dancer. */
export interface Wanted {
  readonly hits: number;
  readonly velocity: Unit;
}

/** How far the drummer is to be leant from what the nets would play by themselves. */
export interface Lean {
  /** Added to the density. */
  readonly density: number;
  /** Added to the velocities, in standard deviations of each stroke's own distribution. */
  readonly velocity: number;
}

export const UPRIGHT: Lean = { density: 0, velocity: 0 };

/** What is left of a deviation with every bar. */
const LEFT = 0.5;
/** Lean for a mean deviation of a hit too many, or of a velocity of 1 too loud. Too few is half as bad: sparse is a style. */
const BY_HIT = { many: 0.15, few: 0.03 };
const BY_VELOCITY = 6;
const FARTHEST: Lean = { density: 1, velocity: 1.5 };

/**
 * Keeps the nets from drifting. They hear their own bars as if a person had played them, so that busy and loud go on being busy
 * and loud when the dancer has long calmed down.
 */
export interface Balance {
  readonly lean: Lean;
  /** Takes in a bar that was played and what was wanted of it. A fill says nothing. */
  hear(played: PlayedBar, wanted: Wanted): void;
  reset(): void;
}

const bounded = (value: number, limit: number): number => Math.min(limit, Math.max(-limit, value));

export function createBalance(): Balance {
  let [many, loud] = [0, 0];
  return {
    get lean() {
      const byHit = many > 0 ? BY_HIT.many : BY_HIT.few;
      return {
        density: bounded(-byHit * many, FARTHEST.density),
        velocity: bounded(-BY_VELOCITY * loud, FARTHEST.velocity),
      };
    },
    hear({ hits, velocity }, wanted) {
      const count = hits.reduce((sum, hit) => sum + hit, 0);
      if (count === 0) return;
      const mean = velocity.reduce((sum, value) => sum + value, 0) / count;
      many = LEFT * many + (1 - LEFT) * (count - wanted.hits);
      loud = LEFT * loud + (1 - LEFT) * (mean - wanted.velocity);
    },
    reset() {
      many = loud = 0;
    },
  };
}
