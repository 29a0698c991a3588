import { defer, map, take, tap, timer } from 'rxjs';
import type { UserError } from '../src/core/errors.ts';
import type { Seconds } from '../src/core/units.ts';
import type {
  Calibration,
  CalibrationKind,
  CalibrationProgress,
  CalibrationResult,
} from '../src/engine/calibration/types.ts';

/** Much quicker than people are. */
const PACE_MS = 250;
const FLASH_EVERY: Seconds = 0.75;

const FRAME: CalibrationProgress = {
  step: 'starting',
  instruction: 'One moment.',
  taken: 0,
  wanted: 0,
  spread: null,
  flashes: [],
  result: null,
  error: null,
};

const RESULTS: Readonly<Record<CalibrationKind, CalibrationResult>> = {
  clap: {
    ...{ parameter: 'cameraDelay', value: 84, spread: 9, error: 4, used: 8, rejected: 1, confident: true },
    roundTrip: 63,
  },
  tap: {
    ...{ parameter: 'outputDelay', value: 142, spread: 21, error: 5, used: 27, rejected: 1, confident: true },
    roundTrip: null,
  },
};

/** A step in which something is counted, frame by frame. */
function count(step: CalibrationProgress['step'], wanted: number, rest: Partial<CalibrationProgress>) {
  return Array.from({ length: wanted + 1 }, (_, taken): CalibrationProgress => {
    const spread = taken > 1 ? 20 - taken : null;
    return { ...FRAME, ...rest, step, taken, wanted, spread };
  });
}

function script(kind: CalibrationKind, now: Seconds, error: UserError | null): CalibrationProgress[] {
  const flashes = Array.from({ length: 14 }, (_, i) => now + 0.5 + i * FLASH_EVERY);
  const course =
    kind === 'clap'
      ? [
          ...count('clicks', 3, { instruction: 'Keep quiet for a moment: the page listens to its own clicks.' }),
          ...count('clap', 8, { instruction: 'Clap your hands in front of the camera, about once a second.' }),
        ]
      : [
          ...count('light', 14, { instruction: 'Tap T each time the light flashes.', flashes }),
          ...count('sound', 14, { instruction: 'Now tap T with the clicks.' }),
        ];
  const end: CalibrationProgress = error
    ? { ...FRAME, step: 'failed', instruction: error.message, error }
    : { ...FRAME, step: 'done', result: RESULTS[kind] };
  return [FRAME, ...course, end];
}

/**
 * A calibration in which all goes as it should, or comes to the given end.
 * @param accept sets what came out
 */
export function fakeCalibration(
  kind: CalibrationKind,
  now: () => Seconds,
  error: UserError | null,
  accept: (result: CalibrationResult) => void,
): Calibration {
  return defer(() => {
    const frames = script(kind, now(), error);
    return timer(0, PACE_MS).pipe(
      take(frames.length),
      map((index) => frames[index]!),
      tap(({ result }) => result && accept(result)),
    );
  });
}
