import { LANDMARK, type LandmarkName } from '../../core/joints.ts';
import type { Skeleton } from './body.ts';
import { type Colour, css, type Look, mix, SHADE, WARM } from './palette.ts';
import { type Canvas2d, oval } from './shapes.ts';
import { add, cross, dot, middle, normalise, scale, subtract, type Vec3 } from './vector.ts';
import type { Projected, Shot } from './virtual-camera.ts';

/** The head as a rigid thing in the room, found again from its landmarks. */
interface Head {
  readonly centre: Vec3;
  readonly left: Vec3;
  readonly up: Vec3;
  readonly forward: Vec3;
  /** 1 looking into the camera .. -1 looking away. */
  readonly facing: number;
}

function headOf(shot: Shot, skeleton: Skeleton): Head {
  const at = (name: LandmarkName): Vec3 => skeleton[LANDMARK[name]]!;
  const ears = middle(at('left_ear'), at('right_ear'));
  const left = normalise(subtract(at('left_ear'), at('right_ear')));
  const eyes = middle(at('left_eye'), at('right_eye'));
  const mouth = middle(at('mouth_left'), at('mouth_right'));
  const up = normalise(subtract(eyes, mouth));
  const forward = normalise(cross(left, up));
  const centre = add(ears, scale(up, 0.012));
  return { centre, left, up, forward, facing: dot(forward, normalise(subtract(shot.eye, centre))) };
}

/** Half the width and half the height of a head, in metres. */
const HALF_WIDTH = 0.083;
const HALF_HEIGHT = 0.122;

function ball(g: Canvas2d, x: number, y: number, r: number, base: Colour, shine = 0.3): CanvasGradient {
  const fill = g.createRadialGradient(x - r * 0.35, y - r * 0.45, r * 0.1, x, y, r * 1.15);
  fill.addColorStop(0, css(mix(base, WARM, shine)));
  fill.addColorStop(0.5, css(base));
  fill.addColorStop(1, css(mix(base, SHADE, 0.45)));
  return fill;
}

function paintEye(g: Canvas2d, at: Projected, size: number, open: number, roll: number, look: Look): void {
  g.fillStyle = css([246, 242, 236]);
  oval(g, at.x, at.y, size * 1.5 * open, size * 0.8, roll);
  g.fillStyle = css([38, 28, 30]);
  oval(g, at.x, at.y, size * 0.8 * open, size * 0.8, roll);
  g.strokeStyle = css(mix(look.hair, SHADE, 0.2));
  g.lineWidth = size * 0.6;
  g.beginPath();
  g.ellipse(at.x, at.y + size * 0.3, size * 1.9 * open, size * 2.3, roll, 1.22 * Math.PI, 1.78 * Math.PI);
  g.stroke();
}

function paintFeatures(g: Canvas2d, shot: Shot, skeleton: Skeleton, head: Head, roll: number, look: Look): void {
  const seen = (name: LandmarkName): Projected => shot.project(skeleton[LANDMARK[name]]!);
  const centre = shot.project(head.centre);
  const size = 0.0115 * centre.perMetre;
  for (const side of ['left', 'right'] as const) {
    const outward = scale(head.left, side === 'left' ? 0.45 : -0.45);
    const open = dot(normalise(add(head.forward, outward)), normalise(subtract(shot.eye, head.centre)));
    if (open > 0.15) paintEye(g, seen(`${side}_eye`), size, Math.min(1, open + 0.15), roll, look);
  }
  const nose = seen('nose');
  g.fillStyle = css(mix(look.skin, SHADE, 0.28), 0.75);
  oval(g, nose.x, nose.y + size * 0.3, size * 0.85, size * 0.6, roll);
  g.fillStyle = css(mix(look.skin, WARM, 0.4), 0.8);
  oval(g, nose.x - size * 0.15, nose.y - size * 0.5, size * 0.45, size * 0.8, roll);
  const [left, right] = [seen('mouth_left'), seen('mouth_right')];
  g.fillStyle = css([158, 52, 58]);
  g.beginPath();
  g.moveTo(right.x, right.y);
  g.quadraticCurveTo((left.x + right.x) / 2, (left.y + right.y) / 2 - size * 0.2, left.x, left.y);
  g.quadraticCurveTo((left.x + right.x) / 2, (left.y + right.y) / 2 + size * 2.1, right.x, right.y);
  g.fill();
}

