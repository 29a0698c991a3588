import type { Hertz, Seconds } from '../core/units.ts';
import type { TempoGrid } from './tempo-grid.ts';

/** The credit of the tempo from before a rest fades to 1/e in so much new evidence: by then another one would have been heard. */
const FADES: Seconds = 5;
/** Of a credit of which this part is left nobody can tell any more. */
const GONE = 1e-6;

/** What is known of the tempo before anything is heard; for some time after a rest, that it was this one before. */
export class TempoPrior {
  /** Of each tempo of the grid. */
  nats: Float64Array;
  /** What of that is beyond the usual, or null. */
  beyond: Float64Array | null = null;
  private readonly grid: TempoGrid;
  private credit: Float64Array | null = null;

  constructor(grid: TempoGrid) {
    this.grid = grid;
    this.nats = grid.prior;
  }

  /** The dance goes on, mostly in the tempo that it had. */
  remember(last: Hertz): void {
    this.credit = this.grid.priorAfter(last).map((nats, i) => nats - this.grid.prior[i]!);
    this.fade(0);
  }

  /** @param heard seconds of evidence since the dance goes on */
  fade(heard: Seconds): void {
    const left = Math.exp(-heard / FADES);
    if (left < GONE) this.forget();
    const beyond = this.credit?.map((nats) => left * nats);
    if (beyond === undefined) return;
    this.nats = this.grid.prior.map((nats, i) => nats + beyond[i]!);
    this.beyond = beyond;
  }

  forget(): void {
    this.nats = this.grid.prior;
    this.beyond = this.credit = null;
  }
}
