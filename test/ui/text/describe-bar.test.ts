import { expect, test } from 'vitest';
import { describeBar } from '../../../src/ui/text/describe-bar.ts';

test('a bar in words, steps counted from 1', () => {
  const hits = new Uint8Array(144);
  hits[0 * 9 + 0] = 1;
  hits[8 * 9 + 0] = 1;
  hits[4 * 9 + 1] = 1;
  expect(describeBar({ hits })).toBe('Kick on 1, 9; Snare on 5');
});

test('emptiness in words', () => {
  expect(describeBar({ hits: new Uint8Array(144) })).toBe('silence');
  expect(describeBar(null)).toBe('nothing written');
});
