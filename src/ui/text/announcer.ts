import type { BeatState } from '../../beat/types.ts';
import type { Seconds } from '../../core/units.ts';
import { formatTempo, MODE_WORDS } from './format.ts';

/** A screen reader needs about this long for one announcement; more often would talk over itself. */
const QUIET: Seconds = 2;
/** A tracked tempo wanders by a beat a minute or two; only a larger change is news. */
const TEMPO_NEWS = 3;

/** Turns 30 states a second into a few words now and then. */
export interface Announcer {
  /** What to say at `now`, or null for nothing. */
  step(now: Seconds, state: Pick<BeatState, 'mode' | 'bpm'>): string | null;
}

/** Speaks on a new mode or a plainly new tempo, at most every two seconds. */
export function createAnnouncer(): Announcer {
  let spokenAt = -Infinity;
  let mode = '';
  let bpm = 0;
  return {
    step(now, state) {
      const news = state.mode !== mode || (state.mode === 'locked' && Math.abs(state.bpm - bpm) >= TEMPO_NEWS);
      if (!news || now - spokenAt < QUIET) return null;
      spokenAt = now;
      mode = state.mode;
      bpm = state.bpm;
      const word = MODE_WORDS[state.mode];
      return state.mode === 'locked' ? `${word}, ${formatTempo(bpm, 'locked')} bpm` : word;
    },
  };
}
