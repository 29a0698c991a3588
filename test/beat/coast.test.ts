import { expect, test } from 'vitest';
import { createCoast } from '../../src/beat/coast.ts';

test('a dancer out of sight goes on for a second with next to no weight; one who stood still does not', () => {
  const coast = createCoast();
  expect(coast.unseen()).toBe(0);
  coast.seen(1);
  const on = Array.from({ length: 40 }, () => coast.unseen());
  expect(on.slice(0, 28).every((activity) => activity > 0 && activity < 0.1)).toBe(true);
  expect(on.slice(30).every((activity) => activity === 0)).toBe(true);
  coast.seen(0);
  expect(coast.unseen()).toBe(0);
});
