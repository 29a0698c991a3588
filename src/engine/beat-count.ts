import type { Beat, BeatState } from '../beat/types.ts';

/** Counts beats and bars on where another finder of beats, which begins at 0, has taken over. */
export interface BeatCount {
  pass(state: BeatState): BeatState;
  takeOver(): void;
  reset(): void;
}

export function createBeatCount(): BeatCount {
  let beats = 0;
  let bars = 0;
  let last: Beat | null = null;

  const renumber = (beat: Beat): Beat => ({ ...beat, index: beat.index + beats, bar: beat.bar + bars });
  return {
    pass(state) {
      if (state.committed.length === 0) return state;
      const counted = beats === 0 ? state : { ...state, committed: state.committed.map(renumber) };
      last = counted.committed.at(-1)!;
      return counted;
    },
    takeOver: () => {
      if (last === null) return;
      beats = last.index + 1;
      bars = last.bar + 1;
    },
    reset: () => {
      beats = bars = 0;
      last = null;
    },
  };
}
