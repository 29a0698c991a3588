import { expect, test } from 'vitest';
import { createBalance } from '../../src/drums/balance.ts';
import { CELLS } from '../../src/drums/columns.ts';

const bar = (strokes: number, strength: number) => {
  const hits = Uint8Array.from({ length: CELLS }, (_, cell) => (cell < strokes ? 1 : 0));
  return { hits, velocity: Float32Array.from(hits, (hit) => hit * strength), offset: new Float32Array(CELLS) };
};
const WANTED = { hits: 12, velocity: 0.5 };

test('too many and too loud lean him back, too few and too soft forward, within bounds', () => {
  const balance = createBalance();
  balance.hear(bar(12, 0.5), WANTED);
  expect(balance.lean.density).toBeCloseTo(0);
  expect(balance.lean.velocity).toBeCloseTo(0);
  for (let i = 0; i < 3; i++) balance.hear(bar(20, 0.7), WANTED);
  const back = balance.lean;
  expect(back.density).toBeLessThan(-0.3);
  expect(back.velocity).toBeLessThan(-0.5);
  for (let i = 0; i < 50; i++) balance.hear(bar(100, 1), WANTED);
  expect([balance.lean.density, balance.lean.velocity]).toEqual([-1, -1.5]);
  balance.reset();
  balance.hear(bar(4, 0.3), WANTED);
  expect(balance.lean.density).toBeGreaterThan(0);
  expect(balance.lean.velocity).toBeGreaterThan(0);
});

test('a silent bar says nothing', () => {
  const balance = createBalance();
  balance.hear(bar(0, 0), WANTED);
  expect([balance.lean.density, balance.lean.velocity].map(Math.abs)).toEqual([0, 0]);
});
