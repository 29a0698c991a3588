import { expect, test } from 'vitest';
import { createChoreography } from '../../src/camera/dancer/choreography.ts';
import { FRONT_VIEW } from '../../src/camera/dancer/virtual-camera.ts';
import type { MotionFrame } from '../../src/motion/types.ts';
import { createBarGrid } from '../../src/rhythm/bar-grid.ts';
import { accentsOnGrid } from '../../src/rhythm/close-bar.ts';
import { createStyle } from '../../src/style/style.ts';
import type { Accent, StyleFrame } from '../../src/style/types.ts';
import { correlation, type Filming, film, mean, PATTERN_A, PATTERN_B, toMotion } from '../motion/dance.ts';

const SECONDS = 14;

function stylesOf(frames: readonly MotionFrame[]): StyleFrame[] {
  const style = createStyle();
  return frames.map((frame) => style.step(frame));
}

function danced(accents: readonly number[], seed: number, bpm: number, filming: Partial<Filming> = {}) {
  const options = { seed, tempo: [{ at: 0, bpm }], accents };
  const styles = stylesOf(toMotion(film(options, { seconds: SECONDS, jitter: 1.5, ...filming })));
  return { choreography: createChoreography(options), styles, found: styles.flatMap((style) => style.accents) };
}

const near = (found: readonly Accent[], time: number): Accent | undefined =>
  found.filter((accent) => Math.abs(accent.time - time) < 0.07).sort((a, b) => b.strength - a.strength)[0];

/** Mean 16-step rhythm of the dance, by its true beats. */
function rhythmOf({ choreography, found }: ReturnType<typeof danced>): number[] {
  const bars = choreography.downbeats(2, SECONDS - 3).map((downbeat) => {
    const beats = choreography.beats(downbeat - 0.01, downbeat + 5).slice(0, 5);
    return accentsOnGrid(found, createBarGrid(beats, 0, 60 / (beats[1]! - beats[0]!)), 0);
  });
  return Array.from({ length: 16 }, (_, step) => mean(bars.map((bar) => bar[step]!)));
}

test('a hit on a 16th has its accent there: at every tempo, most are found, little else is, and without bias', () => {
  for (const bpm of [75, 110, 140]) {
    const [errors, all, true_]: [number[], number[], number[]] = [[], [], []];
    for (const seed of [1, 5]) {
      const { choreography, found } = danced(PATTERN_A, seed, bpm);
      const truth = choreography.accents(1, SECONDS - 1);
      all.push(found.filter(({ time }) => time > 1 && time < SECONDS - 1).length);
      true_.push(truth.length);
      for (const { time } of truth) {
        const accent = near(found, time);
        if (accent) errors.push(accent.time - time);
      }
    }
    const [hits, given, wanted] = [errors.length, mean(all) * all.length, mean(true_) * true_.length];
    const report = `precision ${(hits / given).toFixed(2)} recall ${(hits / wanted).toFixed(2)}`;
    console.log(`${bpm} bpm: ${report} mean offset ${(1000 * mean(errors)).toFixed(1)} ms`);
    expect(hits / given).toBeGreaterThan(0.85);
    expect(hits / wanted).toBeGreaterThan(0.85);
    expect(Math.abs(mean(errors))).toBeLessThan(0.012);
  }
});

test.each<[string, Partial<Filming>]>([
  ['60 fps', { fps: 60 }],
  ['15 fps', { fps: 15 }],
  ['head to hips in the picture', { view: { ...FRONT_VIEW, distance: 1.6, aim: 1.3 } }],
  ['half from the side', { view: { ...FRONT_VIEW, yaw: 0.8 } }],
  ['a camera that pans to and fro', { moved: (time) => [0.05 * Math.sin(0.8 * time), 0] }],
])('accents survive %s', (_, filming) => {
  const { choreography, found } = danced(PATTERN_A, 1, 110, filming);
  const truth = choreography.accents(1, SECONDS - 1);
  const given = found.filter(({ time }) => time > 1 && time < SECONDS - 1);
  const hits = truth.filter(({ time }) => near(found, time)).length;
  expect(hits / truth.length).toBeGreaterThan(0.85);
  expect(hits / given.length).toBeGreaterThan(0.85);
});

test("the dancer's accent patterns give rhythms of their own", () => {
  for (const bpm of [80, 110, 130]) {
    const [a, b] = [rhythmOf(danced(PATTERN_A, 3, bpm)), rhythmOf(danced(PATTERN_B, 3, bpm))];
    const own = [correlation(a, PATTERN_A), correlation(b, PATTERN_B)];
    const other = [correlation(a, PATTERN_B), correlation(b, PATTERN_A)];
    const show = (values: number[]) => values.map((value) => value.toFixed(2)).join(' ');
    console.log(`${bpm} bpm: correlation with own pattern (A, B) ${show(own)}, with the other ${show(other)}`);
    for (const i of [0, 1]) expect(own[i]! - other[i]!).toBeGreaterThan(0.6);
  }
});

