import type { Seconds } from '../core/units.ts';
import { Likeness } from './likeness.ts';
import { GRID, type ScoreMap } from './score-map.ts';
import { SCORED, TempoScorer, type TempoWeights } from './tempo-scorer.ts';

/** Steps on the fine grid to either side that are the same hypothesis: on which of them it stands, the phases say best. */
const HILL = 4;
/** So many tempi are scored anew with every frame: likeness changes slowly, and the cost of a frame stays the same. */
const A_FRAME = 6;
/** Where each scored tempo lies on the fine grid. */
const FINE = SCORED.tempi.map((tempo) => GRID.index(tempo));
/** Where each tempo of the fine grid lies between the scored ones. */
const BETWEEN = Array.from(GRID.tempi, (tempo) => {
  const at = SCORED.position(tempo);
  const low = Math.max(0, Math.min(SCORED.tempi.length - 2, Math.floor(at)));
  return { low, share: Math.min(1, at - low) };
});

/**
 * Which tempo it is: what the memories' scores say of it, together with how like itself the body moves. Every tempo's scores go up or down
 * as a whole, and those of tempi close by together: what they say of the phase, and of where exactly the tempo is, stays.
 */
export class TempoOpinion {
  private readonly likeness = new Likeness();
  private readonly scorer: TempoScorer;
  /** What a body says that has not been seen yet. */
  private readonly unseen: Float64Array;
  private readonly byLikeness: Float64Array;
  private next = 0;
  private heard: Seconds = 0;
  private heardBefore: Seconds = 0;

  constructor(weights: TempoWeights) {
    this.scorer = new TempoScorer(weights);
    this.unseen = new Float64Array(SCORED.tempi.length);
    this.scorer.byLikeness(this.likeness.curves, this.unseen);
    this.byLikeness = this.unseen.slice();
  }

  /** Takes in one frame. @param movement [86], see movement.ts; null where the body rests */
  add(movement: Float32Array | null, dt: Seconds): void {
    this.heard += dt;
    this.likeness.add(movement);
    if (this.next === 0) this.likeness.evaluate();
    this.scorer.byLikeness(this.likeness.curves, this.byLikeness, this.next, this.next + A_FRAME);
    this.next += A_FRAME;
    if (this.next >= this.byLikeness.length) this.next = 0;
  }

  /** Weighs scores that have the prior in them. */
  weigh(scores: ScoreMap): void {
    const hills = highest(scores.best(), HILL);
    const evidence = FINE.map((index) => hills[index]!);
    const found = this.scorer.score(this.byLikeness, evidence, this.heard);
    scores.raise(
      hills.map((hill, i) => {
        const { low, share } = BETWEEN[i]!;
        return found[low]! + share * (found[low + 1]! - found[low]!) - hill;
      }),
    );
  }

  /** Keeps what was seen until now, should it be wanted again. */
  keep(): void {
    this.likeness.keep();
    this.heardBefore = this.heard;
  }

  /** What was kept so long ago was right: it counts together with what was seen since. */
  recall(elapsed: Seconds): void {
    this.likeness.recall(elapsed);
    this.heard += this.heardBefore;
  }

  /** Another beat has begun, and was heard for so long already. */
  restart(heard: Seconds): void {
    this.likeness.clear();
    this.byLikeness.set(this.unseen);
    this.next = 0;
    this.heard = heard;
  }
}

/** The highest of the values up to `reach` steps to either side. */
function highest(values: Float64Array, reach: number): Float64Array {
  const last = values.length - 1;
  return values.map((value, i) => {
    let most = value;
    for (let j = Math.max(0, i - reach); j <= Math.min(last, i + reach); j++) most = Math.max(most, values[j]!);
    return most;
  });
}
