import type { Seconds, Unit } from '../core/units.ts';
import type { Limb } from '../motion/types.ts';

/** One kinematic accent: a sudden change of the body's motion. */
export interface Accent {
  /** When the body did it, on the stream clock (earlier than the frame that revealed it). */
  readonly time: Seconds;
  /** 0..1 relative to the dancer's own recent accents. */
  readonly strength: Unit;
  /** The limb that moved most. */
  readonly limb: Limb;
}

/** Slow descriptors of how the body moves. */
export interface StyleDescriptors {
  /** 0 still, about 0.5 at a usual pace, towards 1 the wilder; half absolute, half against the dancer's own pace. */
  readonly energy: Unit;
  /** 0 erratic .. 1 strictly periodic over the last seconds. */
  readonly regularity: Unit;
  /** -1 all left .. 1 all right. */
  readonly balance: number;
  /** 0 all legs .. 1 all arms. */
  readonly arms: Unit;
}

/** Style after one motion frame. */
export interface StyleFrame {
  readonly time: Seconds;
  /** Accents that became certain with this frame, oldest first; mostly none. */
  readonly accents: readonly Accent[];
  readonly descriptors: StyleDescriptors;
  /** The novelty curve (positive differences of the directogram), for display. */
  readonly novelty: number;
  /** No accent before this time can still appear: accents are final up to here. */
  readonly settledUntil: Seconds;
}
