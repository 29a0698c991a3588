import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MOTION_RATE } from '../../src/motion/types.ts';
import { createLiveliness } from '../../src/style/liveliness.ts';

/** Liveliness at the end of stretches of [speed in torsos a second, seconds]. */
function after(...stretches: readonly (readonly [speed: number, seconds: number])[]): number {
  const liveliness = createLiveliness();
  let last = 0;
  for (const [speed, seconds] of stretches) {
    for (let frame = 0; frame < seconds * MOTION_RATE; frame++) last = liveliness.step(speed);
  }
  return last;
}

test('a body at rest has none, the usual pace is the middle', () => {
  expect(after([0, 5])).toBe(0);
  expect(after([1, 10], [0, 5])).toBeLessThan(0.01);
  expect(after([1, 60])).toBeCloseTo(0.5, 2);
});

test('who keeps dancing gently or wildly comes nearer to the middle, but not to it', () => {
  const [gentle, wild] = [after([0.5, 240]), after([2, 240])];
  expect(gentle).toBeGreaterThan(after([0.5, 6]) + 0.05);
  expect(gentle).toBeLessThan(0.4);
  expect(wild).toBeLessThan(after([2, 6]) - 0.05);
  expect(wild).toBeGreaterThan(0.6);
});

test('whatever the pace, half and twice of it are plainly heard', () => {
  for (const pace of [0.4, 0.7, 1, 1.5, 2.2]) {
    const [less, same, more] = [0.5, 1, 2].map((factor) => after([pace, 120], [pace * factor, 4])) as [
      number,
      number,
      number,
    ];
    expect(same - less).toBeGreaterThan(0.15);
    expect(more - same).toBeGreaterThan(0.1);
  }
});

test('a pause is no reason to take the dance after it for wild', () => {
  expect(after([1.5, 60], [0, 60], [1.5, 4])).toBeCloseTo(after([1.5, 64]), 1);
});

test('0..1, and livelier the faster the last movement is, whatever came before', () => {
  const speed = fc.double({ min: 0, max: 20, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(speed, fc.double({ min: 0, max: 9, noNaN: true }))), speed, speed, (past, a, b) => {
      const [slow, fast] = [Math.min(a, b), Math.max(a, b)].map((last) => after(...past, [last, 1 / MOTION_RATE])) as [
        number,
        number,
      ];
      expect(slow).toBeGreaterThanOrEqual(0);
      expect(fast).toBeLessThanOrEqual(1);
      expect(fast).toBeGreaterThanOrEqual(slow - 1e-9);
    }),
    { examples: [[[[1.0194831183717532, 6.5]], 0, 5e-324]] },
  );
});

test('forgets all when reset', () => {
  const liveliness = createLiveliness();
  for (let frame = 0; frame < 900; frame++) liveliness.step(3);
  liveliness.reset();
  expect(liveliness.step(1)).toBe(createLiveliness().step(1));
});
