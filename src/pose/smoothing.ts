import { LANDMARK } from '../core/joints.ts';
import type { Landmark, Person, PoseFrame } from '../core/pose-frame.ts';
import type { Stage } from '../core/stage.ts';
import type { Hertz, Seconds, Unit } from '../core/units.ts';
import { createOneEuro, type OneEuro, type OneEuroTuning } from './one-euro.ts';

/** Cut-off of a body at rest at strength just above 0, and at strength 1; geometric between. */
const LIGHTEST: Hertz = 12;
const HEAVIEST: Hertz = 1.5;
/** Cut-off gained for every torso length a second: a dancing body must not be made late, or its beat would be. */
const BETA = 4;
/** The paper's 1 Hz would average a bouncing body's speed away, up against down. */
const SPEED_CUTOFF: Hertz = 4;
/** A landmark that is hardly seen still follows by this share. */
const LEAST_TRUST = 0.2;
/** A longer absence than this starts the filters anew. */
const FORGET: Seconds = 0.5;
/** A torso in metres: the unit of world landmarks. */
const WORLD_TORSO = 0.5;
/** Shortest torso in picture heights; a body seen from above or bent has less, but is not smaller for it. */
const LEAST_TORSO = 0.05;

function middle(image: readonly Landmark[], a: number, b: number): readonly [x: number, y: number] {
  const [p, q] = [image[a]!, image[b]!];
  return [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2];
}

/** Mid-shoulder to mid-hip in picture heights. */
function torsoOf(image: readonly Landmark[], aspect: number): number {
  const [sx, sy] = middle(image, LANDMARK.left_shoulder, LANDMARK.right_shoulder);
  const [hx, hy] = middle(image, LANDMARK.left_hip, LANDMARK.right_hip);
  return Math.max(LEAST_TORSO, Math.hypot((sx - hx) * aspect, sy - hy));
}

/** @param torso a torso length in the unit of the coordinates. */
function tuningFor(strength: Unit, torso: number): OneEuroTuning {
  return { minCutoff: LIGHTEST * (HEAVIEST / LIGHTEST) ** strength, beta: BETA / torso, speedCutoff: SPEED_CUTOFF };
}

/** Three filters a landmark, made on first use. */
function createLandmarkFilters(): (
  landmarks: readonly Landmark[],
  dt: Seconds,
  tuning: readonly OneEuroTuning[],
) => Landmark[] {
  const filters: OneEuro[] = [];
  return (landmarks, dt, tuning) =>
    landmarks.map((landmark, index) => {
      const trust = LEAST_TRUST + (1 - LEAST_TRUST) * landmark[3];
      const axis = (k: 0 | 1 | 2): number =>
        (filters[3 * index + k] ??= createOneEuro()).step(landmark[k], dt, trust, tuning[k]!);
      return [axis(0), axis(1), axis(2), landmark[3]];
    });
}

/**
 * Takes the model's jitter out of the first person of each frame. At the default strength 0.5 a 2 Hz bounce of a fifth
 * of a torso (peak to peak) comes out 19 ms late and a wave of the hand 5 ms; test/pose/smoothing.test.ts measures it.
 * @param strength read at every frame: 0 (landmarks pass untouched) .. 1.
 */
export function createSmoothing(strength: () => Unit): Stage<PoseFrame, PoseFrame> {
  let image = createLandmarkFilters();
  let world = createLandmarkFilters();
  let last: Seconds | undefined;

  const forget = (): void => {
    image = createLandmarkFilters();
    world = createLandmarkFilters();
    last = undefined;
  };

  const smooth = (person: Person, dt: Seconds, aspect: number): Person => {
    const torso = torsoOf(person.image, aspect);
    const across = tuningFor(strength(), torso / aspect);
    const down = tuningFor(strength(), torso);
    const metres = tuningFor(strength(), WORLD_TORSO);
    return {
      image: image(person.image, dt, [across, down, across]),
      world: person.world && world(person.world, dt, [metres, metres, metres]),
    };
  };

  return {
    step: (frame) => {
      const person = frame.people[0];
      if (!person || strength() <= 0) return frame;
      if (last !== undefined && (frame.t <= last || frame.t - last > FORGET)) forget();
      const dt = frame.t - (last ?? frame.t);
      last = frame.t;
      return { ...frame, people: [smooth(person, dt, frame.width / frame.height)] };
    },
    reset: forget,
  };
}
