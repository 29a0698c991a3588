import { expect, test } from 'vitest';
import { wordOf } from '../../src/drums/columns.ts';
import { createComeback } from '../../src/drums/comeback.ts';

const KICK = wordOf(['kick']);
const BOTH = wordOf(['kick', 'ride']);
const CRASH = wordOf(['crash']);

test('a voice that was muted is missed until it has sounded in three bars; others never are, nor those that are rare', () => {
  const comeback = createComeback();
  comeback.hear(0, [KICK]);
  expect(comeback.missed).toBe(0);
  comeback.hear(BOTH | CRASH, [0, 2]);
  expect(comeback.missed).toBe(BOTH);
  comeback.hear(0, [KICK, KICK, BOTH]);
  comeback.hear(0, [KICK]);
  comeback.hear(0, [0]);
  expect(comeback.missed).toBe(BOTH);
  comeback.hear(0, [KICK]);
  expect(comeback.missed).toBe(BOTH - KICK);
  comeback.reset();
  expect(comeback.missed).toBe(0);
});
