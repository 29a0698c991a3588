import { MOVEMENT_SIZE, mirror, SPANS, WHOLE } from './movement.ts';

/** Sums in a group. */
export const SUMS = 8;
/** Groups for each span of a movement. */
const GROUPS = 4;
/** Groups that are learned, each of which has a mirror image. */
export const LEARNED_GROUPS = SPANS.length * GROUPS;
/** The mean speed, as it is, is a group by itself, 0 but for its first number. */
export const GROUP_COUNT = LEARNED_GROUPS + 1;
export const ASPECTS_SIZE = GROUP_COUNT * SUMS;

/** What weighs the joints: for places, velocities and log speeds, [32][34], [32][34] and [32][17]. */
export type AspectWeights = readonly (readonly (readonly number[])[])[];

/** Which joints count together, and how much, when a body is compared with what it was: learned by models/training/train_tempo.py. */
export class Aspects {
  private readonly rows: readonly { readonly from: number; readonly weights: Float32Array }[];
  private readonly other = new Float32Array(MOVEMENT_SIZE);

  constructor(weights: AspectWeights) {
    this.rows = weights.flatMap((matrix, span) =>
      matrix.map((row) => ({ from: SPANS[span]!.from, weights: Float32Array.from(row) })),
    );
  }

  /** @param movement [86], see movement.ts  @param into [ASPECTS_SIZE] gets its aspects, group by group */
  of(movement: Float32Array, into: Float32Array): void {
    this.rows.forEach(({ from, weights }, row) => {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * movement[from + i]!;
      into[row] = sum;
    });
    into[LEARNED_GROUPS * SUMS] = movement[WHOLE]!;
  }

  /** The same of the body's mirror image. */
  ofMirrored(movement: Float32Array, into: Float32Array): void {
    mirror(movement, this.other);
    this.of(this.other, into);
  }
}