/** Head with hair, and a face on the side that faces the camera. */
export function paintHead(g: Canvas2d, shot: Shot, skeleton: Skeleton, look: Look): void {
  const head = headOf(shot, skeleton);
  const centre = shot.project(head.centre);
  const above = shot.project(add(head.centre, scale(head.up, 0.1)));
  const roll = Math.atan2(above.x - centre.x, centre.y - above.y);
  const [rx, ry] = [HALF_WIDTH * centre.perMetre, HALF_HEIGHT * centre.perMetre];
  const at = (forward: number, up: number): Projected =>
    shot.project(add(add(head.centre, scale(head.forward, forward)), scale(head.up, up)));
  const hair = (x: number, y: number, r: number): void => {
    g.fillStyle = ball(g, x, y, r, look.hair, 0.14);
  };
  const bun = at(-0.1, 0.075);
  const paintBun = (): void => {
    hair(bun.x, bun.y, rx * 0.6);
    oval(g, bun.x, bun.y, rx * 0.55, rx * 0.55, 0);
  };
  if (look.bun && head.facing > 0) paintBun();
  const skull = at(-0.014, 0.032);
  hair(skull.x, skull.y, ry);
  oval(g, skull.x, skull.y, rx * 1.13, ry * 0.98, roll);
  if (head.facing > -0.5) {
    g.save();
    g.beginPath();
    g.ellipse(centre.x, centre.y, rx * 1.06, ry, roll, 0, 2 * Math.PI);
    g.clip();
    const face = at(0.052, -0.034);
    g.fillStyle = ball(g, face.x, face.y, ry, look.skin);
    oval(g, face.x, face.y, rx * (0.62 + 0.34 * Math.max(0, head.facing)), ry * 0.83, roll);
    g.restore();
    if (head.facing > 0) paintFringe(g, shot, head, roll, look);
    paintEars(g, shot, skeleton, head, look);
    if (head.facing > -0.1) paintFeatures(g, shot, skeleton, head, roll, look);
  }
  if (look.bun && head.facing <= 0) paintBun();
}

/** Locks that fall into the forehead, swept to the dancer's left: across, up, and how wide, in metres. */
const LOCKS: readonly (readonly [number, number, number])[] = [
  [-0.045, 0.082, 0.034],
  [-0.012, 0.078, 0.04],
  [0.028, 0.07, 0.042],
  [0.06, 0.05, 0.028],
];

function paintFringe(g: Canvas2d, shot: Shot, head: Head, roll: number, look: Look): void {
  g.fillStyle = css(mix(look.hair, WARM, 0.05));
  for (const [across, up, wide] of LOCKS) {
    const forward = 0.085 - Math.abs(across) * 0.5;
    const local = add(scale(head.left, across), add(scale(head.up, up), scale(head.forward, forward)));
    const { x, y, perMetre } = shot.project(add(head.centre, local));
    oval(g, x, y, wide * perMetre, 0.02 * perMetre, roll + 0.45);
  }
}

function paintEars(g: Canvas2d, shot: Shot, skeleton: Skeleton, head: Head, look: Look): void {
  const towards = normalise(subtract(shot.eye, head.centre));
  for (const side of ['left', 'right'] as const) {
    const shown = dot(scale(head.left, side === 'left' ? 1 : -1), towards);
    if (shown < -0.35) continue;
    const ear = shot.project(skeleton[LANDMARK[`${side}_ear`]]!);
    g.fillStyle = css(mix(look.skin, SHADE, 0.18));
    oval(g, ear.x, ear.y - 0.008 * ear.perMetre, 0.017 * ear.perMetre, 0.03 * ear.perMetre, 0);
  }
}
