import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTempoCurve, type TempoPoint } from '../../../src/camera/dancer/tempo-curve.ts';
import { UserError } from '../../../src/core/errors.ts';

/** Two to five points, each a second or more after the one before, some reached in a ramp. */
const curves = fc
  .array(
    fc.record({
      gap: fc.double({ min: 1, max: 20, noNaN: true }),
      bpm: fc.double({ min: 55, max: 215, noNaN: true }),
      ramp: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((items) => {
    let at = 0;
    return items.map(({ gap, bpm, ramp }, i): TempoPoint => ({ at: i === 0 ? 0 : (at += gap), bpm, ramp }));
  });

test('a constant tempo puts beat n at n * 60 / bpm', () => {
  fc.assert(
    fc.property(fc.double({ min: 20, max: 300, noNaN: true }), fc.integer({ min: 0, max: 1000 }), (bpm, n) => {
      expect(createTempoCurve([{ at: 0, bpm }]).timeAt(n)).toBeCloseTo((n * 60) / bpm, 6);
    }),
  );
});

test('timeAt is the inverse of beatAt, for steps, ramps and rubato', () => {
  fc.assert(
    fc.property(curves, fc.double({ min: 0, max: 60, noNaN: true }), (points, time) => {
      const curve = createTempoCurve(points, { depth: 0.2, period: 8 });
      expect(curve.timeAt(curve.beatAt(time))).toBeCloseTo(time, 6);
    }),
  );
});

test('the beat count rises by bpm / 60 a second everywhere', () => {
  fc.assert(
    fc.property(curves, fc.double({ min: 0.01, max: 60, noNaN: true }), (points, time) => {
      fc.pre(points.every(({ at }) => Math.abs(at - time) > 1e-3));
      const curve = createTempoCurve(points);
      const slope = (curve.beatAt(time + 1e-4) - curve.beatAt(time - 1e-4)) / 2e-4;
      expect(slope * 60).toBeCloseTo(curve.bpmAt(time), 3);
    }),
  );
});

test('a ramp takes the mean of its tempos', () => {
  const curve = createTempoCurve([
    { at: 0, bpm: 100 },
    { at: 30, bpm: 140, ramp: true },
  ]);
  expect(curve.beatAt(30)).toBeCloseTo(60, 9);
  expect(curve.bpmAt(15)).toBeCloseTo(120, 9);
  expect(curve.bpmAt(40)).toBe(140);
});

test.each([
  ['tempo-empty', [], undefined],
  ['tempo-range', [{ at: 0, bpm: 10 }], undefined],
  ['tempo-range', [{ at: 0, bpm: Number.NaN }], undefined],
  [
    'tempo-order',
    [
      { at: 3, bpm: 100 },
      { at: 3, bpm: 110 },
    ],
    undefined,
  ],
  ['rubato', [{ at: 0, bpm: 100 }], { depth: 2, period: 5 }],
] as const)('a curve that makes no sense is refused: %s', (code, points, rubato) => {
  expect(() => createTempoCurve(points, rubato)).toThrow(UserError);
  expect(() => createTempoCurve(points, rubato)).toThrow(expect.objectContaining({ code }));
});
