/** Statistics of a pose estimator's errors against exact joints. Pure; pixels of the picture and seconds. */
import { LANDMARK, type LandmarkName } from '../../src/core/joints.ts';
import type { Hertz, Seconds, Unit } from '../../src/core/units.ts';

type Point = readonly [x: number, y: number];

/** One dance as it was and as it was seen: a row for each frame, in it a place for each landmark. */
export interface Sight {
  readonly fps: Hertz;
  readonly exact: readonly (readonly Point[])[];
  /** Pixels a second. */
  readonly velocity: readonly (readonly Point[])[];
  /** Null where nobody was seen. */
  readonly seen: readonly (readonly Point[] | null)[];
  readonly visibility: readonly (readonly Unit[])[];
  /** Frames, the second not included, between which the body stands still. */
  readonly still: readonly [from: number, to: number];
}

/** Errors of one class of joints. Those that last for a whole dance are `bias`; all else is about the rest. */
export interface ClassErrors {
  /** Mean length of a joint's lasting error. */
  readonly bias: number;
  /** Per axis, lag taken out. */
  readonly sd: number;
  /** sd = steady + growth * speed: `steady` is a joint's that doesn't move while others do. */
  readonly steady: number;
  readonly growth: Seconds;
  /** Of a body that stands still: sd per axis, and autocorrelation one frame later. */
  readonly tremble: { readonly sd: number; readonly correlation: number };
  /** How much later than it was a joint is seen. */
  readonly lag: Seconds;
  /** Autocorrelation 1 to 5 frames later. */
  readonly correlations: readonly number[];
  /** Time constant of the exponential through them. */
  readonly memory: Seconds;
  readonly visibility: { readonly mean: Unit; readonly sd: number; readonly low: Unit };
}

/** How often something happens, and for how many frames on average; a length of 0 where it never does. */
export interface Runs {
  readonly share: Unit;
  readonly length: number;
}

/** Left and right landmarks that tell whether a body is seen the wrong way round. */
const SIDES: readonly (readonly [LandmarkName, LandmarkName])[] = [
  ['left_elbow', 'right_elbow'],
  ['left_wrist', 'right_wrist'],
  ['left_knee', 'right_knee'],
  ['left_ankle', 'right_ankle'],
];
/** Closer than this, in pixels and all four together, left and right can't be told apart. */
const APART = 80;
/** Frames later at which errors are compared. */
const LATER = [1, 2, 3, 4, 5];
/** Borders of the speeds at which the spread is measured, pixels a second. */
const SPEEDS = [0, 10, 30, 60, 100, 150, 250, 400, 700, Number.POSITIVE_INFINITY];
/** Fewer errors than this at a speed say nothing. */
const ENOUGH = 50;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / Math.max(1, values.length);
const apart = ([x, y]: Point, [u, v]: Point): number => Math.hypot(x - u, y - v);

export function runsOf(flags: readonly boolean[]): Runs {
  const count = flags.filter(Boolean).length;
  const begun = flags.filter((flag, i) => flag && !flags[i - 1]).length;
  return { share: count / Math.max(1, flags.length), length: count / Math.max(1, begun) };
}

/** True for frames in which the limbs are far nearer to the other side's places than to their own. */
export function swapped({ exact, seen }: Sight): readonly boolean[] {
  const indices = SIDES.map(([left, right]) => [LANDMARK[left], LANDMARK[right]] as const);
  const total = (of: (left: number, right: number) => number): number => sum(indices.map(([l, r]) => of(l, r)));
  return exact.map((joints, frame) => {
    const found = seen[frame];
    if (!found) return false;
    const own = total((l, r) => apart(found[l]!, joints[l]!) + apart(found[r]!, joints[r]!));
    const other = total((l, r) => apart(found[l]!, joints[r]!) + apart(found[r]!, joints[l]!));
    const width = total((l, r) => apart(joints[l]!, joints[r]!));
    return width > APART && own - other > width;
  });
}

/** One coordinate of one joint throughout a dance; NaN in `error` where it wasn't seen or was taken for another. */
interface Track {
  readonly fps: Hertz;
  readonly still: Sight['still'];
  readonly bias: number;
  readonly error: readonly number[];
  readonly velocity: readonly number[];
  readonly speed: readonly number[];
}

function trackOf(sight: Sight, wrong: readonly boolean[], joint: number, axis: 0 | 1): Track {
  const raw = sight.exact.map((joints, frame) =>
    wrong[frame] ? Number.NaN : (sight.seen[frame]?.[joint]?.[axis] ?? Number.NaN) - joints[joint]![axis],
  );
  const bias = mean(raw.filter(Number.isFinite));
  return {
    fps: sight.fps,
    still: sight.still,
    bias,
    error: raw.map((error) => error - bias),
    velocity: sight.velocity.map((joints) => joints[joint]![axis]),
    speed: sight.velocity.map((joints) => Math.hypot(...joints[joint]!)),
  };
}

