import type { Beat } from '../beat/types.ts';
import type { Bpm, Seconds } from '../core/units.ts';
import { BEATS_PER_BAR, STEPS_PER_BEAT } from '../core/voices.ts';

/** A beat counts as gone when the next is this many beat lengths overdue: the music rests. */
const GONE_AFTER = 1.5;
/** Beats are committed half a second ahead; at 215 bpm that is two. Eight leaves room for any lead. */
const KEPT = 8;

/**
 * Where the music is between committed beats, for lights and markers.
 * Beats come ahead of their time; the clock says which one it is now.
 */
export interface BeatClock {
  push(beat: Beat): void;
  /** 0..3 of the beat that holds at `now`, or -1 in silence. */
  beatInBar(now: Seconds): number;
  /** 0..15, the 16th that holds at `now`, or -1 in silence. */
  step(now: Seconds): number;
}

const beatLength = (bpm: Bpm): Seconds => 60 / bpm;

export function createBeatClock(): BeatClock {
  const beats: Beat[] = [];

  const current = (now: Seconds): Beat | undefined => {
    for (let index = beats.length - 1; index >= 0; index--) {
      const beat = beats[index]!;
      if (beat.time > now) continue;
      return now - beat.time > beatLength(beat.bpm) * GONE_AFTER ? undefined : beat;
    }
    return undefined;
  };

  return {
    push(beat) {
      beats.push(beat);
      if (beats.length > KEPT) beats.shift();
    },
    beatInBar: (now) => current(now)?.beatInBar ?? -1,
    step(now) {
      const beat = current(now);
      if (!beat) return -1;
      const within = Math.min(0.999, (now - beat.time) / beatLength(beat.bpm));
      return (beat.beatInBar % BEATS_PER_BAR) * STEPS_PER_BEAT + Math.floor(within * STEPS_PER_BEAT);
    },
  };
}
