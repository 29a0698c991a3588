import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.ts';
import { STEPS, VOICES, type Voice } from '../../src/core/voices.ts';
import { CELLS, COLUMN_COUNT, isPlayable, PLAYABLE, SILENT_COLUMN, wordsOf } from '../../src/drums/columns.ts';
import { conditionVector } from '../../src/drums/condition.ts';
import { fallbackBar } from '../../src/drums/fallback.ts';
import { playable, playedBefore } from '../../src/drums/groove-session.ts';
import { drawQuantiles, normalCdf } from '../../src/drums/humanise.ts';
import { loadManifest } from '../../src/drums/model-store.ts';
import { isFill } from '../../src/drums/phrase.ts';
import { columnBias, gumbelNoise } from '../../src/drums/sampling.ts';
import { loadModel } from './models.ts';
import { rhythmOf } from './performances.ts';

const PLAIN = { rhythm: rhythmOf('----------------'), density: 0, complexity: 0, fill: false, muted: 0, missed: 0 };
const word = (...voices: Voice[]): number => voices.reduce((sum, voice) => sum | (1 << VOICES.indexOf(voice)), 0);

test('two hands, two feet, one hat', () => {
  expect(isPlayable(SILENT_COLUMN)).toBe(true);
  expect(isPlayable(word('kick', 'snare', 'ride', 'closedHat'))).toBe(true);
  expect(isPlayable(word('snare', 'ride', 'crash'))).toBe(false);
  expect(isPlayable(word('closedHat', 'openHat'))).toBe(false);
});

test('hits and words are the same thing', () => {
  const hits = new Uint8Array(CELLS);
  hits[0] = hits[1] = hits[15 * 9 + 8] = 1;
  expect(wordsOf(hits)).toEqual([3, ...Array(14).fill(0), 256]);
});

test('the condition vector is filled where the manifest says, and only with what is known', async () => {
  const { condition } = await loadManifest(loadModel);
  const at = (name: string, index = 0): number => condition[name]!.at + index;
  const known = conditionVector(condition, {
    style: 16,
    feel: 'straight',
    bpm: 220,
    sinceStart: 11,
    energy: 0.25,
    between: 0,
    fill: true,
  });
  const set = [...known.entries()].filter(([, value]) => value !== 0);
  expect(Object.fromEntries(set)).toEqual({
    [at('style', 16)]: 1,
    [at('feel')]: 1,
    [at('phrase', 3)]: 1,
    [at('tempo')]: 1,
    [at('energy')]: 0.25,
    [at('energy', 1)]: 1,
    [at('between', 1)]: 1,
    [at('fill')]: 1,
    [at('fill', 1)]: 1,
  });
  const open = conditionVector(condition, { style: -1, bpm: 110, sinceStart: 0 });
  expect([...open.entries()].filter(([, value]) => value !== 0).map(([index]) => index)).toEqual([
    at('phrase'),
    at('start'),
  ]);
});

test('Gumbel noise has the Gumbel mean and spread, scales with temperature and vanishes at 0', () => {
  const noise = gumbelNoise(createRandom(4), 1);
  const drawn = noise.filter((_, cell) => PLAYABLE[cell % COLUMN_COUNT]);
  const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
  const spread = Math.sqrt(drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length);
  expect(noise.every((value, cell) => PLAYABLE[cell % COLUMN_COUNT] || value === 0)).toBe(true);
  expect(mean).toBeCloseTo(0.5772, 1);
  expect(spread).toBeCloseTo(Math.PI / Math.sqrt(6), 1);
  expect(gumbelNoise(createRandom(4), 2)[5]).toBeCloseTo(2 * noise[5]!, 5);
  expect(gumbelNoise(createRandom(4), 0).every((value) => value === 0)).toBe(true);
});

test('the bias speaks for missed voices on accents only', () => {
  const rhythm = rhythmOf('X-x-------------');
  const plain = columnBias({ ...PLAIN, rhythm });
  const missing = columnBias({ ...PLAIN, rhythm, missed: word('ride') });
  const gain = (step: number, column: number): number =>
    missing[step * COLUMN_COUNT + column]! - plain[step * COLUMN_COUNT + column]!;
  expect(gain(0, word('ride', 'kick'))).toBeGreaterThan(gain(2, word('ride')));
  expect(gain(2, word('ride'))).toBeGreaterThan(0);
  expect([gain(0, word('kick')), gain(1, word('ride'))]).toEqual([0, 0]);
});

