import { LANDMARK, LANDMARK_COUNT, type LandmarkName } from '../../core/joints.ts';
import type { Random } from '../../core/random.ts';
import type { Controls } from './controls.ts';
import {
  add,
  distance,
  dot,
  type Frame,
  frame,
  length,
  normalise,
  place,
  scale,
  subtract,
  type Vec3,
} from './vector.ts';

/** A dancer's measures in metres. */
export interface Body {
  readonly height: number;
  readonly thigh: number;
  readonly shin: number;
  readonly torso: number;
  /** From between the shoulders to the middle of the head. */
  readonly neck: number;
  /** The unit that faces are measured in: about a head's height. */
  readonly head: number;
  readonly shoulder: number;
  readonly hip: number;
  readonly upperArm: number;
  readonly forearm: number;
  readonly hand: number;
  readonly foot: number;
  readonly ankle: number;
  /** Half the distance of the feet when standing. */
  readonly stance: number;
}

/** Proportions after Drillis & Contini (1966) in parts of the height, a few per cent different in everybody. */
export function drawBody(random: Random): Body {
  const height = Math.min(1.95, Math.max(1.5, 1.71 + 0.09 * random.normal()));
  const part = (share: number): number => height * share * random.between(0.95, 1.05);
  return {
    height,
    thigh: part(0.243),
    shin: part(0.243),
    torso: part(0.288),
    neck: part(0.11),
    head: height * 0.128,
    shoulder: part(0.108),
    hip: part(0.056),
    upperArm: part(0.17),
    forearm: part(0.148),
    hand: part(0.06),
    foot: part(0.1),
    ankle: height * 0.04,
    stance: part(0.072),
  };
}

/** Height of dancers that controls are written for. */
export const REFERENCE_HEIGHT = 1.75;

/** The 33 MediaPipe landmarks in metres: y up, the floor at 0, +z to where the dancer faces at yaw 0, +x to the dancer's left. */
export type Skeleton = readonly Vec3[];

/** Two bones from `root` towards `target`, bent towards `pole`; beyond reach they stretch as far as they go. */
function twoBones(root: Vec3, target: Vec3, upper: number, lower: number, pole: Vec3): readonly [Vec3, Vec3] {
  const reach = subtract(target, root);
  const along = normalise(reach);
  const span = Math.min((upper + lower) * 0.998, Math.max(Math.abs(upper - lower) + 0.02, length(reach)));
  const a = (upper * upper - lower * lower + span * span) / (2 * span);
  const rise = Math.sqrt(Math.max(0, upper * upper - a * a));
  const outward = normalise(subtract(pole, scale(along, dot(pole, along))));
  return [add(add(root, scale(along, a)), scale(outward, rise)), add(root, scale(along, span))];
}

const SIDES = [
  ['left', 1],
  ['right', -1],
] as const;
type SideName = 'left' | 'right';

/** Landmarks of the face in head units, from the centre of the head; x is for the left side. */
const FACE: readonly (readonly [string, Vec3])[] = [
  ['eye_inner', [0.08, 0.2, 0.46]],
  ['eye', [0.15, 0.2, 0.44]],
  ['eye_outer', [0.22, 0.19, 0.4]],
  ['ear', [0.35, 0.05, 0]],
];

function head(body: Body, axes: Frame, neck: Vec3, put: (name: string, point: Vec3) => void): void {
  const centre = place(neck, axes, [0, body.neck, body.neck * 0.12]);
  const at = (local: Vec3): Vec3 => place(centre, axes, scale(local, body.head));
  put('nose', at([0, 0, 0.55]));
  for (const [side, sign] of SIDES) {
    for (const [name, local] of FACE) {
      const full = name === 'ear' ? `${side}_ear` : `${side}_${name}`;
      put(full, at([local[0] * sign, local[1], local[2]]));
    }
    put(`mouth_${side}`, at([0.13 * sign, -0.23, 0.43]));
  }
}

function arm(body: Body, chest: Frame, shoulder: Vec3, side: SideName, hand: Vec3, put: (n: string, p: Vec3) => void) {
  const sign = side === 'left' ? 1 : -1;
  const reach = body.upperArm + body.forearm;
  const target = place(shoulder, chest, [hand[0] * sign * reach, hand[1] * reach, hand[2] * reach]);
  const pole = place([0, 0, 0], chest, [0.75 * sign, -0.45, -0.5]);
  const [elbow, wrist] = twoBones(shoulder, target, body.upperArm, body.forearm, pole);
  const along = normalise(subtract(wrist, elbow));
  const inward = normalise(subtract(scale(chest.forward, 1), scale(along, dot(chest.forward, along))));
  const finger = (forth: number, aside: number): Vec3 =>
    add(wrist, add(scale(along, body.hand * forth), scale(inward, body.hand * aside)));
  put(`${side}_elbow`, elbow);
  put(`${side}_wrist`, wrist);
  put(`${side}_index`, finger(1.25, 0.2));
  put(`${side}_pinky`, finger(1.1, -0.35));
  put(`${side}_thumb`, finger(0.55, 0.45));
}

