import type { Milliseconds } from '../../core/units.ts';
import type { CalibrationKind, CalibrationProgress, CalibrationResult } from '../../engine/calibration/types.ts';

/** Nobody claps or taps to a tenth of a millisecond. */
const whole = (ms: Milliseconds): string => `${Math.round(ms)} ms`.replace('-', '−');

/** A way to calibrate, before it is begun. */
export interface CalibrationGuide {
  readonly kind: CalibrationKind;
  readonly parameter: CalibrationResult['parameter'];
  readonly title: string;
  /** What it finds and why one would want it. */
  readonly why: string;
  readonly steps: readonly string[];
  readonly begin: string;
}

export const CALIBRATIONS: readonly CalibrationGuide[] = [
  {
    kind: 'clap',
    parameter: 'cameraDelay',
    title: 'Camera',
    why: 'How late the picture comes. For every new camera.',
    steps: [
      'Use a camera and loudspeakers, and allow the microphone.',
      'Keep quiet while the page clicks.',
      'Clap eight times where the camera sees both hands.',
    ],
    begin: 'Calibrate by clapping',
  },
  {
    kind: 'tap',
    parameter: 'outputDelay',
    title: 'Sound',
    why: 'How late the sound comes. For Bluetooth and sound systems.',
    steps: ['Tap T, or the button, with a flashing light.', 'Then tap with clicks.'],
    begin: 'Calibrate by tapping',
  },
];

/** The steps as they are named while a calibration runs. */
const STEP_NAMES: Readonly<Record<CalibrationProgress['step'], string>> = {
  starting: 'Getting ready',
  clicks: 'Listening to the clicks',
  clap: 'Clap',
  light: 'Tap to the light',
  sound: 'Tap to the clicks',
  done: 'Done',
  failed: 'That did not work',
};

export const stepName = ({ step }: Pick<CalibrationProgress, 'step'>): string => STEP_NAMES[step];

/** What is counted in a step; '' where nothing is, as while the page clicks for itself. */
export function countWords({ step, taken, wanted, spread }: CalibrationProgress): string {
  if (step !== 'clap' && step !== 'light' && step !== 'sound') return '';
  const count = `${taken} of ${wanted} ${step === 'clap' ? 'claps' : 'taps'}`;
  return spread === null ? count : `${count} · ±${whole(spread)} apart`;
}

const NAMES: Readonly<Record<CalibrationResult['parameter'], string>> = {
  cameraDelay: 'Camera delay',
  outputDelay: 'Output delay',
};

/** What came of a calibration: what was set, what was before, and how sure that is. @param before the value until then */
export function resultWords(result: CalibrationResult, before: number): string {
  const { parameter, value, error, confident } = result;
  const about = `${whole(value)}, give or take ${whole(Math.ceil(2 * error))}`;
  if (!confident)
    return `About ${about}. Not sure enough: ${NAMES[parameter].toLowerCase()} stays at ${whole(before)}.`;
  return `${NAMES[parameter]} is now ${about}. Before: ${whole(before)}.`;
}

/** The figures behind a result: "8 counted, 1 left out, ±12 ms each". */
export function resultFigures({ used, rejected, spread, roundTrip }: CalibrationResult): string {
  const figures = [`${used} counted`, `${rejected} left out`, `±${whole(spread)} each`];
  if (roundTrip !== null) figures.push(`loudspeaker to microphone ${whole(roundTrip)}`);
  return figures.join(', ');
}
