import { MOVEMENT_SIZE, mirror, SPANS, WHOLE } from './movement.ts';

/** Groups of sums for each span of a movement. */
const GROUPS = 4;
/** Sums in a group. */
const SUMS = 8;

/** What weighs the joints: for places, velocities and log speeds, [32][34], [32][34] and [32][17]. */
export type AspectWeights = readonly (readonly (readonly number[])[])[];

/** What is compared, each by itself: groups of learned sums of places, of velocities and of log speeds, and the mean speed as it is. */
export const ASPECTS: readonly { readonly from: number; readonly size: number; readonly mirrors: boolean }[] = [
  ...Array.from({ length: SPANS.length * GROUPS }, (_, group) => ({ from: group * SUMS, size: SUMS, mirrors: true })),
  { from: SPANS.length * GROUPS * SUMS, size: 1, mirrors: false },
];
export const ASPECTS_SIZE = SPANS.length * GROUPS * SUMS + 1;

/** Which joints count together, and how much, when a body is compared with what it was: learned by models/training/train_tempo.py. */
export class Aspects {
  private readonly rows: readonly { readonly from: number; readonly weights: Float32Array }[];
  private readonly other = new Float32Array(MOVEMENT_SIZE);

  constructor(weights: AspectWeights) {
    this.rows = weights.flatMap((matrix, span) =>
      matrix.map((row) => ({ from: SPANS[span]!.from, weights: Float32Array.from(row) })),
    );
  }

  /** @param movement [86], see movement.ts  @param into [97] gets its aspects */
  of(movement: Float32Array, into: Float32Array): void {
    this.rows.forEach(({ from, weights }, row) => {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * movement[from + i]!;
      into[row] = sum;
    });
    into[ASPECTS_SIZE - 1] = movement[WHOLE]!;
  }

  /** The same of the body's mirror image. */
  ofMirrored(movement: Float32Array, into: Float32Array): void {
    mirror(movement, this.other);
    this.of(this.other, into);
  }
}
