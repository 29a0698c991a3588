import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PARAMETERS } from '../../src/config.ts';
import { VOICES } from '../../src/core/voices.ts';
import { orchestrate, PERCUSSION } from '../../src/outputs/orchestrate.ts';
import type { DrumEvent } from '../../src/schedule/types.ts';

const at = (voice: DrumEvent['voice'], step: number, velocity: number): DrumEvent => ({
  voice,
  velocity,
  step,
  bar: 3,
  time: step / 8,
  dueAt: step / 8 + 0.05,
});
const bar = [
  at('kick', 0, 0.9),
  at('closedHat', 0, 0.6),
  at('closedHat', 2, 0.5),
  at('snare', 4, 0.8),
  at('ride', 4, 0.5),
  at('snare', 7, 0.2),
  at('snare', 8, 0.7),
  at('snare', 12, 0.4),
];
const played = (choice: (typeof PERCUSSION)[number]): string[] =>
  orchestrate(bar, PERCUSSION.indexOf(choice)).map(({ voice, step }) => `${voice} ${step}`);

test('off: the very strokes', () => {
  expect(orchestrate(bar, PERCUSSION.indexOf('Off'))).toBe(bar);
  expect(PARAMETERS.percussion.default).toBe(PERCUSSION.indexOf('Off'));
});

test('hands clap with loud snare strokes on the second and fourth beat only', () => {
  const added = played('Claps').filter((name) => name.startsWith('clap'));
  expect(added).toEqual(['clap 4']);
});

test('ghost notes go to the rim, instead of the snare', () => {
  expect(played('Rim')).toEqual(bar.map(({ voice, step }) => (step === 7 ? 'rim 7' : `${voice} ${step}`)));
});

test('the cowbell beats with hat and ride on the beat', () => {
  expect(played('Cowbell').filter((name) => name.startsWith('cowbell'))).toEqual(['cowbell 0', 'cowbell 4']);
});

test('whatever is played and chosen: times, order and number of strokes per moment stay within bounds', () => {
  const stroke = fc
    .tuple(fc.constantFrom(...VOICES), fc.nat({ max: 15 }), fc.double({ min: 0.01, max: 1, noNaN: true }))
    .map(([voice, step, velocity]) => at(voice, step, velocity));
  fc.assert(
    fc.property(fc.array(stroke), fc.nat({ max: PERCUSSION.length - 1 }), (strokes, choice) => {
      const sorted = strokes.toSorted((a, b) => a.dueAt - b.dueAt);
      const result = orchestrate(sorted, choice);
      expect(new Set(result.map(({ dueAt }) => dueAt))).toEqual(new Set(sorted.map(({ dueAt }) => dueAt)));
      expect(result.every(({ dueAt }, i) => i === 0 || dueAt >= result[i - 1]!.dueAt)).toBe(true);
      expect(result.every(({ velocity }) => velocity > 0 && velocity <= 1)).toBe(true);
      expect(result.length).toBeLessThanOrEqual(2 * strokes.length);
    }),
  );
});
