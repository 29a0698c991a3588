import { describe, expect, test } from 'vitest';
import { shippedTempo } from '../../demo/tools/learned-beat.ts';
import { CURVE_COUNT, LAGS, Likeness } from '../../src/beat/likeness.ts';
import { createMovement } from '../../src/beat/movement.ts';
import { SCORED, TempoScorer } from '../../src/beat/tempo-scorer.ts';
import { JOINT_COUNT } from '../../src/core/joints.ts';
import { createRandom } from '../../src/core/random.ts';
import { frameOf } from './frames.ts';
import golden from './golden/tempo.json' with { type: 'json' };

const scorer = new TempoScorer(await shippedTempo());
const COUNT = SCORED.tempi.length;

/** Made-up frames, as models/training/export_tempo.py draws them: noise over a wave. */
function madeUp(): Likeness {
  const random = createRandom(golden.seed);
  const movement = createMovement();
  const likeness = new Likeness();
  for (let k = 0; k < golden.frames; k++) {
    const wave = Math.fround(Math.sin(k * 0.4));
    const noisy = () => Float32Array.from({ length: JOINT_COUNT * 2 }, () => 2 * random.next() - 1 + wave);
    const [position, velocity] = [noisy(), noisy()];
    const visibility = Float32Array.from({ length: JOINT_COUNT }, () => random.next());
    likeness.add(movement.step({ ...frameOf(k, () => 0), position, velocity, visibility }));
  }
  likeness.evaluate();
  return likeness;
}

describe('the same numbers as in PyTorch', () => {
  const { curves } = madeUp();
  const byLikeness = new Float64Array(COUNT);
  scorer.byLikeness(curves, byLikeness);

  test('likeness', () => {
    expect(curves).toHaveLength(golden.curves.length);
    golden.curves.forEach((shown, c) => {
      shown.forEach((value, i) => {
        expect(curves[c]![i * golden.everyLag], `curve ${c}, lag ${i * golden.everyLag}`).toBeCloseTo(value, 4);
      });
    });
  });

  test('what it says of each tempo', () => {
    golden.likeness.forEach((value, i) => {
      expect(byLikeness[i], `tempo ${i}`).toBeCloseTo(value, 3);
    });
  });

  test('both witnesses together', () => {
    const random = createRandom(golden.seed + 1);
    const evidence = SCORED.prior.map((nats) => nats + 8 * random.next());
    const found = scorer.score(byLikeness, evidence, golden.heard);
    golden.scores.forEach((value, i) => {
      expect(found[i], `tempo ${i}`).toBeCloseTo(value, 3);
    });
  });
});

test('tempi can be scored a few at a time', () => {
  const { curves } = madeUp();
  const [whole, parts] = [new Float64Array(COUNT), new Float64Array(COUNT)];
  scorer.byLikeness(curves, whole);
  for (let from = 0; from < COUNT; from += 10) scorer.byLikeness(curves, parts, from, from + 10);
  expect(parts).toEqual(whole);
});

test('phases that plainly name a tempo are believed where the body says nothing, and never wholly', () => {
  const nothing = new Float64Array(COUNT);
  const evidence = SCORED.prior.map((nats, i) => nats + (i === 30 ? 80 : 0));
  const found = scorer.score(nothing, evidence, 8);
  expect(found.indexOf(Math.max(...found))).toBe(30);
  expect(Math.min(...found)).toBeGreaterThan(found[30]! - 12);
});

test('a dance of hours is judged as one of a minute', () => {
  const byLikeness = SCORED.prior.map((_, i) => Math.sin(i));
  const evidence = SCORED.prior.map((nats, i) => nats + 10 * Math.cos(i / 7));
  expect(scorer.score(byLikeness, evidence, 20_000)).toEqual(scorer.score(byLikeness, evidence, 60));
});

test('the beats of every tempo lie within the curves, and none of them is now', () => {
  const into = new Float64Array(COUNT);
  const curves = Array.from({ length: CURVE_COUNT }, () => new Float32Array(LAGS).fill(Number.NaN, 0, 1));
  scorer.byLikeness(curves, into);
  expect(into.every(Number.isFinite)).toBe(true);
});
