import { UserError } from '../../core/errors.ts';
import type { Bpm, Seconds, Unit } from '../../core/units.ts';
import { BEATS_PER_BAR, STEPS, STEPS_PER_BEAT } from '../../core/voices.ts';
import { ease } from './stillness.ts';

/** The body thrown from hit to hit. */
export interface Thrown {
  /** -1..1: where between its two poses the body is; every hit moves it by its strength. */
  readonly swing: number;
  /** 0..1: how much of the last hit's impact is left. */
  readonly impact: Unit;
}

/** Sharp moves that stop dead on the accented 16ths of every bar, as far as the accent is strong. */
export interface Hits {
  at(beat: number, bpm: Bpm): Thrown;
}

/** A hit takes this long from rest to rest: as fast as a strong arm gets across its reach. */
const THROW: Seconds = 0.13;
/** The stop comes this much before the beat, as it does in real dance. */
const LEAD: Seconds = 0.02;
/** The impact in the knees dies away with this time constant. */
const DECAY: Seconds = 0.12;
/** Below this an accent is no movement. */
const FAINTEST = 0.05;

interface Hit {
  readonly beat: number;
  readonly strength: Unit;
}

function hitsOf(pattern: readonly Unit[]): readonly Hit[] {
  return pattern.flatMap((strength, step) => (strength >= FAINTEST ? [{ beat: step / STEPS_PER_BEAT, strength }] : []));
}

/** Every hit goes towards the far side, by its strength exactly. */
const next = (swing: number, strength: Unit): number => swing + (swing > 0 ? -strength : strength);

/** @param pattern 16 strengths, 0..1, the same for every bar. */
export function createHits(pattern: readonly Unit[]): Hits {
  const hits = hitsOf(pattern);
  /** Where the body is at the start of bar k - 1 (dances are led into); grown as bars are asked for, the same whoever asks. */
  const starts: number[] = [-0.5];
  const startOf = (bar: number): number => {
    for (let k = starts.length; k <= bar + 1; k++) {
      starts.push(hits.reduce((swing, { strength }) => next(swing, strength), starts[k - 1]!));
    }
    return starts[Math.max(0, bar + 1)]!;
  };
  /** The swing before hit `i` of a bar. */
  const before = (bar: number, i: number): number =>
    hits.slice(0, i).reduce((swing, { strength }) => next(swing, strength), startOf(bar));

  const at = (beat: number, bpm: Bpm): Thrown => {
    if (hits.length === 0) return { swing: 0, impact: 0 };
    const perBeat = 60 / bpm;
    const now = beat + LEAD / perBeat;
    const bar = Math.floor(now / BEATS_PER_BAR);
    const within = now - bar * BEATS_PER_BAR;
    const ahead = hits.findIndex((hit) => hit.beat >= within);
    const last = hits.at(ahead < 0 ? -1 : ahead - 1)!;
    const coming = hits[ahead] ?? hits[0]!;
    const gapBack = within - last.beat + (ahead === 0 ? BEATS_PER_BAR : 0);
    const gapAhead = coming.beat - within + (ahead < 0 ? BEATS_PER_BAR : 0);
    const travel = Math.min(THROW, (gapBack + gapAhead) * perBeat);
    const from = before(bar, ahead < 0 ? hits.length : ahead);
    const progress = ease(1 - (gapAhead * perBeat) / travel);
    return {
      swing: from + (next(from, coming.strength) - from) * progress,
      impact: Math.max(coming.strength * progress, last.strength * Math.exp((-gapBack * perBeat) / DECAY)),
    };
  };
  return { at };
}

/** @throws UserError unless there are 16 strengths in 0..1. */
export function checkPattern(pattern: readonly number[]): void {
  if (pattern.length === STEPS && pattern.every((strength) => strength >= 0 && strength <= 1)) return;
  throw new UserError('accents', `Accents [${pattern.join(', ')}].`, `Give ${STEPS} strengths from 0 to 1.`);
}
