import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { denseBars } from '../../../demo/tools/dense-bars.ts';
import { truePeak } from '../../../demo/tools/true-peak.ts';
import { createRandom } from '../../../src/core/random.ts';
import { CEILING, Limiter } from '../../../src/outputs/bus/limiter.ts';
import { KIT_NAMES } from '../../../src/outputs/synth/parameters.ts';
import { renderEvents } from '../../../src/outputs/synth/render.ts';

const RATE = 48_000;

function limited(left: Float32Array, right: Float32Array = new Float32Array(left.length), rate = RATE) {
  const out = { left: left.slice(), right: right.slice() };
  new Limiter(rate).process(out.left, out.right);
  return out;
}

/** `shape` between silence before and after. */
const burst = (length: number, shape: (i: number) => number): Float32Array =>
  Float32Array.from({ length: length + 1000 }, (_, i) => (i < 300 || i >= length + 300 ? 0 : shape(i)));

describe('true peak, measured 16 times oversampled, never above -1 dBTP', () => {
  test.each([44_100, 48_000, 96_000])('bursts of noise at %i Hz, white and of mere signs', (rate) => {
    for (let seed = 1; seed <= 6; seed += 1) {
      const random = createRandom(seed);
      const gain = 2 ** (seed % 4);
      const white = burst(3000, () => gain * random.between(-1, 1));
      const signs = burst(3000, () => gain * Math.sign(random.between(-1, 1)));
      const { left, right } = limited(white, signs, rate);
      expect(truePeak(left, right)).toBeLessThan(CEILING);
    }
  });

  test.each([0.01, 0.25, 0.3333, 0.4167, 0.45])(
    'a sine of %f times the sample rate, its samples beside its peaks',
    (f) => {
      const length = 6000;
      const fade = (i: number): number => Math.min(1, i / 1000, (length - 1 - i) / 1000);
      const sine = Float32Array.from({ length }, (_, i) => 2 * fade(i) * Math.sin(2 * Math.PI * f * i + Math.PI / 4));
      const { left } = limited(sine);
      expect(truePeak(left)).toBeLessThan(CEILING);
      // And not much below: the gain is right, not just low.
      expect(truePeak(left)).toBeGreaterThan(CEILING - 1);
    },
  );

  test('samples at 0.7 of full scale that hide a peak of full scale are brought down', () => {
    const sine = Float32Array.from({ length: 4800 }, (_, i) => Math.sin((Math.PI * i) / 2 + Math.PI / 4));
    expect(Math.max(...sine)).toBeLessThan(0.71);
    expect(Math.max(...limited(sine).left.subarray(1000, 4000))).toBeLessThan(0.65);
  });

  test.each(KIT_NAMES.map((name, kit) => [name, kit] as const))('dense playing at +6 dB: %s', (_, kit) => {
    const { left, right } = renderEvents(denseBars(1, kit + 1), { sampleRate: RATE, seconds: 1.5, kit, volume: 6 });
    const peak = truePeak(left, right);
    expect(peak).toBeLessThan(CEILING);
    expect(peak).toBeGreaterThan(CEILING - 3);
  });

  test('any signal, in blocks of any size', () => {
    const signal = fc.array(fc.double({ min: -8, max: 8, noNaN: true }), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(signal, fc.integer({ min: 1, max: 200 }), (samples, block) => {
        const whole = burst(samples.length, (i) => samples[i - 300]!);
        const { left } = limited(whole);
        const limiter = new Limiter(RATE);
        const pieces = whole.slice();
        const silence = new Float32Array(pieces.length);
        for (let i = 0; i < pieces.length; i += block) {
          limiter.process(pieces.subarray(i, i + block), silence.subarray(i, i + block));
        }
        expect(pieces).toEqual(left);
        expect(truePeak(left)).toBeLessThan(CEILING);
      }),
      { numRuns: 40, seed: 5 },
    );
  });
});

test('below the ceiling: the very samples, later', () => {
  const random = createRandom(3);
  const soft = Float32Array.from({ length: 4000 }, () => random.between(-0.25, 0.25));
  const { left } = limited(soft);
  const { delay } = new Limiter(RATE);
  expect(left.subarray(0, delay).every((sample) => sample === 0)).toBe(true);
  expect(left.subarray(delay)).toEqual(soft.subarray(0, 4000 - delay));
});

test('a second after a peak the gain is back, to the bit', () => {
  const signal = Float32Array.from({ length: 4 * RATE }, (_, i) => (i === 100 ? 4 : 0.1));
  const { left } = limited(signal);
  expect(left.at(-1)).toBe(signal.at(-1));
  expect(left[100 + new Limiter(RATE).delay + 200]).toBeLessThan(0.05);
});

test('both channels get the same gain, so that nothing moves sideways', () => {
  const loud = burst(2000, (i) => 3 * Math.sin(i / 9));
  const { left, right } = limited(
    loud,
    Float32Array.from(loud, (sample) => sample / 3),
  );
  for (const [i, sample] of left.entries()) expect(right[i]).toBeCloseTo(sample / 3, 6);
});

test('what is no number is silence, and is forgotten', () => {
  const signal = Float32Array.from(
    { length: 3000 },
    (_, i) => [Number.NaN, Number.POSITIVE_INFINITY, 0.1][i < 2 ? i : 2]!,
  );
  const { left } = limited(signal);
  expect(left.every(Number.isFinite)).toBe(true);
  expect(left.at(-1)).toBe(signal.at(-1));
});
