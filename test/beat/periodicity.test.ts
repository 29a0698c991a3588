import { expect, test } from 'vitest';
import { LagProducts, Periodicity } from '../../src/beat/periodicity.ts';

const DT = 1 / 30;

/** Ten seconds of a movement, given as a function of the beat at 105 a minute, as the periodicity sees it. */
function after(movement: (beat: number) => number): Periodicity {
  const lags = new LagProducts();
  const periodicity = new Periodicity(22);
  for (let k = 0; k < 300; k++) {
    const sway = Float32Array.of(movement((k * DT * 105) / 60));
    periodicity.add(lags.step(sway, DT), 1, DT);
  }
  return periodicity;
}

const wave = (beats: number) => Math.cos(2 * Math.PI * beats);
/** 1 where a syncopated hit of the bar has just been. */
const hit = (beat: number): number =>
  [0, 0.75, 1.5, 2.25, 3].some((at) => (((beat - at) % 4) + 4) % 4 < 0.12) ? 1 : 0;

test('a bar of hits every three 16ths with a small bounce is in the tempo of the bounce', () => {
  const evidence = (bpm: number): number => after((beat) => 0.3 * wave(beat) + hit(beat)).evidence(bpm / 60);
  for (const ratio of [2 / 3, 3 / 4, 4 / 3, 3 / 2]) expect(evidence(105)).toBeGreaterThan(evidence(105 * ratio) + 10);
});

test('the tempo itself is preferred to its half and double', () => {
  const periodicity = after((beat) => wave(beat) + 0.5 * wave(beat / 2));
  for (const ratio of [1 / 2, 2])
    expect(periodicity.evidence(1.75)).toBeGreaterThan(periodicity.evidence(1.75 * ratio));
});

test('nothing seen, nothing said; what is passed on counts less', () => {
  expect(new Periodicity(5).evidence(2)).toBe(0);
  const long = after(wave);
  const fresh = new Periodicity(22);
  fresh.copyFrom(long, 0.5);
  expect(fresh.evidence(1.75)).toBeCloseTo(long.evidence(1.75) / 2, 9);
  fresh.clear();
  expect(fresh.evidence(1.75)).toBe(0);
});

test('a frame that was lost leaves a hole in the past instead of moving it', () => {
  const whole = new LagProducts();
  const holed = new LagProducts();
  for (let k = 0; k < 60; k++) whole.step(Float32Array.of(wave(k / 10)), DT);
  for (let k = 0; k < 60; k++) if (k !== 40) holed.step(Float32Array.of(wave(k / 10)), k === 41 ? 2 * DT : DT);
  const [a, b] = [whole, holed].map((lags) => Array.from(lags.step(Float32Array.of(1), DT)));
  expect(b!.map((value, lag) => (lag === 20 ? a![lag] : value))).toEqual(a);
});
