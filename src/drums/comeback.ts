import { VOICE_COUNT } from '../core/voices.ts';
import { wordOf } from './columns.ts';

/** A voice is back for good when it has sounded in so many bars: before, the nets remember a drummer without it. */
const BARS = 3;
/** What grooves are made of. Toms and crash come now and then, and come back by themselves. */
const REGULAR = wordOf(['kick', 'snare', 'closedHat', 'openHat', 'ride']);

/** Regular voices that may sound again and don't yet, because the nets go on as they played while these were muted. */
export interface Comeback {
  /** As a word. */
  readonly missed: number;
  /** Takes in a bar: what was muted in it, as a word, and what sounded. */
  hear(muted: number, words: readonly number[]): void;
  reset(): void;
}

export function createComeback(): Comeback {
  /** Bars that each voice is still to sound in. */
  const owed = new Uint8Array(VOICE_COUNT);
  return {
    get missed() {
      return owed.reduce((word, bars, voice) => (bars > 0 ? word | (1 << voice) : word), 0);
    },
    hear(muted, words) {
      const sounded = words.reduce((all, word) => all | word, 0);
      owed.forEach((bars, voice) => {
        const bit = 1 << voice;
        if (muted & bit & REGULAR) owed[voice] = BARS;
        else if (bars > 0 && sounded & bit) owed[voice] = bars - 1;
      });
    },
    reset: () => void owed.fill(0),
  };
}
