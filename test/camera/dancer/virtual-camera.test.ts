import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createChoreography } from '../../../src/camera/dancer/choreography.ts';
import { middle, type Vec3 } from '../../../src/camera/dancer/vector.ts';
import { drawView, FRONT_VIEW, personIn, shoot } from '../../../src/camera/dancer/virtual-camera.ts';
import { LANDMARK } from '../../../src/core/joints.ts';
import { createRandom } from '../../../src/core/random.ts';

const skeleton = createChoreography({ seed: 5, tempo: [{ at: 0, bpm: 100 }] }).jointsAt(3);
const LEVEL = { ...FRONT_VIEW, elevation: 1, aim: 1, focal: 1, distance: 4 };

test('a pinhole: what is twice as far is half as big', () => {
  const shot = shoot(LEVEL, 0);
  expect(shot.project([0, 1, 0])).toEqual({ x: 320, y: 240, depth: 4, perMetre: 120 });
  expect(shot.project([1, 1, 0]).x).toBeCloseTo(440, 9);
  expect(shot.project([1, 1, -4]).x).toBeCloseTo(380, 9);
  expect(shot.project([0, 2, 0]).y).toBeCloseTo(120, 9);
});

test("the dancer's left is on the right of the picture, and on the left of a mirrored one", () => {
  const front = personIn(shoot(FRONT_VIEW, 0), skeleton);
  expect(front.image[LANDMARK.left_hip]![0]).toBeGreaterThan(front.image[LANDMARK.right_hip]![0]);
  const mirror = personIn(shoot({ ...FRONT_VIEW, mirrored: true }, 0), skeleton);
  // A model calls the hand it sees on the right "left", so the flipped picture names the other hand.
  expect(mirror.image[LANDMARK.left_wrist]![0]).toBeCloseTo(1 - front.image[LANDMARK.right_wrist]![0], 9);
  expect(mirror.world![LANDMARK.left_wrist]![0]).toBeCloseTo(-front.world![LANDMARK.right_wrist]![0], 9);
});

test('world landmarks are metres around the hips with y down and z away from the camera', () => {
  const views = fc.integer({ min: 0, max: 9999 }).map((seed) => drawView(createRandom(seed)));
  fc.assert(
    fc.property(views, (view) => {
      const { world } = personIn(shoot(view, 1), skeleton);
      const at = (i: number): Vec3 => [world![i]![0], world![i]![1], world![i]![2]];
      for (const value of middle(at(LANDMARK.left_hip), at(LANDMARK.right_hip))) expect(value).toBeCloseTo(0, 9);
      expect(at(LANDMARK.nose)[1]).toBeLessThan(-0.4);
      expect(at(LANDMARK.left_ankle)[1]).toBeGreaterThan(0.5);
    }),
  );
  const { world, image } = personIn(shoot(FRONT_VIEW, 0), skeleton);
  expect(world![LANDMARK.nose]![2]).toBeLessThan(world![LANDMARK.left_ear]![2]);
  expect(image[LANDMARK.nose]![2]).toBeLessThan(image[LANDMARK.left_ear]![2]);
});

test('random views keep the whole dancer in the picture nearly always', () => {
  const seen = Array.from({ length: 100 }, (_, seed) => personIn(shoot(drawView(createRandom(seed)), 0), skeleton));
  const whole = seen.filter(({ image }) => image.every(([, , , visibility]) => visibility > 0.5));
  expect(whole.length).toBeGreaterThan(80);
});

test('a joint outside the picture is not seen', () => {
  const close = shoot({ ...FRONT_VIEW, distance: 1.2 }, 0);
  expect(personIn(close, skeleton).image[LANDMARK.left_ankle]![3]).toBeLessThan(0.5);
});

test('a hand-held camera moves the picture a little and comes back', () => {
  const at = (time: number): number => shoot({ ...FRONT_VIEW, shake: 0.005 }, time).project([0, 1, 0]).x;
  const places = Array.from({ length: 600 }, (_, i) => at(i / 30) - 320);
  const mean = places.reduce((sum, value) => sum + value, 0) / places.length;
  expect(Math.abs(mean)).toBeLessThan(0.6);
  expect(Math.max(...places.map(Math.abs))).toBeGreaterThan(2);
  expect(Math.max(...places.map(Math.abs))).toBeLessThan(8);
});
