import type { Unit } from '../core/units.ts';
import { TempoGrid, vertex } from './tempo-grid.ts';
import { wrap } from './wrap.ts';

/** Fine enough that a peak can be interpolated with the longest memory. */
export const GRID = new TempoGrid(1.006);
const COUNT = GRID.tempi.length;
/** Phases at which a hypothesis is scored; between them the best is interpolated. */
export const PHASES = 24;
/** From one tempo to the next a ridge is looked for within so many phases: what was heard 10 s ago lies 5 further on at 200 bpm, 2 at 80. */
const LEAN = 4;

/** A tempo and a phase on the grid. */
export interface Place {
  readonly tempo: number;
  readonly phase: number;
}

const wrapped = (phase: number): number => (phase + PHASES) % PHASES;

/** The place nearest to a tempo (beats a second) and a phase 0..1. */
export function placeOf(frequency: number, phase: Unit): Place {
  return { tempo: GRID.index(frequency), phase: wrapped(Math.round(phase * PHASES)) };
}

export function samePlace(a: Place, b: Place): boolean {
  return a.tempo === b.tempo && a.phase === b.phase;
}

/** What speaks for every tempo and phase, nats: hills to climb. */
export abstract class Landscape {
  abstract at(place: Place): number;

  /** Uphill to the local peak, or as far as `most` steps lead. */
  climbed(start: Place, most = Number.POSITIVE_INFINITY): Place {
    let here = start;
    for (let step = 0; step < most; step++) {
      const next = this.bestNeighbour(here);
      if (samePlace(next, here)) break;
      here = next;
    }
    return here;
  }

  private bestNeighbour(here: Place): Place {
    let best = here;
    for (let tempo = Math.max(0, here.tempo - 1); tempo <= Math.min(COUNT - 1, here.tempo + 1); tempo++) {
      const there = this.bestPhase({ tempo, phase: here.phase }, 1);
      if (this.at(there) > this.at(best)) best = there;
    }
    return best;
  }

  /** The best phase of the place's tempo, at most `reach` to either side. */
  bestPhase(place: Place, reach: number): Place {
    let best = place;
    for (let by = -reach; by <= reach; by++) {
      const there = { tempo: place.tempo, phase: wrapped(place.phase + by) };
      if (this.at(there) > this.at(best)) best = there;
    }
    return best;
  }

  /** Phase 0..1 of the peak at a place, between the grid's. */
  finePhase({ tempo, phase }: Place): Unit {
    const score = (by: number): number => this.at({ tempo, phase: wrapped(phase + by) });
    return ((phase + vertex(score(-1), score(0), score(1)) + PHASES) / PHASES) % 1;
  }

  /**
   * The top of the ridge at a place, between the grid's tempi (beats a second) and phases: the ridge runs askew, for what was heard some time ago lies
   * elsewhere now for a faster tempo.
   */
  finest(place: Place): { readonly frequency: number; readonly phase: Unit } {
    const { tempo, phase } = place;
    const here = GRID.tempi[tempo]!;
    if (tempo === 0 || tempo === COUNT - 1) return { frequency: here, phase: this.finePhase(place) };
    const ridge = [-1, 0, 1].map((by) => this.bestPhase({ tempo: tempo + by, phase }, LEAN));
    const [slower, own, faster] = ridge.map((there) => this.at(there)) as [number, number, number];
    const steps = vertex(slower, own, faster);
    const [at, beside] = [ridge[1]!, ridge[1 + Math.sign(steps)]!].map((there) => this.finePhase(there)) as [
      Unit,
      Unit,
    ];
    const lean = wrap(beside - at);
    const fine = at + Math.abs(steps) * lean;
    return { frequency: here * GRID.step ** steps, phase: fine - Math.floor(fine) };
  }
}

/** What speaks for every tempo and phase, kept as a table. */
export class ScoreMap extends Landscape {
  /** [tempo * PHASES + phase] */
  readonly nats = new Float64Array(COUNT * PHASES);

  override at({ tempo, phase }: Place): number {
    return this.nats[tempo * PHASES + phase]!;
  }

  /** Every phase of a tempo gets that tempo's number. */
  fill(byTempo: Float64Array): void {
    for (let i = 0; i < COUNT; i++) this.nats.fill(byTempo[i]!, i * PHASES, (i + 1) * PHASES);
  }

  add({ nats }: ScoreMap, share: number): void {
    for (let j = 0; j < nats.length; j++) this.nats[j]! += share * nats[j]!;
  }

  /** What speaks for the best phase of every tempo. */
  best(): Float64Array {
    return GRID.tempi.map((_, i) => {
      let most = Number.NEGATIVE_INFINITY;
      for (let j = i * PHASES; j < (i + 1) * PHASES; j++) most = Math.max(most, this.nats[j]!);
      return most;
    });
  }

  /** Adds to every phase of a tempo that tempo's number. */
  raise(byTempo: Float64Array): void {
    for (let i = 0; i < COUNT; i++) for (let j = i * PHASES; j < (i + 1) * PHASES; j++) this.nats[j]! += byTempo[i]!;
  }

  /** The best place of the tempi (beats a second) that are meant. */
  topWithin(meant: (tempo: number) => boolean): Place {
    const nats = GRID.tempi.map((tempo) => (meant(tempo) ? 0 : Number.NEGATIVE_INFINITY));
    return this.top(nats);
  }

  /** The best place, together with what is added to every phase of a tempo. */
  top(byTempo?: Float64Array): Place {
    let best = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < COUNT; i++) {
      const added = byTempo?.[i] ?? 0;
      for (let j = i * PHASES; j < (i + 1) * PHASES; j++) {
        const score = this.nats[j]! + added;
        if (score <= most) continue;
        most = score;
        best = j;
      }
    }
    return { tempo: Math.floor(best / PHASES), phase: best % PHASES };
  }
}
