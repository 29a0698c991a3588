import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TempoGrid } from '../../src/beat/tempo-grid.ts';
import { TempoPrior } from '../../src/beat/tempo-prior.ts';

const grid = new TempoGrid(1.01);
const bestOf = (nats: Float64Array): number => 60 * grid.tempi[nats.indexOf(Math.max(...nats))]!;

test('after a rest the tempo from before it comes first, less and less, and in the end not at all', () => {
  fc.assert(
    fc.property(fc.double({ min: 60, max: 205, noNaN: true }), (bpm) => {
      const prior = new TempoPrior(grid);
      expect(prior.beyond).toBeNull();
      prior.remember(bpm / 60);
      expect(Math.abs(bestOf(prior.nats) / bpm - 1)).toBeLessThan(0.02);
      const credit = [0, 2, 5, 10, 60].map((heard) => {
        prior.fade(heard);
        return Math.max(...prior.beyond!);
      });
      expect(credit).toEqual([...credit].sort((a, b) => b - a));
      expect(credit[0]).toBeGreaterThan(7);
      expect(credit[3]).toBeLessThan(1.2);
      expect(credit[4]).toBeLessThan(1e-3);
    }),
  );
});

test('what is forgotten gives no credit, however much is heard', () => {
  const prior = new TempoPrior(grid);
  prior.remember(2);
  prior.forget();
  prior.fade(0);
  expect(prior.nats).toEqual(grid.prior);
  expect(prior.beyond).toBeNull();
});