const finite = (values: readonly number[]): number[] => values.filter(Number.isFinite);

/** Regression of the error on the velocity, over all tracks. */
function lagOf(tracks: readonly Track[]): Seconds {
  const along = tracks.flatMap(({ error, velocity }) => finite(error.map((e, i) => e * velocity[i]!)));
  const speeds = tracks.flatMap(({ error, velocity }) => finite(error.map((e, i) => velocity[i]! ** 2 + 0 * e)));
  return -sum(along) / Math.max(1e-9, sum(speeds));
}

const timely = (track: Track, lag: Seconds): Track => ({
  ...track,
  error: track.error.map((e, i) => e + lag * track.velocity[i]!),
});

const rms = (values: readonly number[]): number => Math.sqrt(mean(values.map((value) => value ** 2)));

/** Least squares through the spreads at several speeds, each weighing as much as there are errors. */
function growthOf(tracks: readonly Track[]): { readonly steady: number; readonly growth: Seconds } {
  const pairs = tracks.flatMap(({ error, speed }) =>
    error.map((e, i) => [speed[i]!, e] as const).filter(([, e]) => Number.isFinite(e)),
  );
  const bins = SPEEDS.slice(1)
    .map((high, i) => pairs.filter(([speed]) => speed >= SPEEDS[i]! && speed < high))
    .filter((bin) => bin.length >= ENOUGH)
    .map((bin) => ({ n: bin.length, speed: mean(bin.map(([v]) => v)), spread: rms(bin.map(([, e]) => e)) }));
  const n = sum(bins.map((bin) => bin.n));
  const [speed, spread] = [sum(bins.map((b) => b.n * b.speed)) / n, sum(bins.map((b) => b.n * b.spread)) / n];
  const together = sum(bins.map((b) => b.n * (b.speed - speed) * (b.spread - spread)));
  const growth = together / Math.max(1e-9, sum(bins.map((b) => b.n * (b.speed - speed) ** 2)));
  return { steady: spread - growth * speed, growth };
}

function correlationsOf(tracks: readonly Track[]): readonly number[] {
  const power = mean(tracks.flatMap(({ error }) => finite(error)).map((e) => e ** 2));
  return LATER.map((k) => mean(tracks.flatMap(({ error }) => finite(error.map((e, i) => e * error[i - k]!)))) / power);
}

/** Least squares through the logarithms of the correlations, and through 1 at once. */
function memoryOf(correlations: readonly number[], fps: Hertz): Seconds {
  const known = correlations.flatMap((c, i) => (c > 0.1 ? [[LATER[i]! / fps, -Math.log(c)] as const] : []));
  return sum(known.map(([t]) => t * t)) / Math.max(1e-9, sum(known.map(([t, decay]) => t * decay)));
}

function trembleOf(tracks: readonly Track[]): ClassErrors['tremble'] {
  const errors = tracks.map(({ error, still: [from, to] }) => {
    const part = error.slice(from, to);
    const usual = mean(finite(part));
    return part.map((e) => e - usual);
  });
  const power = mean(errors.flatMap(finite).map((e) => e ** 2));
  const next = mean(errors.flatMap((part) => finite(part.map((e, i) => e * part[i - 1]!))));
  return { sd: Math.sqrt(power), correlation: next / power };
}

/** @param sights at least one, all of the same frame rate. */
export function measureErrors(sights: readonly Sight[], joints: readonly number[]): ClassErrors {
  const axes = [0, 1] as const;
  const tracks = sights.flatMap((sight) => {
    const wrong = swapped(sight);
    return joints.flatMap((joint) => axes.map((axis) => trackOf(sight, wrong, joint, axis)));
  });
  const lag = lagOf(tracks);
  const rest = tracks.map((track) => timely(track, lag));
  const correlations = correlationsOf(rest);
  const visible = sights.flatMap((sight) => sight.visibility.flatMap((row) => joints.map((joint) => row[joint]!)));
  const usual = mean(visible);
  return {
    bias: mean(tracks.flatMap(({ bias }, i) => (i % 2 === 0 ? [Math.hypot(bias, tracks[i + 1]!.bias)] : []))),
    sd: rms(rest.flatMap(({ error }) => finite(error))),
    ...growthOf(rest),
    tremble: trembleOf(rest),
    lag,
    correlations,
    memory: memoryOf(correlations, sights[0]!.fps),
    visibility: {
      mean: usual,
      sd: rms(visible.map((v) => v - usual)),
      low: visible.filter((v) => v < 0.5).length / Math.max(1, visible.length),
    },
  };
}
