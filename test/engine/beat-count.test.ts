import { expect, test } from 'vitest';
import type { Beat, BeatState } from '../../src/beat/types.ts';
import { createBeatCount } from '../../src/engine/beat-count.ts';

const state = (...numbers: readonly [index: number, bar: number][]): BeatState => {
  const committed = numbers.map(([index, bar]) => ({ index, bar }) as Beat);
  return { time: 0, mode: 'locked', bpm: 120, phase: 0, confidence: 1, committed };
};

test('one finder’s beats pass as they are; the next one’s are counted on', () => {
  const count = createBeatCount();
  const first = state([0, 0], [1, 0]);
  count.takeOver();
  expect(count.pass(first)).toBe(first);
  count.pass(state([7, 3]));
  count.takeOver();
  expect(count.pass(state()).committed).toEqual([]);
  expect(count.pass(state([0, 0], [1, 1])).committed).toMatchObject([
    { index: 8, bar: 4 },
    { index: 9, bar: 5 },
  ]);
  count.takeOver();
  expect(count.pass(state([0, 0])).committed).toMatchObject([{ index: 10, bar: 6 }]);
  count.reset();
  expect(count.pass(first)).toBe(first);
});
