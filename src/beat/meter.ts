import type { Seconds, Unit } from '../core/units.ts';
import { BEATS_PER_BAR } from '../core/voices.ts';

/** A beat's accent counts this much less at every beat after it: about eight bars of memory. */
const FADE = 0.97;
/** How far (in mean accents of a bar's beat) another beat must stand out for the bar to be counted from it. */
const MOVE_MARGIN = 0.35;
/** Beats of listening before the count may move at all. */
const LISTEN = 24;
/** Accent credit of the beat at which movement began. */
const START_CREDIT = 2;
/** After the performer's word nothing moves the count for this many beats: 16 bars. */
const ANCHOR_HOLD = 16 * BEATS_PER_BAR;

/** Place of a beat in its bar, and the bar's number. */
export interface Place {
  readonly beatInBar: 0 | 1 | 2 | 3;
  readonly bar: number;
}

function modulo(n: number): number {
  return ((n % BEATS_PER_BAR) + BEATS_PER_BAR) % BEATS_PER_BAR;
}

/**
 * Counts bars of four. The downbeat is the beat where movement began, until the accents of eight bars plainly say
 * otherwise or the performer does; it moves only where a bar would begin.
 */
export class Meter {
  /** Leaky accents of the beats with the same ordinal modulo 4. */
  private readonly accents = new Float64Array(BEATS_PER_BAR);
  private readonly heard: Array<{ readonly time: Seconds; readonly ordinal: number; accent: Unit }> = [];
  private ordinal = 0;
  /** Ordinal class that is counted as one. */
  private one = 0;
  private bar = -1;
  private listened = 0;
  private hold = 0;
  private anchored: number | null = null;

  /** A phrase begins: movement started `beatsBefore` beats before the beat that is placed next. */
  begin(beatsBefore: number): void {
    this.accents.fill(0);
    this.heard.length = 0;
    this.listened = 0;
    this.hold = 0;
    this.one = modulo(this.ordinal - Math.round(beatsBefore));
    this.accents[this.one] = START_CREDIT;
    this.bar += modulo(this.ordinal - this.one) === 0 ? 0 : 1;
  }

  /** Downbeat evidence of a frame: the strongest within a third of a beat belongs to that beat. */
  hear(time: Seconds, downbeat: Unit, period: Seconds): void {
    for (const beat of this.heard)
      if (Math.abs(time - beat.time) < period / 3) beat.accent = Math.max(beat.accent, downbeat);
    while (this.heard[0] !== undefined && time - this.heard[0].time >= period / 3) this.settle(this.heard.shift()!);
  }

  private settle(beat: { readonly ordinal: number; readonly accent: Unit }): void {
    for (let c = 0; c < BEATS_PER_BAR; c++) this.accents[c]! *= FADE;
    this.accents[modulo(beat.ordinal)]! += beat.accent;
    this.listened++;
  }

  /** Whether the next beat to be placed opens a bar, as far as is known. */
  get opens(): boolean {
    return modulo(this.ordinal - (this.anchored ?? this.one)) === 0;
  }

  /** Places the next committed beat. */
  place(time: Seconds): Place {
    const ordinal = this.ordinal++;
    this.heard.push({ time, ordinal, accent: 0 });
    if (this.hold > 0) this.hold--;
    if (this.anchored !== null) {
      this.one = modulo(this.anchored);
      this.anchored = null;
    } else if (modulo(ordinal - this.one) === 0) this.reconsider();
    const beatInBar = modulo(ordinal - this.one) as 0 | 1 | 2 | 3;
    if (beatInBar === 0 || this.bar < 0) this.bar++;
    return { beatInBar, bar: this.bar };
  }

  /** At a bar's beginning: should the bar be counted from another beat? */
  private reconsider(): void {
    if (this.hold > 0 || this.listened < LISTEN) return;
    const sum = this.accents.reduce((a, b) => a + b, 0);
    const best = this.accents.indexOf(Math.max(...this.accents));
    const lead = this.accents[best]! - this.accents[this.one]!;
    if (lead <= (MOVE_MARGIN * sum) / BEATS_PER_BAR) return;
    this.one = best;
    this.listened = 0;
  }

  /** The performer's word: the beat `beatsAhead` after the next one to be placed (negative: before it) is a one. */
  anchor(beatsAhead: number): void {
    this.anchored = this.ordinal + Math.round(beatsAhead);
    this.hold = ANCHOR_HOLD;
  }

  reset(): void {
    this.accents.fill(0);
    this.heard.length = 0;
    this.ordinal = 0;
    this.one = 0;
    this.bar = -1;
    this.listened = 0;
    this.hold = 0;
    this.anchored = null;
  }
}
