import type { Hertz, Seconds, Unit } from '../core/units.ts';
import type { PhaseMemory } from './phase-memory.ts';
import { GRID, PHASES, type Place, placeOf, type ScoreMap } from './score-map.ts';
import { wrap } from './wrap.ts';

/** So much must be heard after a new beginning before what was believed is thought of again; */
const AFTER: Seconds = 1.5;
/** ... and after so much it is forgotten. */
const UNTIL: Seconds = 12;
/** It was right if nothing explains what was heard since better than it by more nats than this. */
const LEAD = 2;
/** Steps on the grid by which it may have drifted meanwhile. */
const DRIFT = { tempo: 3, phase: 2 };

/**
 * What was believed before all began anew. A dance that rests for some seconds mostly goes on with the beat that it had, and a body that
 * goes astray for a moment comes back: what is heard since says whether beginning anew was right. Sums of what was said are linear, so
 * what was held then and what was heard since are added, as if nothing had happened.
 */
export class SecondThought {
  private readonly memories: readonly PhaseMemory[];
  private frequency: Hertz = 0;
  private phase: Unit = 0;
  /** Seconds of evidence it rests on; 0: there is nothing to think of. */
  private span: Seconds = 0;
  /** How long ago that was, and the evidence since the last new beginning. */
  private elapsed: Seconds = 0;
  private heard: Seconds = 0;

  /** @param memories as many as those that it will keep, and as long ones */
  constructor(memories: readonly PhaseMemory[]) {
    this.memories = memories;
  }

  /** Keeps what is believed, unless what it keeps already rests on more. @returns whether it does so */
  keep(memories: readonly PhaseMemory[], frequency: Hertz, phase: Unit, span: Seconds): boolean {
    this.heard = 0;
    if (this.span >= span) return false;
    this.memories.forEach((memory, m) => {
      memory.copyFrom(memories[m]!, 1);
    });
    this.frequency = frequency;
    this.phase = phase;
    this.span = span;
    this.elapsed = 0;
    return true;
  }

  /** Takes in that a frame was heard; `weight` 0..1, over `dt`. */
  step(weight: Unit, dt: Seconds): void {
    if (this.span === 0) return;
    this.elapsed += dt;
    this.heard += weight * dt;
    if (this.heard > UNTIL) this.forget();
  }

  /** Was it right? @param since what speaks for every place by what was heard since  @param top its best place */
  stands(since: ScoreMap, top: Place = since.top()): boolean {
    if (this.span === 0 || this.heard < AFTER) return false;
    return since.at(top) - since.at(this.placeIn(since)) < LEAD;
  }

  /**
   * Adds what was held to what has been heard since. Which beat it was, and its tempo, count; where exactly it is by now, what was heard
   * since says better.
   * @returns where it stands, and how long ago it was kept
   */
  recall(memories: readonly PhaseMemory[], since: ScoreMap): { readonly place: Place; readonly elapsed: Seconds } {
    const { elapsed, heard } = this;
    const place = this.placeIn(since);
    const off = place.phase / PHASES - this.phaseNow;
    memories.forEach((memory, m) => {
      memory.recall(this.memories[m]!, { elapsed, heard, beats: wrap(off) });
    });
    this.forget();
    return { place, elapsed };
  }

  /** Where it is now, had nothing changed, moved to the best place close by. */
  private placeIn(since: ScoreMap): Place {
    const { tempo, phase } = placeOf(this.frequency, this.phaseNow);
    const last = Math.min(GRID.tempi.length - 1, tempo + DRIFT.tempo);
    let best: Place = { tempo, phase };
    for (let nearby = Math.max(0, tempo - DRIFT.tempo); nearby <= last; nearby++) {
      const place = since.bestPhase({ tempo: nearby, phase }, DRIFT.phase);
      if (since.at(place) > since.at(best)) best = place;
    }
    return best;
  }

  /** Beats, the whole ones left out. */
  private get phaseNow(): Unit {
    const beats = this.phase + this.frequency * this.elapsed;
    return beats - Math.floor(beats);
  }

  forget(): void {
    this.span = this.elapsed = this.heard = 0;
  }
}
