import { Observable } from 'rxjs';
import { UserError } from '../../core/errors.ts';
import type { Seconds } from '../../core/units.ts';
import { type CalibrationParts, calibrateByClaps, calibrateByTaps, type Procedure } from './procedures.ts';
import type { Calibration, CalibrationKind, CalibrationProgress, CalibrationResult } from './types.ts';

const PROCEDURES: Readonly<Record<CalibrationKind, Procedure>> = { clap: calibrateByClaps, tap: calibrateByTaps };

const STARTING: CalibrationProgress = {
  step: 'starting',
  instruction: 'One moment.',
  taken: 0,
  wanted: 0,
  spread: null,
  flashes: [],
  result: null,
  error: null,
};

function asUserError(cause: unknown): UserError {
  if (cause instanceof UserError) return cause;
  return new UserError('calibration-failed', `The calibration failed (${cause}).`, 'Try again.', { cause });
}

function conclusion({ parameter, value, error, confident }: CalibrationResult): string {
  const name = parameter === 'cameraDelay' ? 'Camera delay' : 'Output delay';
  if (confident) return `${name}: ${value} ms, give or take ${Math.ceil(2 * error)} ms.`;
  return `Not sure enough: about ${value} ms, give or take ${Math.ceil(2 * error)} ms. Nothing was changed. Try again.`;
}

/** Waits that end when the calibration is given up. */
function waitUnless(signal: AbortSignal) {
  return (duration: Seconds): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const given = (): void => reject(signal.reason);
      signal.addEventListener('abort', given, { once: true });
      setTimeout(() => {
        signal.removeEventListener('abort', given);
        resolve();
      }, duration * 1000);
    });
}

/**
 * @param parts `wait` may be left out: time that passes
 * @param accept takes a result that can be trusted
 */
export function createCalibration(
  kind: CalibrationKind,
  parts: Omit<CalibrationParts, 'say' | 'wait'> & Partial<Pick<CalibrationParts, 'wait'>>,
  accept: (result: CalibrationResult) => void,
): Calibration {
  return new Observable((subscriber) => {
    const abort = new AbortController();
    const { signal } = abort;
    const say: CalibrationParts['say'] = (progress) => subscriber.next({ ...STARTING, ...progress });
    subscriber.next(STARTING);
    PROCEDURES[kind]({ wait: waitUnless(signal), ...parts, say })
      .then((result) => {
        if (signal.aborted) return;
        if (result.confident) accept(result);
        say({ step: 'done', instruction: conclusion(result), result });
      })
      .catch((cause) => {
        const error = asUserError(cause);
        if (!signal.aborted) say({ step: 'failed', instruction: error.message, error });
      })
      .finally(() => subscriber.complete());
    return () => abort.abort();
  });
}
