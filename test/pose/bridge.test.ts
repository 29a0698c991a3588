import { expect, test } from 'vitest';
import { createBridge } from '../../src/pose/bridge.ts';
import { createPersonStage } from '../../src/pose/person-stage.ts';
import { poseFrame, standing } from './people.ts';

const FPS = 30;

test('a person who is seen passes through', () => {
  const person = standing(0.5, 0.5, 0.7);
  expect(createBridge().step(poseFrame(1, [person]))).toEqual({
    time: 1,
    person,
    width: 640,
    height: 480,
    bridged: false,
  });
});

test('a gap under 150 ms is carried on with fading trust, a longer one is an absence', () => {
  const bridge = createBridge();
  bridge.step(poseFrame(0, [standing(0.5, 0.5, 0.7)]));
  const gap = [0.033, 0.066, 0.1, 0.149, 0.15, 0.2].map((t) => bridge.step(poseFrame(t, [])));
  expect(gap.map((f) => f.bridged)).toEqual([true, true, true, true, false, false]);
  expect(gap.map((f) => f.person !== null)).toEqual([true, true, true, true, false, false]);
  const trust = gap.slice(0, 4).map((f) => f.person!.image[0]![3]);
  expect(trust).toEqual([...trust].sort((a, b) => b - a));
  expect(trust[0]).toBeLessThan(1);
});

test('a movement is continued a little way, and less and less', () => {
  const bridge = createBridge();
  bridge.step(poseFrame(0, [standing(0.5, 0.5, 0.7)]));
  bridge.step(poseFrame(1 / FPS, [standing(0.53, 0.5, 0.7)]));
  const xs = [2, 3, 4].map((k) => bridge.step(poseFrame(k / FPS, [])).person!.image[0]![0]);
  expect(xs[0]! - 0.53).toBeGreaterThan(0.015);
  expect(xs[0]! - 0.53).toBeLessThan(0.03);
  expect(xs[1]! - xs[0]!).toBeLessThan(xs[0]! - 0.53);
  expect(xs[2]).toBeLessThan(0.53 + (0.05 / (1 / FPS)) * 0.03);
});

test('world landmarks are carried on as well', () => {
  const bridge = createBridge();
  const person = { ...standing(0.5, 0.5, 0.7), world: Array(33).fill([0, 1, 0, 1] as const) };
  bridge.step(poseFrame(0, [person]));
  expect(bridge.step(poseFrame(0.05, [])).person!.world![0]!.slice(0, 3)).toEqual([0, 1, 0]);
});

test('reset, and time that goes back, forget who was there', () => {
  for (const [t, reset] of [
    [0.05, true],
    [-1, false],
  ] as const) {
    const bridge = createBridge();
    bridge.step(poseFrame(0, [standing(0.5, 0.5, 0.7)]));
    if (reset) bridge.reset();
    expect(bridge.step(poseFrame(t, [])).person).toBeNull();
  }
});

test('the whole stage: one dancer, dropped frames bridged, the same result for the same input', () => {
  const run = (): readonly (readonly [boolean, number | undefined])[] => {
    const stage = createPersonStage(() => 0.5);
    return Array.from({ length: 90 }, (_, k) => {
      const dancer = standing(0.5, 0.5 + 0.02 * Math.sin(k / 3), 0.7);
      const people = k % 10 === 9 ? [] : [standing(0.1, 0.5, 0.4), dancer];
      const { person, bridged } = stage.step(poseFrame(k / FPS, people));
      return [bridged, person?.image[0]?.[1]] as const;
    });
  };
  const first = run();
  expect(run()).toEqual(first);
  expect(first.filter(([bridged]) => bridged)).toHaveLength(9);
  expect(first.every(([, y]) => y !== undefined && Math.abs(y - 0.15) < 0.03)).toBe(true);
});
