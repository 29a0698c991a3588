import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cyclically, type Pulse, travelAt } from '../../../src/camera/dancer/pulse.ts';

const QUARTERS: Pulse = { cycle: 1, onsets: [0], offset: 0, travel: 1, align: 0 };

test('progress never runs backwards and passes one key a pulse', () => {
  const pulses = fc.record({
    onsets: fc.constantFrom([0], [1], [0, 1.5], [0, 1.5, 2, 3.5]),
    offset: fc.double({ min: -0.3, max: 0.3, noNaN: true }),
    travel: fc.double({ min: 0.2, max: 1, noNaN: true }),
    align: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(pulses, (drawn) => {
      const pulse = { ...drawn, cycle: 4 };
      const positions = Array.from({ length: 400 }, (_, i) => {
        const { index, progress } = travelAt(pulse, -4 + i * 0.05);
        return index + progress;
      });
      const steps = positions.slice(1).map((position, i) => position - positions[i]!);
      expect(Math.min(...steps)).toBeGreaterThanOrEqual(-1e-9);
      expect(travelAt(pulse, 6.01).index - travelAt(pulse, 2.01).index).toBe(drawn.onsets.length);
    }),
  );
});

test('align says whether travel begins or ends at the onset', () => {
  expect(travelAt({ ...QUARTERS, travel: 0.5, align: 0 }, 3.5)).toEqual({ index: 3, progress: 1 });
  expect(travelAt({ ...QUARTERS, travel: 0.5, align: 1 }, 3.5)).toEqual({ index: 3, progress: 0 });
});

test('an early offset moves everything towards before the beat', () => {
  expect(travelAt({ ...QUARTERS, offset: -0.25 }, 3.75)).toEqual({ index: 4, progress: 0 });
});

test('cyclically wraps both ways', () => {
  expect([-1, 0, 2, 3].map((index) => cyclically(['a', 'b', 'c'], index))).toEqual(['c', 'a', 'c', 'a']);
});
