import { expect, test } from 'vitest';
import { Meter, type Place } from '../../src/beat/meter.ts';

/** Counts beats half a second apart, from ordinal `from`, hearing an accent on every ordinal in `loud` (mod 4). */
function count(meter: Meter, from: number, beats: number, loud: number | null): readonly Place[] {
  return Array.from({ length: beats }, (_, i) => {
    const time = (from + i) * 0.5;
    const place = meter.place(time);
    meter.hear(time, (from + i) % 4 === loud ? 0.9 : 0.3, 0.5);
    return place;
  });
}

test('the beat at which movement began is the one', () => {
  const meter = new Meter();
  meter.begin(6.1);
  expect(count(meter, 0, 6, null).map((p) => p.beatInBar)).toEqual([2, 3, 0, 1, 2, 3]);
});

test('bars count on at every downbeat and after every rest', () => {
  const meter = new Meter();
  meter.begin(0);
  expect(count(meter, 0, 6, null).map((p) => p.bar)).toEqual([0, 0, 0, 0, 1, 1]);
  meter.begin(1);
  expect(count(meter, 6, 4, null).map((p) => p.bar)).toEqual([2, 2, 2, 3]);
});

test('plain accents move the one, only after a while and only where a bar would begin', () => {
  const meter = new Meter();
  meter.begin(0);
  const places = count(meter, 0, 48, 2);
  expect(places.slice(0, 24).every((p, i) => p.beatInBar === i % 4)).toBe(true);
  expect(places.slice(-8).every((p, i) => p.beatInBar === (40 + i + 2) % 4)).toBe(true);
});

test("even accents don't move it, and nothing moves what the performer said for 16 bars", () => {
  const meter = new Meter();
  meter.begin(0);
  expect(count(meter, 0, 60, null).every((p, i) => p.beatInBar === i % 4)).toBe(true);
  meter.anchor(1);
  const places = count(meter, 60, 60, 2);
  expect(places.every((p, i) => p.beatInBar === (i + 3) % 4)).toBe(true);
});
