import type { Landmark, Person } from '../../core/pose-frame.ts';
import type { Random } from '../../core/random.ts';
import type { Unit } from '../../core/units.ts';

/** How a real pose model errs. */
export interface EstimatorNoise {
  /** Standard deviation of a joint at the trunk, in pixels; hands and feet err more. */
  readonly jitter: number;
  /** Share of frames without any detection. They come in runs of three on average. */
  readonly drop: Unit;
}

/** Errors of one frame last into the next by this much. */
const MEMORY = 0.6;
/** Lost frames come in runs of this many on average. */
const RUN = 3;

/** Error relative to the trunk: measured on the drawn dancer about 3 px at the trunk, 8 at wrists, 11 at ankles. */
function clumsiness(landmark: number): number {
  if (landmark <= 12 || landmark === 23 || landmark === 24) return 1;
  return landmark >= 15 && landmark <= 22 ? 2 : 1.6;
}

/** Adds a pose model's errors, frame by frame in order; null where it loses the person. */
export function createEstimatorNoise(
  { jitter, drop }: EstimatorNoise,
  size: { readonly width: number; readonly height: number },
  random: Random,
): (person: Person) => Person | null {
  const errors = new Map<number, readonly [number, number]>();
  let lost = false;
  const wander = (last: number): number => MEMORY * last + Math.sqrt(1 - MEMORY ** 2) * random.normal();
  const disturb = ([x, y, z, seen]: Landmark, i: number): Landmark => {
    const [ex, ey] = errors.get(i) ?? [0, 0];
    const error = [wander(ex), wander(ey)] as const;
    errors.set(i, error);
    const reach = jitter * clumsiness(i);
    const visibility = Math.min(1, Math.max(0, seen - 0.1 * Math.abs(random.normal()) * (clumsiness(i) - 1)));
    return [x + (error[0] * reach) / size.width, y + (error[1] * reach) / size.height, z, visibility];
  };
  return (person) => {
    const chance = lost ? 1 - 1 / RUN : drop / (RUN * Math.max(1e-9, 1 - drop));
    lost = random.next() < chance;
    const image = person.image.map(disturb);
    return lost ? null : { image, world: person.world };
  };
}
