import { expect, test } from 'vitest';
import type { CalibrationProgress, CalibrationResult } from '../../../src/engine/calibration/types.ts';
import { countWords, resultFigures, resultWords, stepName } from '../../../src/ui/text/calibration.ts';

const progress: CalibrationProgress = {
  step: 'clap',
  instruction: 'Clap.',
  taken: 3,
  wanted: 8,
  spread: null,
  flashes: [],
  result: null,
  error: null,
};
const result: CalibrationResult = {
  parameter: 'cameraDelay',
  value: 84,
  spread: 9.3,
  error: 3.6,
  used: 8,
  rejected: 1,
  confident: true,
  roundTrip: null,
};

test('what is counted has its name, and its spread once there is one', () => {
  expect(countWords(progress)).toBe('3 of 8 claps');
  expect(countWords({ ...progress, spread: 12.4 })).toBe('3 of 8 claps · ±12 ms apart');
  expect(countWords({ ...progress, step: 'light', wanted: 14 })).toBe('3 of 14 taps');
});

test('steps in which nobody does anything count nothing', () => {
  for (const step of ['starting', 'clicks', 'done', 'failed'] as const)
    expect(countWords({ ...progress, step, spread: 1 })).toBe('');
});

test('every step has a name of its own', () => {
  const steps = ['starting', 'clicks', 'clap', 'light', 'sound', 'done', 'failed'] as const;
  expect(new Set(steps.map((step) => stepName({ step }))).size).toBe(steps.length);
});

test('what was set, how sure that is, and what was before', () => {
  expect(resultWords(result, 60)).toBe('Camera delay is now 84 ms, give or take 8 ms. Before: 60 ms.');
  expect(resultWords({ ...result, parameter: 'outputDelay', value: -12 }, 0)).toMatch(/^Output delay is now −12 ms/);
});

test('a result that cannot be trusted says that nothing was changed', () => {
  expect(resultWords({ ...result, confident: false }, 60)).toBe(
    'About 84 ms, give or take 8 ms. Not sure enough: camera delay stays at 60 ms.',
  );
});

test('the figures behind a result', () => {
  expect(resultFigures(result)).toBe('8 counted, 1 left out, ±9 ms each');
  expect(resultFigures({ ...result, roundTrip: 63 })).toContain('loudspeaker to microphone 63 ms');
});
