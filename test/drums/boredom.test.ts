import { expect, test } from 'vitest';
import { createBoredom } from '../../src/drums/boredom.ts';

test('repeats bore, also after others; what is new lets it fade; a reset forgets', () => {
  const boredom = createBoredom();
  const after = (...bars: number[]): number => {
    for (const bar of bars) boredom.hear([bar, 0]);
    return boredom.level;
  };
  expect(after(1, 2, 3)).toBe(0);
  const once = after(1);
  expect(once).toBeGreaterThan(0);
  expect(after(1, 2)).toBe(1);
  expect(after(4)).toBeLessThan(1);
  expect(after(5, 6, 7, 8)).toBeLessThan(0.8);
  boredom.reset();
  expect(after(1)).toBe(0);
});

test('bars longer ago than sixty-four are new again', () => {
  const boredom = createBoredom();
  for (let bar = 0; bar < 65; bar++) boredom.hear([bar]);
  boredom.hear([0]);
  expect(boredom.level).toBe(0);
});
