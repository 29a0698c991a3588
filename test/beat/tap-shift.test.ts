import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TapShift } from '../../src/beat/tap-shift.ts';

const left = (beats: number, seconds: number): number => {
  const shift = new TapShift();
  shift.teach(beats);
  for (let k = 0; k < seconds * 30; k++) shift.step(1 / 30);
  return shift.beats;
};

describe('what taps say', () => {
  test('another place in the beat stays, for minutes', () => {
    expect(left(0.45, 600)).toBe(0.45);
    expect(left(-0.4, 600)).toBe(-0.4);
  });

  test('the same place, more exactly, fades', () => {
    expect(left(0.1, 0)).toBe(0.1);
    expect(left(0.1, 8)).toBeCloseTo(0.1 / Math.E, 3);
    expect(Math.abs(left(-0.2, 60))).toBeLessThan(1e-3);
  });

  test('at once it is where the taps are, whatever they say, and whole beats are nothing', () => {
    fc.assert(
      fc.property(fc.double({ min: -9, max: 9, noNaN: true }), (beats) => {
        const off = left(beats, 0) - beats;
        expect(off - Math.round(off)).toBeCloseTo(0, 9);
        expect(Math.abs(left(beats, 0))).toBeLessThanOrEqual(0.5);
      }),
    );
  });

  test('the last count is what counts, and all can be forgotten', () => {
    const shift = new TapShift();
    shift.teach(0.5);
    shift.teach(0.1);
    expect(shift.beats).toBeCloseTo(0.1, 12);
    shift.forget();
    expect(shift.beats).toBe(0);
  });
});