test('stronger hits are stronger accents', () => {
  const { choreography, found } = danced(PATTERN_A, 4, 100);
  const strengths = (wanted: number) =>
    choreography
      .accents(3, SECONDS - 1)
      .filter(({ strength }) => strength === wanted)
      .map(({ time }) => near(found, time)?.strength ?? 0);
  expect(mean(strengths(1))).toBeGreaterThan(mean(strengths(0.5)) + 0.15);
});

test('hits of the arms are told from those of other limbs', () => {
  const { found } = danced(PATTERN_A, 2, 100);
  const arms = found.filter(({ limb }) => limb === 'leftArm' || limb === 'rightArm').length;
  expect(arms / found.length).toBeGreaterThan(0.8);
});

test('near and far give the same accents', () => {
  const close = danced(PATTERN_A, 6, 100, { jitter: 0 }).found;
  const far = danced(PATTERN_A, 6, 100, { jitter: 0, view: { ...FRONT_VIEW, distance: 5 } }).found;
  const shared = close.filter(({ time }) => near(far, time)).length;
  expect(shared / Math.max(close.length, far.length)).toBeGreaterThan(0.9);
});

test('a body at rest has no accents and no energy, though the estimator jitters by 3 px', () => {
  const rest = film(
    { seed: 1, tempo: [{ at: 0, bpm: 100 }], still: [{ from: 0, to: 100 }] },
    { seconds: 8, jitter: 3 },
  );
  const styles = stylesOf(toMotion(rest)).filter(({ time }) => time > 3);
  expect(styles.flatMap(({ accents }) => accents)).toEqual([]);
  expect(styles.at(-1)!.descriptors.energy).toBeLessThan(0.05);
});

test('accents are final up to settledUntil, ordered, in range, and never ahead of the frame', () => {
  let settled = Number.NEGATIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { time, accents, settledUntil, descriptors } of danced(PATTERN_B, 7, 120).styles) {
    for (const accent of accents) {
      expect(accent.time).toBeGreaterThan(settled);
      expect(accent.time).toBeGreaterThan(last);
      expect(accent.time).toBeLessThan(time);
      expect(accent.strength).toBeGreaterThan(0);
      expect(accent.strength).toBeLessThanOrEqual(1);
      last = accent.time;
    }
    expect(settledUntil).toBeGreaterThan(settled);
    expect(time - settledUntil).toBeLessThan(0.3);
    settled = settledUntil;
    expect(Math.abs(descriptors.balance)).toBeLessThanOrEqual(1);
    for (const unit of [descriptors.energy, descriptors.regularity, descriptors.arms]) {
      expect(unit).toBeGreaterThanOrEqual(0);
      expect(unit).toBeLessThanOrEqual(1);
    }
  }
});

test('a strict pattern is regular; shuffled time is less so', () => {
  const motion = toMotion(film({ seed: 2, tempo: [{ at: 0, bpm: 110 }], accents: PATTERN_A }, { seconds: SECONDS }));
  const regularity = (frames: readonly MotionFrame[]) => stylesOf(frames).at(-1)!.descriptors.regularity;
  const pieces = Array.from({ length: SECONDS * 3 }, (_, k) =>
    motion.slice(((k * 25) % (SECONDS * 3)) * 10).slice(0, 10),
  );
  const shuffled = pieces.flat().map((frame, k) => ({ ...frame, time: k / 30 }));
  expect(regularity(motion)).toBeGreaterThan(regularity(shuffled) + 0.2);
});

test('balance and arms say which limbs move', () => {
  const base = toMotion(film({ seed: 2, tempo: [{ at: 0, bpm: 110 }] }, { seconds: 5 }));
  const only = (limb: 'rightArm' | 'leftLeg') => {
    const energy = { leftArm: 0, rightArm: 0, leftLeg: 0, rightLeg: 0, trunk: 0, whole: 0.3, [limb]: 2 };
    return stylesOf(base.map((frame) => ({ ...frame, energy }))).at(-1)!.descriptors;
  };
  expect(only('rightArm').balance).toBeGreaterThan(0.9);
  expect(only('rightArm').arms).toBeGreaterThan(0.9);
  expect(only('leftLeg').balance).toBeLessThan(-0.9);
  expect(only('leftLeg').arms).toBeLessThan(0.1);
});

test('same motion, same style, bit for bit; reset is a new start', () => {
  const motion = toMotion(film({ seed: 8, tempo: [{ at: 0, bpm: 95 }] }, { seconds: 5, jitter: 2 }));
  const style = createStyle();
  const run = () => motion.map((frame) => style.step(frame));
  const first = run();
  style.reset();
  expect(run()).toEqual(first);
});
