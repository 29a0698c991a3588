import { LANDMARK, type LandmarkName } from '../../core/joints.ts';
import { paintBackdrop, paintShadow } from './backdrop.ts';
import type { Skeleton } from './body.ts';
import { paintHead } from './paint-head.ts';
import { type Colour, css, type Look, mix, SHADE } from './palette.ts';
import { type Canvas2d, capsule, type Disc, rounded, wrap } from './shapes.ts';
import { add, distance, lerp, middle, scale, subtract, type Vec3 } from './vector.ts';
import { type CameraView, type Shot, shoot } from './virtual-camera.ts';

/** Something to be painted, and how far away it is. */
interface Part {
  readonly depth: number;
  paint(g: Canvas2d): void;
}

const SIDES = ['left', 'right'] as const;

/** Measures one skeleton in one picture. */
interface Sketch {
  at(name: LandmarkName): Vec3;
  disc(point: Vec3, radius: number): Disc;
  /** Mean distance from the camera, in metres. */
  depth(...points: readonly Vec3[]): number;
  /** A capsule; `nearer` (metres) settles what overlaps what at a joint. */
  limb(a: Vec3, ra: number, b: Vec3, rb: number, colour: Colour, nearer?: number): Part;
  /** Shading across a cloth that hangs from one point to the other. */
  cloth(g: Canvas2d, from: Vec3, to: Vec3, radius: number, colour: Colour): CanvasGradient;
}

/** Radii are given for a torso of half a metre and grow with the body. */
const REFERENCE_TORSO = 0.5;

function sketchOf(shot: Shot, skeleton: Skeleton): Sketch {
  const at = (name: LandmarkName): Vec3 => skeleton[LANDMARK[name]]!;
  const size = distance(shouldersOf(at), pelvisOf(at)) / REFERENCE_TORSO;
  const disc = (point: Vec3, radius: number): Disc => {
    const { x, y, perMetre } = shot.project(point);
    return { x, y, r: radius * size * perMetre };
  };
  const depth = (...points: readonly Vec3[]): number =>
    points.reduce((sum, point) => sum + shot.project(point).depth, 0) / points.length;
  return {
    at,
    disc,
    depth,
    limb: (a, ra, b, rb, colour, nearer = 0) => ({
      depth: depth(a, b) - nearer,
      paint: (g) => capsule(g, disc(a, ra), disc(b, rb), colour),
    }),
    cloth: (g, from, to, radius, colour) => {
      const [a, b] = [disc(from, radius), disc(to, radius)];
      const span = Math.hypot(b.x - a.x, b.y - a.y) || 1;
      return rounded(g, (a.x + b.x) / 2, (a.y + b.y) / 2, (a.y - b.y) / span, (b.x - a.x) / span, a.r, colour);
    },
  };
}

type Where = (name: LandmarkName) => Vec3;
const shouldersOf = (at: Where): Vec3 => middle(at('left_shoulder'), at('right_shoulder'));
const pelvisOf = (at: Where): Vec3 => middle(at('left_hip'), at('right_hip'));
const earsOf = (at: Where): Vec3 => middle(at('left_ear'), at('right_ear'));

/** The belly lies in the shadow of the chest: light comes from above. */
function underChest(g: Canvas2d, neck: Disc, pelvis: Disc): CanvasGradient {
  const fill = g.createLinearGradient(neck.x, neck.y, pelvis.x, pelvis.y);
  fill.addColorStop(0.5, css(SHADE, 0));
  fill.addColorStop(1, css(SHADE, 0.28));
  return fill;
}

function trunk({ at, disc, depth, limb, cloth }: Sketch, look: Look): readonly Part[] {
  const [neck, pelvis, ears] = [shouldersOf(at), pelvisOf(at), earsOf(at)];
  const waist = lerp(pelvis, neck, 0.34);
  const chest = SIDES.flatMap((side) => [
    disc(lerp(at(`${side}_shoulder`), neck, 0.12), 0.06),
    disc(lerp(lerp(neck, ears, 0.2), at(`${side}_shoulder`), 0.28), 0.045),
  ]);
  const middleDiscs = SIDES.map((side) => disc(add(waist, scale(subtract(at(`${side}_hip`), pelvis), 0.8)), 0.082));
  const hem = SIDES.map((side) => disc(lerp(at(`${side}_hip`), waist, 0.22), 0.088));
  const shirt = (g: Canvas2d): void => {
    const fill = cloth(g, neck, pelvis, 0.24, look.shirt);
    wrap(g, [...middleDiscs, ...hem], fill);
    wrap(g, [...chest, ...middleDiscs], fill);
    wrap(g, [...middleDiscs, ...hem], underChest(g, disc(neck, 0), disc(pelvis, 0)));
  };
  const seat = (g: Canvas2d): void => {
    const discs = SIDES.map((side) => disc(at(`${side}_hip`), 0.098));
    wrap(g, discs, cloth(g, neck, pelvis, 0.2, look.trousers));
  };
  return [
    { depth: depth(neck, pelvis), paint: shirt },
    { depth: depth(pelvis) + 0.2, paint: seat },
    limb(lerp(neck, ears, 0.2), 0.062, lerp(neck, ears, 0.65), 0.05, mix(look.skin, SHADE, 0.12), 0.02),
  ];
}

