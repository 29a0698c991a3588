import type { Seconds } from '../../core/units.ts';
import type { Sound } from '../../core/voices.ts';

/** How long a row stays lit: long enough for an eye to find it. */
const LIT: Seconds = 0.15;
/** A page that was hidden does not show what was struck longer than this before the last stroke. */
const KEPT: Seconds = 1;

interface Stroke {
  readonly sound: Sound;
  readonly at: Seconds;
  /** Known when it is first shown: a page that draws late shows it late, but shows it. */
  until: Seconds;
}

/** Which sounds have just been struck. Times on one clock; strokes come ahead of theirs. */
export interface StrikeLights {
  strike(sound: Sound, at: Seconds): void;
  lit(now: Seconds): ReadonlySet<Sound>;
}

export function createStrikeLights(): StrikeLights {
  let strokes: readonly Stroke[] = [];
  return {
    strike(sound, at) {
      const recent = strokes.filter((stroke) => stroke.at > at - KEPT);
      strokes = [...recent, { sound, at, until: Number.POSITIVE_INFINITY }];
    },
    lit(now) {
      strokes = strokes.filter(({ until }) => now < until);
      const shown = strokes.filter(({ at }) => at <= now);
      for (const stroke of shown) stroke.until = Math.min(stroke.until, now + LIT);
      return new Set(shown.map(({ sound }) => sound));
    },
  };
}
