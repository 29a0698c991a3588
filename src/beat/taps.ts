import type { Seconds } from '../core/units.ts';
import type { ToldTempo } from './belief.ts';
import { MAX_BPM, MIN_BPM } from './tempo-grid.ts';

/** A pause longer than this begins a new count. */
const NEW_COUNT: Seconds = 2.5;
/** Taps that are remembered: two bars. */
const MOST = 8;
/** A tap this far (in periods) from where the others put it begins a new count. */
const TOLERANCE = 0.3;

/** How far off taps are (standard deviation); the tempo of a count is told to so many of what follows from that, but no more exactly than this. */
const TAP_ERROR: Seconds = 0.025;
const DEVIATIONS = 2.5;
const EXACT = 0.04;

/** Tempo and a beat's time, as tapped. */
export interface TappedBeat extends ToldTempo {
  readonly time: Seconds;
}

/** Turns taps into tempo and phase by least squares over a steady count. */
export class Taps {
  private times: Seconds[] = [];

  /** @returns what the count says so far, or null before the second tap and outside the tempo range. */
  tap(time: Seconds): TappedBeat | null {
    if (!this.fits(time)) this.times = [];
    this.times.push(time);
    if (this.times.length > MOST) this.times.shift();
    return this.line();
  }

  private fits(time: Seconds): boolean {
    const last = this.times.at(-1);
    if (last === undefined) return true;
    const gap = time - last;
    if (gap <= 0 || gap > NEW_COUNT) return false;
    const before = this.line();
    return before === null || Math.abs(gap * before.frequency - 1) < TOLERANCE;
  }

  private line(): TappedBeat | null {
    const n = this.times.length;
    if (n < 2) return null;
    const middle = (n - 1) / 2;
    const mean = this.times.reduce((a, b) => a + b, 0) / n;
    const spread = (n * (n * n - 1)) / 12;
    const period = this.times.reduce((sum, t, i) => sum + (i - middle) * (t - mean), 0) / spread;
    const bpm = 60 / period;
    if (!(bpm >= MIN_BPM && bpm <= MAX_BPM)) return null;
    const within = Math.max(EXACT, (DEVIATIONS * TAP_ERROR) / (Math.sqrt(spread) * period));
    return { frequency: 1 / period, time: mean + (n - 1 - middle) * period, within };
  }

  reset(): void {
    this.times = [];
  }
}
