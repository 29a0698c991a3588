import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  continuity,
  countedAsOne,
  falseAlarms,
  fMeasure,
  lockTime,
  pScore,
  quantile,
  scoreBeats,
  tempoAt,
} from '../../demo/tools/beat-measures.ts';
import type { Beat } from '../../src/beat/types.ts';

interface Golden {
  readonly name: string;
  readonly truth: number[];
  readonly estimated: number[];
  readonly [measure: string]: unknown;
}

const golden = JSON.parse(readFileSync(new URL('./golden/mir-eval.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Golden[];
};

test.each(golden.cases)('agrees with mir_eval: $name', ({ truth, estimated, ...wanted }) => {
  const ours: Record<string, number> = {
    f: fMeasure(truth, estimated),
    p: pScore(truth, estimated),
    ...continuity(truth, estimated),
  };
  for (const [measure, value] of Object.entries(ours)) expect(value, measure).toBeCloseTo(wanted[measure] as number, 9);
});

const beat = (time: number, lead: number): Beat => ({
  time,
  emittedAt: time - lead,
  bpm: 120,
  confidence: 1,
  index: 0,
  beatInBar: 0,
  bar: 0,
  first: false,
});

test('beats that were final too late, or lie before the scored part, do not count', () => {
  const truth = [5, 5.5, 6, 6.5, 7, 7.5];
  const beats = [beat(5.2, 0.4), beat(6, 0.4), beat(6.51, 0.05), beat(7.03, 0.1)];
  const score = scoreBeats(truth, beats, 6);
  expect(score.f).toBeCloseTo((2 * 2) / (4 + 2), 9);
  expect(score.bias).toBeCloseTo(0.015, 9);
  expect(score.tempo).toBe(1);
});

test('lock time is where four hits in a row begin', () => {
  const truth = [1, 2, 3, 4, 5, 6, 7];
  expect(lockTime(truth, [2, 3.5, 4, 5, 6, 7], 0.5)).toBeCloseTo(3.5, 9);
  expect(lockTime(truth, [2, 3.5, 4, 5], 0.5)).toBeNull();
});

test('false alarms are counted a minute of rest, after the grace', () => {
  expect(falseAlarms([10.5, 12, 15, 40], [[10, 20]], 1)).toBeCloseTo(2 / (9 / 60), 9);
  expect(falseAlarms([10.5], [], 1)).toBe(0);
});

test('quantiles interpolate and the tempo is that of the surrounding beats', () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
  expect(quantile([], 0.5)).toBeNaN();
  expect(tempoAt([0, 1, 1.5], 0.5)).toBe(60);
  expect(tempoAt([0, 1, 1.5], 9)).toBe(120);
});

test('which of the true downbeats that were hit are counted as one', () => {
  const truth = [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5];
  const counted = (times: readonly number[], from: number): Beat[] =>
    times.map((time, i) => ({ ...beat(time, 0.4), beatInBar: ((i + from) % 4) as Beat['beatInBar'] }));
  expect(countedAsOne(truth, [1, 3, 5], counted(truth, 0))).toBe(1);
  expect(countedAsOne(truth, [1, 3, 5], counted(truth, 1))).toBe(0);
  // The last one is missed, and the two before it count.
  expect(countedAsOne(truth, [1, 3, 5], counted([1.03, 1.5, 2, 2.5, 3.05, 3.5, 4.02], 0))).toBe(1);
  expect(countedAsOne(truth, [1, 3, 5], [...counted([1, 1.5, 2], 0), ...counted([2.5, 3, 3.5], 2)])).toBe(0.5);
  expect(countedAsOne(truth, [], counted(truth, 0))).toBeNaN();
});
