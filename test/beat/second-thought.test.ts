import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PhaseMemory, phasorAt, turnOf } from '../../src/beat/phase-memory.ts';
import { GRID, PHASES, placeOf, type ScoreMap } from '../../src/beat/score-map.ts';
import { SecondThought } from '../../src/beat/second-thought.ts';

const FRAME = 1 / 30;
const TURN = turnOf(FRAME);
const memory = (): PhaseMemory => new PhaseMemory(12);

/** Lets a memory hear a beat that is at phase 0 at time 0. */
function hear(
  into: PhaseMemory,
  { bpm, from, to, late = 0 }: Record<'bpm' | 'from' | 'to', number> & { late?: number },
): void {
  for (let k = Math.round(from * 30); k < Math.round(to * 30); k++)
    into.add(phasorAt((k * FRAME * bpm) / 60 - late), 1, FRAME, TURN);
}

function scoresOf(heard: PhaseMemory): ScoreMap {
  heard.evaluate();
  return heard.scores;
}

/** A thought of ten seconds of a dance, then so much of a rest, then what is heard of another memory. */
function thoughtOf(
  bpm: number,
  rest: number,
  since: number,
): { readonly thought: SecondThought; readonly held: PhaseMemory } {
  const [thought, held] = [new SecondThought([memory()]), memory()];
  hear(held, { bpm, from: 0, to: 10 });
  const last = (10 - FRAME) * (bpm / 60);
  expect(thought.keep([held], bpm / 60, last - Math.floor(last), held.span)).toBe(true);
  for (let k = 0; k < Math.round(rest * 30); k++) thought.step(0, FRAME);
  for (let k = 0; k < Math.round(since * 30); k++) thought.step(1, FRAME);
  return { thought, held };
}

test('the same beat, heard again after a rest, stands; another tempo and the off-beat do not', () => {
  fc.assert(
    fc.property(fc.double({ min: 70, max: 180, noNaN: true }), fc.integer({ min: 0, max: 8 }), (bpm, rest) => {
      const from = 10 + rest;
      const { thought } = thoughtOf(bpm, rest, 3);
      const since = (more: { bpm?: number; late?: number }): ScoreMap => {
        const heard = memory();
        hear(heard, { bpm, from, to: from + 3, ...more });
        return scoresOf(heard);
      };
      expect(thought.stands(since({}))).toBe(true);
      expect(thought.stands(since({ late: 0.5 }))).toBe(false);
      expect(thought.stands(since({ bpm: bpm * 1.15 }))).toBe(false);
    }),
    { numRuns: 20 },
  );
});

test('it is not thought of at once, and forgotten when much else was heard', () => {
  const stands = (since: number): boolean => {
    const heard = memory();
    hear(heard, { bpm: 100, from: 10, to: 10 + since });
    return thoughtOf(100, 0, since).thought.stands(scoresOf(heard));
  };
  expect([1, 2, 11, 13].map(stands)).toEqual([false, true, true, false]);
});

test('recalled, it counts as if nothing had been forgotten', () => {
  const { thought } = thoughtOf(100, 4, 3);
  const [since, whole] = [memory(), memory()];
  hear(since, { bpm: 100, from: 14, to: 17 });
  hear(whole, { bpm: 100, from: 0, to: 10 });
  for (let k = 0; k < 4 * 30; k++) whole.add(phasorAt(0), 0, FRAME, TURN);
  hear(whole, { bpm: 100, from: 14, to: 17 });
  const { place, elapsed } = thought.recall([since], scoresOf(since));
  expect(elapsed).toBeCloseTo(7, 6);
  const now = 100 / 60;
  expect(Math.abs(GRID.tempi[place.tempo]! / now - 1)).toBeLessThan(0.02);
  expect(since.span).toBeCloseTo(whole.span, 6);
  const [top, best] = [scoresOf(since).top(), scoresOf(whole).top()];
  expect(since.scores.at(top)).toBeGreaterThan(0.97 * whole.scores.at(best));
  expect(Math.abs(top.tempo - best.tempo)).toBeLessThanOrEqual(1);
});

test('where the beat is, what was heard since says better', () => {
  const { thought } = thoughtOf(100, 4, 3);
  const since = memory();
  hear(since, { bpm: 100, from: 14, to: 17, late: 0.06 });
  thought.recall([since], scoresOf(since));
  const truth = (17 - FRAME) * (100 / 60) - 0.06;
  const off = since.scores.finePhase(scoresOf(since).climbed(placeOf(100 / 60, truth - Math.floor(truth)))) - truth;
  expect(Math.abs(off - Math.round(off))).toBeLessThan(0.6 / PHASES);
});

test('of two thoughts the one that rests on more is kept, and judged by what was heard since the last', () => {
  const { thought } = thoughtOf(100, 0, 5);
  const little = memory();
  hear(little, { bpm: 140, from: 0, to: 5 });
  expect(thought.keep([little], 140 / 60, 0.5, little.span)).toBe(false);
  const since = memory();
  hear(since, { bpm: 100, from: 15, to: 18 });
  expect(thought.stands(scoresOf(since))).toBe(false);
  for (let k = 0; k < 90; k++) thought.step(1, FRAME);
  expect(thought.stands(scoresOf(since))).toBe(true);
  thought.forget();
  expect(thought.keep([little], 140 / 60, 0.5, little.span)).toBe(true);
});
