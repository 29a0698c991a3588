import { expect, test } from 'vitest';
import { createStrikeLights } from '../../../src/ui/parts/midi-strike-lights.ts';

test('a sound is lit from when it is heard, not from when it is told, and not for long', () => {
  const lights = createStrikeLights();
  lights.strike('kick', 1);
  expect([...lights.lit(0.9)]).toEqual([]);
  expect([...lights.lit(1)]).toEqual(['kick']);
  expect([...lights.lit(1.1)]).toEqual(['kick']);
  expect([...lights.lit(1.2)]).toEqual([]);
});

test('sounds light together, and again', () => {
  const lights = createStrikeLights();
  lights.strike('kick', 1);
  lights.strike('snare', 1.05);
  lights.strike('kick', 1.9);
  expect([...lights.lit(1.06)].sort()).toEqual(['kick', 'snare']);
  expect([...lights.lit(1.91)]).toEqual(['kick']);
});

test('a page that draws late shows a stroke all the same; one that slept only the last second', () => {
  const lights = createStrikeLights();
  lights.strike('kick', 1);
  expect([...lights.lit(1.4)]).toEqual(['kick']);
  expect([...lights.lit(1.6)]).toEqual([]);
  lights.strike('kick', 2);
  lights.strike('snare', 60);
  expect([...lights.lit(61)]).toEqual(['snare']);
});
