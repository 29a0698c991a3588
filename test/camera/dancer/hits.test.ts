import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkPattern, createHits } from '../../../src/camera/dancer/hits.ts';
import { STEPS } from '../../../src/core/voices.ts';

const patterns = fc.array(fc.constantFrom(0, 0, 0, 0.3, 0.6, 1), { minLength: STEPS, maxLength: STEPS });
const BPM = 120;
const STEP = 0.25;

test('each hit moves the body by its strength, and nothing else moves it', () => {
  fc.assert(
    fc.property(patterns, fc.integer({ min: 0, max: 9 }), (pattern, bar) => {
      const hits = createHits(pattern);
      // Thrown 0.26 beats (0.13 s) before the hit at most and at rest 0.04 beats before it.
      const swingAfter = (step: number): number => hits.at(bar * 4 + step * STEP - 0.039, BPM).swing;
      for (let step = 1; step < STEPS; step++) {
        expect(Math.abs(swingAfter(step) - swingAfter(step - 1))).toBeCloseTo(pattern[step]!, 1);
      }
    }),
  );
});

test('the swing stays within its two poses and never jumps', () => {
  fc.assert(
    fc.property(patterns, (pattern) => {
      const hits = createHits(pattern);
      const swings = Array.from({ length: 1200 }, (_, i) => hits.at(i / 100, BPM).swing);
      const steps = swings.slice(1).map((swing, i) => Math.abs(swing - swings[i]!));
      expect(Math.max(...swings.map(Math.abs))).toBeLessThanOrEqual(1 + 1e-9);
      // Minimum jerk over a 16th (0.25 beats): 1.875 / 25 of the way in 0.01 beats at its fastest.
      expect(Math.max(...steps)).toBeLessThan(0.08);
    }),
  );
});

test('impact is full at the hit and fades', () => {
  const hits = createHits([1, ...new Array(15).fill(0)]);
  const impact = (beat: number): number => hits.at(beat - 0.04, BPM).impact;
  expect(impact(4)).toBeCloseTo(1, 2);
  expect(impact(4.5)).toBeLessThan(0.15);
  expect(impact(6)).toBeLessThan(0.001);
});

test('no accents, no hits', () => {
  expect(createHits(new Array(16).fill(0)).at(3.3, BPM)).toEqual({ swing: 0, impact: 0 });
});

test.each([[[1, 0]], [new Array(16).fill(2)], [new Array(16).fill(Number.NaN)]])('refuses %j', (pattern) => {
  expect(() => checkPattern(pattern)).toThrow('16 strengths from 0 to 1');
});
