import { expect, test } from 'vitest';
import { PARAMETERS } from '../../../src/config.ts';
import { choiceName, formatMs, formatParameter, formatPercent, formatTempo } from '../../../src/ui/text/format.ts';

test('a tempo is a whole number, and only while there is one', () => {
  expect(formatTempo(111.6, 'locked')).toBe('112');
  expect(formatTempo(111.6, 'seeking')).toBe('–');
  expect(formatTempo(111.6, 'rest')).toBe('–');
  expect(formatTempo(Number.NaN, 'locked')).toBe('–');
});

test('per cent stay between 0 and 100', () => {
  expect([0.824, 1.4, -1, Number.NaN].map(formatPercent)).toEqual(['82 %', '100 %', '0 %', '0 %']);
});

test('milliseconds have a decimal where it matters', () => {
  expect([0.42, 9.96, 18.4, undefined].map(formatMs)).toEqual(['0.4 ms', '10.0 ms', '18 ms', '–']);
});

test('parameters read as people say them', () => {
  expect(formatParameter('volume', -6)).toBe('−6.0 dB');
  expect(formatParameter('volume', -60)).toBe('muted');
  expect(formatParameter('temperature', 1.05)).toBe('1.05');
  expect(formatParameter('latency', 120)).toBe('120 ms');
  expect(formatParameter('kit', 1)).toBe('808');
  expect(formatParameter('kickPan', 0)).toBe('centre');
  expect(formatParameter('kickPan', -0.2)).toBe('left 20');
  expect(formatParameter('kickPan', 1)).toBe('right 100');
  expect(formatParameter('kickTune', -1.5)).toBe('−1.5 st');
});

test('choices beyond the listed names are numbered', () => {
  expect(choiceName({ ...PARAMETERS.style, choices: ['Any'] }, -1)).toBe('Any');
  expect(choiceName({ ...PARAMETERS.style, choices: ['Any'] }, 0)).toBe('Style 1');
});
