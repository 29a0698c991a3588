import type { Observable } from 'rxjs';
import type { UserError } from '../../core/errors.ts';
import type { Milliseconds, Seconds } from '../../core/units.ts';
import type { CalibratedParameter } from './store.ts';

/**
 * 'clap': claps seen by the camera and heard by the microphone give the camera's delay.
 * 'tap': taps to a light and to clicks give what the browser doesn't know of the sound's way to the ear.
 */
export type CalibrationKind = 'clap' | 'tap';

/** What came out. */
export interface CalibrationResult {
  readonly parameter: CalibratedParameter;
  /** The new value of the parameter, set and remembered for the device if `confident`. */
  readonly value: Milliseconds;
  /** Robust standard deviation of one clap or tap. */
  readonly spread: Milliseconds;
  /** Standard error of the value. */
  readonly error: Milliseconds;
  /** Claps or taps that count, and those that don't. */
  readonly used: number;
  readonly rejected: number;
  /** False: too few, or too far apart. Nothing is changed then. */
  readonly confident: boolean;
  /** Loudspeaker to microphone and back into the page; null where the clicks were not heard, or not needed. */
  readonly roundTrip: Milliseconds | null;
}

/** Where a calibration stands. */
export interface CalibrationProgress {
  /** 'clicks': the instrument listens to its own clicks, keep quiet. 'light' and 'sound': tap. 'failed': see `error`. */
  readonly step: 'starting' | 'clicks' | 'clap' | 'light' | 'sound' | 'done' | 'failed';
  /** What to do now, for a person. */
  readonly instruction: string;
  readonly taken: number;
  readonly wanted: number;
  /** Robust standard deviation of those taken so far; null while too few were. */
  readonly spread: Milliseconds | null;
  /** Stream times at which the light is to be on for a tenth of a second. At most two a second. */
  readonly flashes: readonly Seconds[];
  readonly result: CalibrationResult | null;
  readonly error: UserError | null;
}

/**
 * Runs while it is subscribed to, stops the music first, and completes after 'done' or 'failed'. Unsubscribing ends it and
 * frees the microphone. While a 'tap' runs, `Engine.tap()` goes to it and not to the music.
 */
export type Calibration = Observable<CalibrationProgress>;
