import { expect, test } from 'vitest';
import { FrameCount, QUANTUM } from '../../../src/outputs/synth/frame-count.ts';

/** The first frames of quanta, by what the global scope shows at each. */
function count(shown: readonly number[]): number[] {
  const frames = new FrameCount();
  return shown.map((frame) => {
    frames.begin(frame);
    const at = frames.at[0]!;
    frames.end();
    return at;
  });
}

const quanta = (...numbers: number[]): number[] => numbers.map((n) => n * QUANTUM);

test('counts on while the number shown stands still', () => {
  expect(count(quanta(7, 8, 8, 8, 11, 12))).toEqual(quanta(7, 8, 9, 10, 11, 12));
});

test('believes a number that is ahead: nothing was asked of the node for a while', () => {
  expect(count(quanta(0, 1, 2, 40, 41))).toEqual(quanta(0, 1, 2, 40, 41));
});

test('a first number that stood still is made good with the next that does not', () => {
  expect(count(quanta(3, 3, 12, 13))).toEqual(quanta(3, 4, 12, 13));
});