interface Foot {
  readonly ankle: Vec3;
  readonly axes: Frame;
}

/** Feet turn out this far when standing, in radians. */
const TURNED_OUT = 0.28;

function footOf(body: Body, controls: Controls, side: SideName): Foot {
  const sign = side === 'left' ? 1 : -1;
  const size = body.height / REFERENCE_HEIGHT;
  const lift = controls[`${side}FootY`];
  const ground = frame(controls.yaw);
  const ankle = place([0, body.ankle, 0], ground, [
    sign * body.stance + controls[`${side}FootX`] * size,
    lift * size,
    controls[`${side}FootZ`] * size,
  ]);
  return { ankle, axes: frame(controls.yaw + sign * TURNED_OUT, Math.min(0.7, Math.max(0, lift) * 3.2)) };
}

/** The highest that the pelvis can be with both feet where they are. */
function reachOfLegs(body: Body, hips: readonly Vec3[], feet: readonly Foot[]): number {
  const leg = (body.thigh + body.shin) * 0.99;
  return Math.min(
    ...feet.map(({ ankle }, i) => {
      const hip = hips[i]!;
      const aside = Math.hypot(hip[0] - ankle[0], hip[2] - ankle[2]);
      return ankle[1] + Math.sqrt(Math.max(0.2, leg * leg - aside * aside)) - hip[1];
    }),
  );
}

/** Forward kinematics: bone lengths never change, feet stand where the controls plant them. */
export function skeletonOf(body: Body, controls: Controls): Skeleton {
  const points: Vec3[] = new Array(LANDMARK_COUNT).fill([0, 0, 0]);
  const put = (name: string, point: Vec3): void => {
    points[LANDMARK[name as LandmarkName]] = point;
  };
  const size = body.height / REFERENCE_HEIGHT;
  const { yaw, hipTurn, hipTilt, lean, bend, twist, nod, tilt, look } = controls;
  const feet = SIDES.map(([side]) => footOf(body, controls, side));
  const hipAxes = frame(yaw + hipTurn, 0, hipTilt);
  const between = scale(add(feet[0]!.ankle, feet[1]!.ankle), 0.5);
  const aside = place([between[0], 0, between[2]], frame(yaw), [controls.pelvisX * size, 0, controls.pelvisZ * size]);
  const hipAt = (pelvis: Vec3, sign: number): Vec3 => place(pelvis, hipAxes, [sign * body.hip, 0, 0]);
  const hipsAside = SIDES.map(([, sign]) => hipAt(aside, sign));
  const standing = body.ankle + (body.thigh + body.shin) * 0.985;
  const pelvisY = Math.min(standing + controls.pelvisY * size, reachOfLegs(body, hipsAside, feet));
  const pelvis: Vec3 = [aside[0], pelvisY, aside[2]];

  const chest = frame(yaw + hipTurn * 0.3 + twist, lean, bend);
  const neck = place(pelvis, chest, [0, body.torso, 0]);
  head(body, frame(yaw + twist * 0.6 + look, lean * 0.5 + nod, bend * 0.5 + tilt), neck, put);
  SIDES.forEach(([side, sign], i) => {
    const shoulder = place(neck, chest, [sign * body.shoulder, 0, 0]);
    put(`${side}_shoulder`, shoulder);
    arm(body, chest, shoulder, side, handOf(controls, side), put);
    const hip = hipAt(pelvis, sign);
    const { ankle, axes } = feet[i]!;
    const [knee, reached] = twoBones(hip, ankle, body.thigh, body.shin, add(axes.forward, scale(hipAxes.forward, 1.5)));
    put(`${side}_hip`, hip);
    put(`${side}_knee`, knee);
    put(`${side}_ankle`, reached);
    put(`${side}_heel`, place(reached, axes, [0, -body.ankle * 0.8, -body.foot * 0.35]));
    put(`${side}_foot_index`, place(reached, axes, [0, -body.ankle, body.foot * 1.0]));
  });
  return points;
}

function handOf(controls: Controls, side: SideName): Vec3 {
  return [controls[`${side}HandX`], controls[`${side}HandY`], controls[`${side}HandZ`]];
}

/** Distance between two landmarks, for tests and for drawing. */
export function span(skeleton: Skeleton, a: LandmarkName, b: LandmarkName): number {
  return distance(skeleton[LANDMARK[a]]!, skeleton[LANDMARK[b]]!);
}
