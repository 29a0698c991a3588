import type { Beat } from '../beat/types.ts';
import type { BeatPosition, Seconds } from '../core/units.ts';

/**
 * Where the music is: beat position <-> stream time, from committed beats. A position's integer part is `Beat.index`.
 * Linear between two beats of a phrase; one beat long at the beat's own bpm after the last one and before a rest.
 */
export interface MusicalClock {
  /** Beats come in order; one that is already known, or older, is ignored. */
  add(beat: Beat): void;
  /** The committed beat with this index, while it is remembered. */
  beat(index: number): Beat | undefined;
  /**
   * Stream time of `fraction` beats (-1..1) after the beat `index`; null where no committed beat says when that is.
   * A little before the first beat of a phrase is that beat's tempo counted backwards, not the end of the phrase before.
   */
  timeOf(index: number, fraction: number): Seconds | null;
  /** Position at a time; null in silence: before the first beat, and more than a beat after the last. */
  positionAt(time: Seconds): BeatPosition | null;
  reset(): void;
}

/** Beats remembered: a bar being played, one coming and one cut short, with room. */
const MEMORY = 64;

const period = (beat: Beat): Seconds => 60 / beat.bpm;

export function createMusicalClock(): MusicalClock {
  let beats: Beat[] = [];

  const find = (index: number): Beat | undefined => {
    const last = beats.at(-1);
    return last && beats[beats.length - 1 - (last.index - index)];
  };

  /** How long the beat lasts: until the next one of its phrase, or as its bpm says. */
  const length = (beat: Beat): Seconds => {
    const next = find(beat.index + 1);
    return next && !next.first ? next.time - beat.time : period(beat);
  };

  return {
    add(beat) {
      const last = beats.at(-1);
      if (last && beat.index <= last.index) return;
      if (last && beat.index !== last.index + 1) beats = [];
      beats.push(beat);
      if (beats.length > MEMORY) beats.shift();
    },
    beat: find,
    timeOf(index, fraction) {
      const beat = find(index);
      if (beat && fraction >= 0) return beat.time + fraction * length(beat);
      if (beat?.first) return beat.time + fraction * period(beat);
      const before = find(index - 1);
      return before && fraction < 0 ? before.time + (1 + fraction) * length(before) : null;
    },
    positionAt(time) {
      const beat = beats.findLast((candidate) => candidate.time <= time);
      if (!beat) return null;
      const fraction = (time - beat.time) / length(beat);
      return fraction < 1 ? beat.index + fraction : null;
    },
    reset: () => {
      beats = [];
    },
  };
}
