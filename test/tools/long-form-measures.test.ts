import { expect, test } from 'vitest';
import {
  areFills,
  coherence,
  correlation,
  fillHistogram,
  phraseDuring,
  similarity,
} from '../../demo/tools/long-form-measures.ts';
import { STEPS, VOICE_COUNT, VOICES, type Voice } from '../../src/core/voices.ts';

const bar = (...strokes: readonly (readonly [step: number, voice: Voice])[]) => {
  const hits = new Uint8Array(STEPS * VOICE_COUNT);
  for (const [step, voice] of strokes) hits[step * VOICE_COUNT + VOICES.indexOf(voice)] = 1;
  return { hits, velocity: Float32Array.from(hits) };
};
const one = bar([0, 'kick'], [4, 'snare']);
const other = bar([0, 'kick'], [6, 'snare']);
const fill = bar([12, 'highTom'], [13, 'midTom'], [14, 'lowTom']);

test('similarity is the share of strokes in common', () => {
  expect([similarity(one, one), similarity(one, other), similarity(one, fill)]).toEqual([1, 1 / 3, 0]);
  expect(similarity(bar(), bar())).toBe(1);
});

test('correlation is 1 on a rising line, -1 on a falling one', () => {
  expect(correlation([1, 2, 3], [10, 20, 30])).toBeCloseTo(1);
  expect(correlation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1);
});

test('a fill is where toms break in; it is counted by its place in the eight', () => {
  const bars = [one, one, one, fill, fill, one, one, fill];
  expect(areFills(bars)).toEqual([false, false, false, true, false, false, false, true]);
  expect(fillHistogram(bars, [8, 9, 10, 11, 12, 13, 14, 15])).toEqual([0, 0, 0, 1, 0, 0, 0, 1]);
});

test('bars of one phrase are held against bars of two, as far from each other; fills are left out', () => {
  const { within, across, pairs } = coherence([one, one, other, other, fill], ['A', 'A', 'B', 'B', 'B']);
  expect(within).toBe(1);
  expect(across).toBeCloseTo(1 / 3);
  expect(pairs).toEqual([2, 4]);
  expect(coherence([one, one, other], ['A', null, 'B']).pairs).toEqual([0, 1]);
});

test('a bar answers a phrase only if all of it was danced in it', () => {
  const phrases = [
    { time: 1, letter: 'A' },
    { time: 9, letter: 'B' },
  ];
  expect(phraseDuring(phrases, 2, 4)).toBe('A');
  expect(phraseDuring(phrases, 9, 11)).toBe('B');
  expect(phraseDuring(phrases, 8, 10)).toBeNull();
  expect(phraseDuring(phrases, 0, 2)).toBeNull();
});
