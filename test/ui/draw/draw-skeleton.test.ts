import { expect, test } from 'vitest';
import { fakePerson } from '../../../demo/fake-body.ts';
import { JOINT, LANDMARK } from '../../../src/core/joints.ts';
import { createJointBuffer, projectJoints } from '../../../src/ui/draw/draw-skeleton.ts';

test('joints lie where their landmarks are in the picture, midpoints between two', () => {
  const person = fakePerson(0.3);
  const joints = createJointBuffer();
  projectJoints(joints, person, { x: 10, y: 20, width: 200, height: 100 });
  const wrist = person.image[LANDMARK.left_wrist]!;
  expect(joints[JOINT.left_wrist * 3]).toBeCloseTo(10 + wrist[0] * 200, 3);
  expect(joints[JOINT.left_wrist * 3 + 1]).toBeCloseTo(20 + wrist[1] * 100, 3);
  const left = person.image[LANDMARK.left_hip]!;
  const right = person.image[LANDMARK.right_hip]!;
  expect(joints[JOINT.pelvis * 3]).toBeCloseTo(10 + ((left[0] + right[0]) / 2) * 200, 3);
  expect(joints[JOINT.pelvis * 3 + 2]).toBeCloseTo(0.95, 5);
});
