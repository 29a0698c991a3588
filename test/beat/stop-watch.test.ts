import { expect, test } from 'vitest';
import { createStopWatch } from '../../src/beat/stop-watch.ts';
import type { MotionFrame } from '../../src/motion/types.ts';
import { frameOf } from './frames.ts';

/** A body whose joints all swing with this speed, while motion reports this activity. */
const swing = (k: number, speed: number, activity: number): MotionFrame => ({ ...frameOf(k, () => speed), activity });

function watch(parts: readonly (readonly [frames: number, speed: number, activity: number])[]): readonly number[] {
  const stopWatch = createStopWatch();
  let k = 0;
  return parts.flatMap(([frames, speed, activity]) =>
    Array.from({ length: frames }, () => stopWatch.step(swing(k++, speed, activity))),
  );
}

test('a stop shows within a second, although motion still reports activity; movement shows at once', () => {
  const seen = watch([
    [120, 1, 1],
    [60, 0.02, 0.5],
    [30, 1, 1],
  ]);
  expect(seen.slice(0, 120).every((a) => a === 1)).toBe(true);
  expect(seen.slice(150, 180).every((a) => a === 0)).toBe(true);
  expect(seen.slice(190).every((a) => a === 1)).toBe(true);
});

test('a pose of a tenth of a second is no stop', () => {
  expect(
    watch([
      [120, 1, 1],
      [3, 0, 1],
      [30, 1, 1],
    ]).every((a) => a === 1),
  ).toBe(true);
});

test('a quieter dance becomes the new scale after two seconds', () => {
  const seen = watch([
    [120, 1.5, 1],
    [150, 0.3, 0.8],
  ]);
  expect(seen.slice(120, 170)).toContain(0);
  expect(seen.slice(200).every((a) => a === 0.8)).toBe(true);
});
