import {
  BONES,
  JOINT,
  JOINT_COUNT,
  JOINT_NAMES,
  type JointName,
  LANDMARK,
  type LandmarkName,
} from '../../core/joints.ts';
import type { Person } from '../../core/pose-frame.ts';
import type { Palette } from './palette.ts';
import type { Box } from './picture-fit.ts';

/** Joints seen with less certainty than this are guesses; bones to them are drawn faint. */
const CERTAIN = 0.5;
const FAINT = 0.25;
/** Bone width over the picture's height. */
const BONE = 0.009;

/** The two landmarks whose mean is a joint: itself twice, or the pair that a midpoint lies between. */
const SOURCES: readonly (readonly [number, number])[] = JOINT_NAMES.map((name: JointName) => {
  if (name === 'pelvis') return [LANDMARK.left_hip, LANDMARK.right_hip];
  if (name === 'neck') return [LANDMARK.left_shoulder, LANDMARK.right_shoulder];
  const landmark = LANDMARK[name satisfies LandmarkName];
  return [landmark, landmark];
});

/** [17 x 3] x and y in CSS pixels and visibility, written by {@link projectJoints}. */
export const createJointBuffer = (): Float32Array => new Float32Array(JOINT_COUNT * 3);

/** Image landmarks to joints in the picture's box, into `joints`. */
export function projectJoints(joints: Float32Array, person: Person, box: Box): void {
  SOURCES.forEach(([first, second], joint) => {
    const a = person.image[first];
    const b = person.image[second];
    if (!a || !b) return;
    joints[joint * 3] = box.x + ((a[0] + b[0]) / 2) * box.width;
    joints[joint * 3 + 1] = box.y + ((a[1] + b[1]) / 2) * box.height;
    joints[joint * 3 + 2] = Math.min(a[3], b[3]);
  });
}

function drawBone(context: CanvasRenderingContext2D, joints: Float32Array, from: number, to: number): void {
  const seen = Math.min(joints[from * 3 + 2]!, joints[to * 3 + 2]!) >= CERTAIN;
  context.globalAlpha = seen ? 0.92 : FAINT;
  context.beginPath();
  context.moveTo(joints[from * 3]!, joints[from * 3 + 1]!);
  context.lineTo(joints[to * 3]!, joints[to * 3 + 1]!);
  context.stroke();
}

/** Head and extremities carry the dance: they get a dot. */
const DOTS = [JOINT.nose, JOINT.left_wrist, JOINT.right_wrist, JOINT.left_ankle, JOINT.right_ankle] as const;

function drawDots(context: CanvasRenderingContext2D, joints: Float32Array, radius: number): void {
  for (const joint of DOTS) {
    context.globalAlpha = joints[joint * 3 + 2]! >= CERTAIN ? 1 : FAINT;
    context.beginPath();
    context.arc(joints[joint * 3]!, joints[joint * 3 + 1]!, radius, 0, Math.PI * 2);
    context.fill();
  }
}

/** Paints bones and dots of joints already projected. */
export function drawSkeleton(
  context: CanvasRenderingContext2D,
  joints: Float32Array,
  palette: Palette,
  box: Box,
): void {
  const width = Math.max(2, box.height * BONE);
  context.strokeStyle = palette.body;
  context.fillStyle = palette.body;
  context.lineWidth = width;
  context.lineCap = 'round';
  for (const [from, to] of BONES) drawBone(context, joints, from, to);
  drawDots(context, joints, width * 1.5);
  context.globalAlpha = 1;
}