/** Parts that are always painted one over the other. */
const together = (depth: number, parts: readonly Part[]): Part => ({
  depth,
  paint: (g) => {
    for (const part of parts) part.paint(g);
  },
});

function armOf({ at, depth, limb }: Sketch, side: 'left' | 'right', look: Look): readonly Part[] {
  const [shoulder, elbow, wrist] = [at(`${side}_shoulder`), at(`${side}_elbow`), at(`${side}_wrist`)];
  const [index, pinky, thumb] = [at(`${side}_index`), at(`${side}_pinky`), at(`${side}_thumb`)];
  const sleeve = lerp(shoulder, elbow, 0.62);
  const palm = lerp(wrist, middle(index, pinky), 0.45);
  return [
    together(depth(shoulder, elbow) - 0.04, [
      limb(shoulder, 0.05, elbow, 0.04, look.skin),
      limb(lerp(shoulder, sleeve, 0.06), 0.06, sleeve, 0.055, look.shirt),
    ]),
    together(depth(elbow, wrist) - 0.05, [
      limb(elbow, 0.041, wrist, 0.027, look.skin),
      limb(wrist, 0.02, thumb, 0.012, look.skin),
      limb(palm, 0.03, pinky, 0.014, look.skin),
      limb(palm, 0.033, index, 0.017, look.skin),
      limb(wrist, 0.028, palm, 0.036, look.skin),
    ]),
  ];
}

/** A thigh counts as this much farther than it is: the shirt hangs over it unless the knee is high. */
const UNDER_SHIRT = 0.13;

function legOf({ at, depth, limb }: Sketch, side: 'left' | 'right', look: Look): readonly Part[] {
  const [hip, knee, ankle, toe] = [
    at(`${side}_hip`),
    at(`${side}_knee`),
    at(`${side}_ankle`),
    at(`${side}_foot_index`),
  ];
  const cuff = lerp(knee, ankle, 0.84);
  return [
    limb(hip, 0.09, knee, 0.064, look.trousers, -UNDER_SHIRT),
    together(depth(knee, ankle), [
      limb(cuff, 0.036, ankle, 0.032, look.skin),
      limb(knee, 0.064, cuff, 0.045, look.trousers),
    ]),
    together(depth(ankle, toe) - 0.01, [
      limb(at(`${side}_heel`), 0.035, toe, 0.03, look.shoes),
      limb(ankle, 0.038, lerp(ankle, toe, 0.6), 0.036, look.shoes),
    ]),
  ];
}

/** All parts of the body, the farthest first. */
function partsOf(shot: Shot, skeleton: Skeleton, look: Look): readonly Part[] {
  const sketch = sketchOf(shot, skeleton);
  const head: Part = {
    depth: sketch.depth(earsOf(sketch.at)) - 0.03,
    paint: (g) => paintHead(g, shot, skeleton, look),
  };
  const limbs = SIDES.flatMap((side) => [...armOf(sketch, side, look), ...legOf(sketch, side, look)]);
  return [...trunk(sketch, look), head, ...limbs].sort((a, b) => b.depth - a.depth);
}

/** Paints one picture after the other, all of the same view. */
export interface Painter {
  paint(skeleton: Skeleton): void;
}

/**
 * @param g what is painted on; it has the view's size.
 * @param view a camera that doesn't move: the empty stage is painted once and copied after that.
 */
export function createPainter(g: Canvas2d, view: CameraView, look: Look): Painter {
  const shot = shoot({ ...view, shake: 0 }, 0);
  const stage = new OffscreenCanvas(view.width, view.height);
  const s = stage.getContext('2d', { willReadFrequently: true })!;
  paintBackdrop(s, shot);
  const backdrop = s.getImageData(0, 0, view.width, view.height);
  const paint = (skeleton: Skeleton): void => {
    g.putImageData(backdrop, 0, 0);
    const at = (name: LandmarkName): Vec3 => skeleton[LANDMARK[name]]!;
    const pelvis = middle(at('left_hip'), at('right_hip'));
    paintShadow(g, shot, [pelvis[0], 0.4, pelvis[2]], 0.34, 0.45);
    for (const side of SIDES) paintShadow(g, shot, middle(at(`${side}_heel`), at(`${side}_foot_index`)), 0.16, 0.6);
    for (const part of partsOf(shot, skeleton, look)) part.paint(g);
  };
  return { paint };
}
