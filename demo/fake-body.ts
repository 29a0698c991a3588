import { LANDMARK, LANDMARK_COUNT, type LandmarkName } from '../src/core/joints.ts';
import type { Landmark, Person } from '../src/core/pose-frame.ts';

type Point = readonly [x: number, y: number];

/** Width of the drawn picture over its height. */
export const ASPECT = 16 / 9;

/** The body's key points at a beat position, in picture heights, x from the middle. */
function keyPoints(beat: number): Readonly<Record<string, Point>> {
  const bounce = 0.025 * Math.cos(2 * Math.PI * beat);
  const sway = 0.05 * Math.sin(Math.PI * beat);
  const arm = Math.sin((Math.PI * beat) / 2);
  const hip = 0.56 + bounce;
  const shoulder = 0.33 + bounce * 0.9;
  return {
    nose: [sway * 1.1, shoulder - 0.13],
    leftShoulder: [sway + 0.085, shoulder],
    rightShoulder: [sway - 0.085, shoulder],
    leftElbow: [sway + 0.17, shoulder + 0.06 - 0.1 * arm],
    rightElbow: [sway - 0.17, shoulder + 0.06 + 0.1 * arm],
    leftWrist: [sway + 0.21, shoulder + 0.02 - 0.2 * arm],
    rightWrist: [sway - 0.21, shoulder + 0.02 + 0.2 * arm],
    leftHip: [sway * 0.6 + 0.055, hip],
    rightHip: [sway * 0.6 - 0.055, hip],
    leftKnee: [0.085 + sway * 0.4, 0.735 + bounce * 0.5],
    rightKnee: [-0.085 + sway * 0.4, 0.735 + bounce * 0.5],
    leftAnkle: [0.09, 0.91],
    rightAnkle: [-0.09, 0.91],
    leftFoot: [0.13, 0.94],
    rightFoot: [-0.13, 0.94],
  };
}

const NAMES: readonly (readonly [LandmarkName, string])[] = [
  ['nose', 'nose'],
  ['left_shoulder', 'leftShoulder'],
  ['right_shoulder', 'rightShoulder'],
  ['left_elbow', 'leftElbow'],
  ['right_elbow', 'rightElbow'],
  ['left_wrist', 'leftWrist'],
  ['right_wrist', 'rightWrist'],
  ['left_hip', 'leftHip'],
  ['right_hip', 'rightHip'],
  ['left_knee', 'leftKnee'],
  ['right_knee', 'rightKnee'],
  ['left_ankle', 'leftAnkle'],
  ['right_ankle', 'rightAnkle'],
  ['left_foot_index', 'leftFoot'],
  ['right_foot_index', 'rightFoot'],
];

/** A person who bounces once a beat, as the pose stage would report them. */
export function fakePerson(beat: number): Person {
  const points = keyPoints(beat);
  const image: Landmark[] = Array.from({ length: LANDMARK_COUNT }, () => [0.5, 0.2, 0, 0] as const);
  for (const [landmark, point] of NAMES) {
    const [x, y] = points[point]!;
    image[LANDMARK[landmark]] = [0.5 + x / ASPECT, y, 0, 0.95];
  }
  return { image, world: null };
}

const LIMBS: readonly (readonly [string, string, number, string])[] = [
  ['leftHip', 'leftKnee', 0.075, '#33383f'],
  ['leftKnee', 'leftAnkle', 0.058, '#2d3238'],
  ['rightHip', 'rightKnee', 0.075, '#2e3339'],
  ['rightKnee', 'rightAnkle', 0.058, '#282c32'],
  ['leftAnkle', 'leftFoot', 0.04, '#444b53'],
  ['rightAnkle', 'rightFoot', 0.04, '#3b4148'],
  ['leftShoulder', 'leftHip', 0.09, '#565d66'],
  ['rightShoulder', 'rightHip', 0.09, '#4c525b'],
  ['leftShoulder', 'rightHip', 0.09, '#525962'],
  ['leftShoulder', 'leftElbow', 0.05, '#626a74'],
  ['leftElbow', 'leftWrist', 0.042, '#8c7f74'],
  ['rightShoulder', 'rightElbow', 0.05, '#555c65'],
  ['rightElbow', 'rightWrist', 0.042, '#7d7168'],
];

function paintRoom(context: CanvasRenderingContext2D, width: number, height: number): void {
  const light = context.createRadialGradient(width / 2, height * 0.4, 0, width / 2, height * 0.5, height);
  light.addColorStop(0, '#25282d');
  light.addColorStop(1, '#0b0c0e');
  context.fillStyle = light;
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#14161980';
  context.fillRect(0, height * 0.86, width, height * 0.14);
}

/** Paints the person in a dim room. */
export function paintBody(context: CanvasRenderingContext2D, beat: number): void {
  const { width, height } = context.canvas;
  paintRoom(context, width, height);
  const points = keyPoints(beat);
  const at = (name: string): Point => [width / 2 + points[name]![0] * height, points[name]![1] * height];
  context.lineCap = 'round';
  for (const [from, to, thickness, colour] of LIMBS) {
    context.strokeStyle = colour;
    context.lineWidth = thickness * height;
    context.beginPath();
    context.moveTo(...at(from));
    context.lineTo(...at(to));
    context.stroke();
  }
  context.fillStyle = '#8c7f74';
  context.beginPath();
  context.ellipse(...at('nose'), 0.052 * height, 0.068 * height, 0, 0, Math.PI * 2);
  context.fill();
}
