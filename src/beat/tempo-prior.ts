import type { Hertz, Seconds } from '../core/units.ts';
import type { TempoGrid } from './tempo-grid.ts';

/** The credit of the tempo from before a rest fades to 1/e in so much new evidence: by then another one would have been heard. */
const FADES: Seconds = 5;

/** What is known of the tempo before anything is heard; for some time after a rest, that it was this one before. */
export class TempoPrior {
  /** Of each tempo of the grid. */
  nats: Float64Array;
  private readonly grid: TempoGrid;
  private credit: Float64Array | null = null;

  constructor(grid: TempoGrid) {
    this.grid = grid;
    this.nats = grid.prior;
  }

  /** The dance goes on, mostly in the tempo that it had. */
  remember(last: Hertz): void {
    this.nats = this.grid.priorAfter(last);
    this.credit = this.nats.map((nats, i) => nats - this.grid.prior[i]!);
  }

  /** @param heard seconds of evidence since the dance goes on */
  fade(heard: Seconds): void {
    const { credit } = this;
    if (credit === null) return;
    const left = Math.exp(-heard / FADES);
    this.nats = this.grid.prior.map((nats, i) => nats + left * credit[i]!);
  }

  /** What it is beyond the usual, or null. */
  get beyond(): Float64Array | null {
    return this.credit === null ? null : this.nats.map((nats, i) => nats - this.grid.prior[i]!);
  }

  forget(): void {
    this.nats = this.grid.prior;
    this.credit = null;
  }
}
