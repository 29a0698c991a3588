import type { Beat } from '../beat/types.ts';
import type { Stage } from '../core/stage.ts';
import type { Seconds } from '../core/units.ts';
import { BEATS_PER_BAR, STEPS, STEPS_PER_BEAT } from '../core/voices.ts';
import type { Accent, StyleFrame } from '../style/types.ts';
import { createBarGrid } from './bar-grid.ts';
import { accentsOnGrid, closeBar } from './close-bar.ts';
import type { BarRequest, RhythmInput } from './types.ts';

/** Accents older than this are of no bar that can still be asked about: two bars at the slowest tempo (55 bpm). */
const MEMORY: Seconds = 9;
/** Beats kept: two bars back and the coming one. */
const BEATS = 3 * BEATS_PER_BAR;

/** The rhythm stage, and a look at the bar that is being danced. */
export interface Rhythm extends Stage<RhythmInput, BarRequest | null> {
  /** 16 accent strengths of the bar being danced, as far as it is danced; all 0 while no beats are known. For display. */
  accentsNow(): readonly number[];
}

/** The downbeat of the beat's bar, counted back in its tempo. */
function downbeatOf(beat: Beat): Beat {
  const { index, beatInBar, time, bpm } = beat;
  return { ...beat, index: index - beatInBar, time: time - (beatInBar * 60) / bpm, beatInBar: 0 };
}

/** The 16 steps danced before step `from` of a bar, each put on the step of the bar that it stands on. */
function turned(rhythm: Float32Array, from: number): Float32Array {
  return rhythm.map((_, step) => rhythm[(step - from + STEPS) % STEPS]!);
}

/**
 * Turns the bar just danced into the request for the next one. What closes a bar: its downbeat's commitment (`closeBar` says
 * how an unfinished bar is handled). The first beat after silence doesn't wait for a downbeat: the music comes in on it,
 * with the 16 steps before it. Rest forgets beats and accents: what comes after it is a new dance.
 */
export function createRhythm(): Rhythm {
  let accents: Accent[] = [];
  let beats: Beat[] = [];
  let since: Seconds | null = null;
  let now: Seconds = Number.NEGATIVE_INFINITY;
  let sinceStart = -1;

  const forget = (): void => {
    accents = [];
    beats = [];
    since = null;
  };
  const remember = (style: StyleFrame): void => {
    if (style.accents.length === 0) return;
    accents = accents.filter(({ time }) => time > style.time - MEMORY);
    accents.push(...style.accents);
  };
  const addBeat = (beat: Beat): void => {
    if (beat.first) {
      beats = [];
      sinceStart = -1;
    }
    beats = [...beats.slice(1 - BEATS), beat];
  };
  const request = (opening: Beat, { beat, style }: RhythmInput): BarRequest => {
    const times = beats.map(({ time }) => time);
    const grid = createBarGrid(times, times.length - 1, opening.bpm);
    const { rhythm, danced } = closeBar(grid, { accents, since: since ?? beat.time, settledUntil: style.settledUntil });
    const from = opening.beatInBar * STEPS_PER_BEAT;
    sinceStart++;
    return {
      bar: opening.bar,
      downbeat: downbeatOf(opening),
      from,
      start: opening.time,
      bpm: opening.bpm,
      decidedAt: beat.time,
      rhythm: turned(rhythm, from),
      danced,
      sinceStart,
      descriptors: style.descriptors,
    };
  };

  return {
    step(input) {
      const { beat, style } = input;
      if (beat.time < now || (beat.mode === 'rest' && beat.committed.length === 0)) forget();
      now = beat.time;
      if (beat.mode !== 'rest') since ??= now;
      remember(style);
      let answer: BarRequest | null = null;
      for (const committed of beat.committed) {
        addBeat(committed);
        if (committed.beatInBar === 0 || committed.first) answer = request(committed, input);
      }
      return answer;
    },
    accentsNow() {
      const origin = beats.findLastIndex(({ beatInBar, time }) => beatInBar === 0 && time <= now);
      if (origin < 0) return new Array<number>(STEPS).fill(0);
      const times = beats.map(({ time }) => time);
      return [...accentsOnGrid(accents, createBarGrid(times, origin, beats.at(-1)!.bpm), 0)];
    },
    reset() {
      forget();
      now = Number.NEGATIVE_INFINITY;
      sinceStart = -1;
    },
  };
}