test('the bias bars what cannot be played, speaks against silence on accents and for it elsewhere', () => {
  const bias = columnBias({ ...PLAIN, rhythm: rhythmOf('X-x-------------') });
  const row = (step: number): Float32Array => bias.slice(step * COLUMN_COUNT, (step + 1) * COLUMN_COUNT);
  expect(row(3)[word('closedHat', 'openHat')]).toBeLessThan(-1e8);
  expect(row(0)[SILENT_COLUMN]!).toBeLessThan(row(2)[SILENT_COLUMN]!);
  expect(row(2)[SILENT_COLUMN]!).toBeLessThan(0);
  expect(row(1)[SILENT_COLUMN]!).toBeGreaterThan(0);
  const dense = columnBias({ ...PLAIN, density: 1 });
  expect(dense[word('kick', 'snare')]!).toBeGreaterThan(dense[word('kick')]!);
  expect(dense[word('kick')]!).toBeGreaterThan(dense[SILENT_COLUMN]! - 0.5);
});

test('quantiles are uniform, correlated along the bar, and medians at temperature 0', () => {
  expect([normalCdf(0), normalCdf(1.96), normalCdf(-1.96)].map((p) => Number(p.toFixed(3)))).toEqual([
    0.5, 0.975, 0.025,
  ]);
  const random = createRandom(9);
  const bars = Array.from({ length: 300 }, () => drawQuantiles(random, 1));
  const all = bars.flatMap((bar) => [...bar]);
  const mean = all.reduce((sum, u) => sum + u, 0) / all.length;
  const variance = all.reduce((sum, u) => sum + (u - mean) ** 2, 0) / all.length;
  expect(mean).toBeCloseTo(0.5, 1);
  expect(variance).toBeCloseTo(1 / 12, 2);
  const together = bars.reduce((sum, bar) => sum + (bar[0]! - 0.5) * (bar[2]! - 0.5), 0) / bars.length;
  expect(together * 12).toBeGreaterThan(0.1);
  expect(drawQuantiles(random, 0).every((u) => Math.abs(u - 0.5) < 1e-6)).toBe(true);
});

test('fills end phrases of eight bars, and of four where there is energy', () => {
  const fills = (energy: number): number[] =>
    Array.from({ length: 16 }, (_, bar) => bar).filter((bar) => isFill(bar, energy));
  expect(fills(0.3)).toEqual([7, 15]);
  expect(fills(0.9)).toEqual([3, 7, 11, 15]);
});

test('what was played before reaches the groove net only where it was hit', () => {
  const hits = new Uint8Array(CELLS);
  hits[10] = 1;
  const before = playedBefore({
    hits,
    velocity: new Float32Array(CELLS).fill(0.5),
    offset: new Float32Array(CELLS).fill(-0.25),
  });
  expect([...before.entries()].filter(([, value]) => value !== 0)).toEqual([
    [27 + 1, 1],
    [27 + 10, 0.5],
    [27 + 19, -0.25],
  ]);
});

test('strokes stay within what can be heard and told apart', () => {
  const hits = Uint8Array.from({ length: CELLS }, (_, cell) => (cell < 2 ? 1 : 0));
  const bar = playable(hits, new Float32Array(CELLS).fill(-1), new Float32Array(CELLS).fill(2));
  expect(bar.velocity[0]!).toBeGreaterThan(0);
  expect(bar.offset[1]!).toBeLessThan(0.5);
  expect([bar.velocity[2], bar.offset[2]]).toEqual([0, 0]);
});

const FREE = { muted: 0, held: null };

test('the fallback drummer plays every accent, nothing unplayable, and nothing for a still body', () => {
  const unit = fc.float({ min: 0, max: 1, noNaN: true });
  const rhythms = fc.array(unit, { minLength: STEPS, maxLength: STEPS }).map((values) => Float32Array.from(values));
  fc.assert(
    fc.property(rhythms, rhythms, unit, fc.boolean(), fc.nat(1000), (rhythm, earlier, energy, fill, seed) => {
      const random = createRandom(seed);
      const last = fallbackBar({ rhythm: earlier, energy, fill: false, last: null, ...FREE }, random);
      const bar = fallbackBar({ rhythm, energy, fill, last, ...FREE }, random);
      for (const [step, column] of wordsOf(bar.hits).entries()) {
        expect(isPlayable(column)).toBe(true);
        if (rhythm[step]! > 0.05) expect(column).not.toBe(SILENT_COLUMN);
      }
    }),
    { numRuns: 100, seed: 3 },
  );
  const still = fallbackBar(
    { rhythm: new Float32Array(STEPS), energy: 1, fill: true, last: null, ...FREE },
    createRandom(1),
  );
  expect(still.hits.every((hit) => hit === 0)).toBe(true);
});
