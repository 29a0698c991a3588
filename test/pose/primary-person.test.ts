import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Person } from '../../src/core/pose-frame.ts';
import { createPrimaryPerson } from '../../src/pose/primary-person.ts';
import { poseFrame, standing, tagOf } from './people.ts';

const FPS = 30;

/** Plays `seconds` of a scene; answers who was followed in each frame. */
function play(seconds: number, scene: (t: number, k: number) => readonly Person[]): (number | null)[] {
  const stage = createPrimaryPerson();
  return Array.from({ length: Math.round(seconds * FPS) }, (_, k) =>
    tagOf(stage.step(poseFrame(k / FPS, scene(k / FPS, k))).people[0]),
  );
}

test('the tallest and most central is chosen first', () => {
  const stage = createPrimaryPerson();
  const crowd = [standing(0.1, 0.5, 0.6, 1), standing(0.5, 0.5, 0.6, 2), standing(0.7, 0.6, 0.3, 3)];
  const { people } = stage.step(poseFrame(0, crowd));
  expect(people.map(tagOf)).toEqual([2]);
});

test('the dancer stays the dancer whatever order the model gives people in', () => {
  const dancer = (t: number): Person => standing(0.5 + 0.05 * Math.sin(6 * t), 0.5, 0.7, 1);
  const other = standing(0.2, 0.5, 0.65, 2);
  const followed = play(4, (t, k) => (k % 3 === 0 ? [other, dancer(t)] : [dancer(t), other]));
  expect(new Set(followed)).toEqual(new Set([1]));
});

test('a person who walks past, nearer to the camera and through the dancer, does not take over', () => {
  const followed = play(4, (t) => [standing(-0.2 + 0.4 * t, 0.5, 0.85, 2), standing(0.5, 0.5, 0.65, 1)]);
  expect(new Set(followed.slice(20))).toEqual(new Set([1]));
});

test('two who cross at the same size and speed are told apart by where they are going', () => {
  const followed = play(3, (t, k) => {
    const a = standing(0.2 + 0.2 * t, 0.5, 0.7, 1);
    const b = standing(0.8 - 0.2 * t, 0.52, 0.66, 2);
    return k % 2 ? [a, b] : [b, a];
  });
  expect(new Set(followed)).toEqual(new Set([1]));
});

test('the dancer hidden behind a passer-by is found again, and nobody stands in', () => {
  const followed = play(3, (t) => {
    const passer = standing(0.35 * t, 0.5, 0.9, 2);
    return t > 1.2 && t < 1.7 ? [passer] : [standing(0.5, 0.5, 0.55, 1), passer];
  });
  expect(followed.slice(0, 36).every((tag) => tag === 1)).toBe(true);
  expect(followed.slice(52).every((tag) => tag === 1)).toBe(true);
  expect(followed).not.toContain(2);
});

test('after more than a second without the dancer another takes over', () => {
  const followed = play(3, (t) => (t < 1 ? [standing(0.5, 0.5, 0.7, 1)] : [standing(0.9, 0.5, 0.6, 2)]));
  const first = followed.indexOf(2) / FPS;
  expect(followed.slice(30, 58).every((tag) => tag === null)).toBe(true);
  expect(first).toBeGreaterThan(1.9);
  expect(first).toBeLessThan(2.2);
});

test('somebody far more prominent takes over after two seconds, not before', () => {
  const followed = play(6, (t) => [standing(0.9, 0.5, 0.25, 1), ...(t >= 1 ? [standing(0.5, 0.5, 0.8, 2)] : [])]);
  const first = followed.indexOf(2) / FPS;
  expect(first).toBeGreaterThan(2.9);
  expect(first).toBeLessThan(3.2);
});

test('time that goes back starts anew', () => {
  const stage = createPrimaryPerson();
  stage.step(poseFrame(5, [standing(0.2, 0.5, 0.7, 1)]));
  expect(tagOf(stage.step(poseFrame(1, [standing(0.8, 0.5, 0.7, 2)])).people[0])).toBe(2);
});

test('never more than one, never somebody who was not there', () => {
  const people = fc.array(
    fc.record({ x: fc.double({ min: 0, max: 1, noNaN: true }), h: fc.double({ min: 0, max: 1, noNaN: true }) }),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(fc.array(people, { maxLength: 30 }), (scenes) => {
      const stage = createPrimaryPerson();
      scenes.forEach((scene, k) => {
        const crowd = scene.map(({ x, h }) => standing(x, 0.5, h));
        const out = stage.step(poseFrame(k / FPS, crowd)).people;
        expect(out.length).toBeLessThanOrEqual(1);
        if (out[0]) expect(crowd).toContain(out[0]);
      });
    }),
    { numRuns: 60 },
  );
});
