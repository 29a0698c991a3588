import { LANDMARK } from '../../core/joints.ts';
import type { Landmark, Person } from '../../core/pose-frame.ts';
import type { Random } from '../../core/random.ts';
import type { Seconds } from '../../core/units.ts';
import type { Skeleton } from './body.ts';
import { add, cross, dot, middle, normalise, scale, subtract, type Vec3 } from './vector.ts';

/** A pinhole camera that looks at the dancer's place. */
export interface CameraView {
  /** Picture size in pixels. */
  readonly width: number;
  readonly height: number;
  /** Metres from the dancer's place along the floor, and above the floor. */
  readonly distance: number;
  readonly elevation: number;
  /** How far it stands round to the dancer's left, in radians. */
  readonly yaw: number;
  /** Height of the point it looks at, in metres. */
  readonly aim: number;
  /** Focal length in picture heights: 1 sees 53 degrees from top to bottom, 1.25 sees 44, as most webcams do. */
  readonly focal: number;
  /** The picture is flipped left to right, as many webcams do. Then left and right limbs look exchanged, too. */
  readonly mirrored: boolean;
  /** Hand-held movement, standard deviation in radians; 0 on a stand. */
  readonly shake: number;
}

/** Where a point of the room is in the picture. */
export interface Projected {
  /** In pixels. */
  readonly x: number;
  readonly y: number;
  /** Metres along the optical axis. */
  readonly depth: number;
  /** Pixels a metre has there. */
  readonly perMetre: number;
}

/** The camera at one instant. */
export interface Shot {
  readonly view: CameraView;
  readonly eye: Vec3;
  readonly right: Vec3;
  readonly up: Vec3;
  readonly forward: Vec3;
  project(point: Vec3): Projected;
}

/** A webcam on a desk three metres away, level and still: head and feet are in the picture with room for arms. */
export const FRONT_VIEW: CameraView = {
  width: 640,
  height: 480,
  distance: 3.1,
  elevation: 1.2,
  yaw: 0,
  aim: 0.98,
  focal: 1.25,
  mirrored: false,
  shake: 0,
};

/** A camera as people put them: not quite in front, not quite level, nearer or farther, sometimes hand-held or mirrored. */
export function drawView(random: Random): CameraView {
  const distance = random.between(2.4, 4.5);
  return {
    ...FRONT_VIEW,
    distance,
    elevation: random.between(0.5, 1.9),
    yaw: random.between(-0.6, 0.6),
    aim: random.between(0.9, 1.15),
    focal: (distance / 3.1) * random.between(0.85, 1.25),
    mirrored: random.next() < 0.5,
    shake: random.next() < 0.3 ? random.between(0.001, 0.008) : 0,
  };
}

/** A slow tremble: two incommensurable waves for each axis, standard deviation 1. */
function tremble(time: Seconds, axis: number): number {
  return (
    Math.sin(2 * Math.PI * (0.71 + 0.13 * axis) * time + axis) + Math.sin(2 * Math.PI * (1.93 + 0.31 * axis) * time)
  );
}

/** Everything about the camera that holds for one picture. */
export function shoot(view: CameraView, time: Seconds): Shot {
  const { distance, elevation, yaw, aim, focal, shake, width, height } = view;
  const eye: Vec3 = [Math.sin(yaw) * distance, elevation, Math.cos(yaw) * distance];
  const steady = normalise(subtract([0, aim, 0], eye));
  const level = normalise(cross(steady, [0, 1, 0]));
  const [pan, tilt, roll] = [shake * tremble(time, 0), shake * tremble(time, 1), shake * 0.5 * tremble(time, 2)];
  const forward = normalise(add(steady, add(scale(level, pan), scale(cross(level, steady), tilt))));
  const flat = normalise(cross(forward, [0, 1, 0]));
  const right = normalise(add(flat, scale(cross(flat, forward), roll)));
  const up = cross(right, forward);
  const project = (point: Vec3): Projected => {
    const ray = subtract(point, eye);
    const depth = dot(ray, forward);
    const perMetre = (focal * height) / depth;
    const x = dot(ray, right) * perMetre;
    return { x: width / 2 + (view.mirrored ? -x : x), y: height / 2 - dot(ray, up) * perMetre, depth, perMetre };
  };
  return { view, eye, right, up, forward, project };
}

/** Index of the landmark on the other side: what a model takes a limb for in a mirrored picture. */
export const OPPOSITE: readonly number[] = Object.entries(LANDMARK).map(([name]) => {
  const other = name.includes('left') ? name.replace('left', 'right') : name.replace('right', 'left');
  return LANDMARK[other as keyof typeof LANDMARK];
});

const inside = (x: number, y: number): boolean => x >= 0 && x <= 1 && y >= 0 && y <= 1;

/** Joints in the picture are seen about this well, joints outside it this badly: typical of the real model. */
const SEEN = 0.98;
const UNSEEN = 0.1;

/** What a perfect pose model would say of this shot. */
export function personIn(shot: Shot, skeleton: Skeleton): Person {
  const { width, height, mirrored } = shot.view;
  const points = mirrored ? skeleton.map((_, i) => skeleton[OPPOSITE[i]!]!) : skeleton;
  const pelvis = middle(points[LANDMARK.left_hip]!, points[LANDMARK.right_hip]!);
  const centre = shot.project(pelvis);
  const sign = mirrored ? -1 : 1;
  const image = points.map((point): Landmark => {
    const { x, y, depth } = shot.project(point);
    const seen = inside(x / width, y / height) ? SEEN : UNSEEN;
    return [x / width, y / height, ((depth - centre.depth) * centre.perMetre) / width, seen];
  });
  const world = points.map((point, i): Landmark => {
    const from = subtract(point, pelvis);
    return [sign * dot(from, shot.right), -dot(from, shot.up), dot(from, shot.forward), image[i]![3]];
  });
  return { image, world };
}
