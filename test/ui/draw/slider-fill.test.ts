import { expect, test } from 'vitest';
import { sliderFill } from '../../../src/ui/draw/slider-fill.ts';

test('a volume is lit from its beginning', () => {
  expect(sliderFill({ min: -60, max: 6 }, -27)).toEqual([0, 50]);
  expect(sliderFill({ min: 0, max: 1 }, 0)).toEqual([0, 0]);
});

test('a pan is lit from the middle, to either side', () => {
  expect(sliderFill({ min: -1, max: 1 }, 0)).toEqual([50, 50]);
  expect(sliderFill({ min: -1, max: 1 }, -0.5)).toEqual([25, 50]);
  expect(sliderFill({ min: -12, max: 12 }, 6)).toEqual([50, 75]);
});
