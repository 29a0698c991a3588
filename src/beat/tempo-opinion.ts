import type { Seconds } from '../core/units.ts';
import { Likeness } from './likeness.ts';
import { CYCLE_COUNT, type PhaseMemory } from './phase-memory.ts';
import { GRID, type ScoreMap } from './score-map.ts';
import { AGREEMENTS, SCORED, TempoScorer, type TempoWeights } from './tempo-scorer.ts';

/** Steps on the fine grid to either side that are the same hypothesis: on which of them it stands, the phases say best. */
const HILL = 4;
/** So many tempi are scored anew with every frame: likeness changes slowly, and the cost of a frame stays the same. */
const A_FRAME = 6;
/** Where each scored tempo lies on the fine grid. */
const FINE = Array.from(SCORED.tempi, (tempo) => GRID.index(tempo));
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
  private readonly likeness: Likeness;
  private readonly scorer: TempoScorer;
  private readonly memories: readonly PhaseMemory[];
  private readonly agreement = new Float64Array(AGREEMENTS);
  /** What a body says that has not been seen yet. */
  private readonly unseen: Float64Array;
  private readonly byLikeness: Float64Array;
  private next = 0;
  private heard: Seconds = 0;
  private heardBefore: Seconds = 0;

  /** @param memories what the beat net has said: four, from the shortest to the longest */
  constructor(weights: TempoWeights, memories: readonly PhaseMemory[]) {
    this.likeness = new Likeness(weights.aspects);
    this.scorer = new TempoScorer(weights);
    this.memories = memories;
    this.unseen = SCORED.tempi.map((_, tempo) => this.scorer.byLikeness(this.likeness.curves, this.agreement, tempo));
    this.byLikeness = this.unseen.slice();
  }

  /** Takes in one frame. @param movement [86], see movement.ts; null where the body rests */
  add(movement: Float32Array | null, dt: Seconds): void {
    this.heard += dt;
    this.likeness.add(movement);
    if (this.next === 0) this.likeness.evaluate();
    const end = Math.min(SCORED.tempi.length, this.next + A_FRAME);
    for (let tempo = this.next; tempo < end; tempo++) {
      this.agree(FINE[tempo]!);
      this.byLikeness[tempo] = this.scorer.byLikeness(this.likeness.curves, this.agreement, tempo);
    }
    this.next = end % SCORED.tempi.length;
  }

  /** How far every cycle in every memory agrees with the tempi of one hill. */
  private agree(fine: number): void {
    this.memories.forEach((memory, m) => {
      for (let cycle = 0; cycle < CYCLE_COUNT; cycle++) {
        let most = 0;
        for (let tempo = Math.max(0, fine - HILL); tempo <= Math.min(GRID.tempi.length - 1, fine + HILL); tempo++)
          most = Math.max(most, memory.agreement(cycle, tempo));
        this.agreement[m * CYCLE_COUNT + cycle] = most;
      }
    });
  }

  /** Weighs scores that have the prior in them. */
  weigh(scores: ScoreMap): void {
    const hills = highest(scores.best(), HILL);
    const evidence = Float64Array.from(FINE, (index) => hills[index]!);
    const found = this.scorer.score(this.byLikeness, evidence, this.heard);
    const interpolated = ({ low, share }: (typeof BETWEEN)[number]): number =>
      found[low]! + share * (found[low + 1]! - found[low]!);
    scores.raise(hills.map((hill, i) => interpolated(BETWEEN[i]!) - hill));
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
  const most = values.slice();
  for (let by = 1; by <= reach; by++)
    for (let i = 0; i < values.length; i++)
      most[i] = Math.max(most[i]!, values[i - by] ?? most[i]!, values[i + by] ?? most[i]!);
  return most;
}
