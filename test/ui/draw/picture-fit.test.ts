import { expect, test } from 'vitest';
import { containBox } from '../../../src/ui/draw/picture-fit.ts';

test('a wide picture leaves room above and below', () => {
  expect(containBox(400, 400, 2)).toEqual({ x: 0, y: 100, width: 400, height: 200 });
});

test('a tall picture leaves room on both sides', () => {
  expect(containBox(400, 400, 0.5)).toEqual({ x: 100, y: 0, width: 200, height: 400 });
});

test('without an aspect the whole box is used', () => {
  expect(containBox(400, 300, Number.NaN)).toEqual({ x: 0, y: 0, width: 400, height: 300 });
  expect(containBox(0, 300, 1)).toEqual({ x: 0, y: 0, width: 0, height: 300 });
});
