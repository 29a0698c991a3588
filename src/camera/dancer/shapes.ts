import { COOL, type Colour, css, mix, SHADE, WARM } from './palette.ts';

/** Any 2-D canvas context: of a page or of a worker. */
export type Canvas2d = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A circle in the picture, in pixels: the end of a limb, or a corner of the trunk. */
export interface Disc {
  readonly x: number;
  readonly y: number;
  readonly r: number;
}

/** The key light falls from the upper left. */
const LIGHT = { x: -0.62, y: -0.78 };

/**
 * A gradient across a rounded body: warm where the key light falls, dark on the other side,
 * with a thin cool rim as a light behind the dancer would make it.
 */
export function rounded(g: Canvas2d, x: number, y: number, nx: number, ny: number, r: number, base: Colour) {
  const facing = nx * LIGHT.x + ny * LIGHT.y;
  const [ux, uy] = facing < 0 ? [-nx, -ny] : [nx, ny];
  const lit = Math.abs(facing);
  const fill = g.createLinearGradient(x + ux * r, y + uy * r, x - ux * r, y - uy * r);
  fill.addColorStop(0, css(mix(base, WARM, 0.12 + 0.3 * lit)));
  fill.addColorStop(0.35, css(base));
  fill.addColorStop(0.92, css(mix(base, SHADE, 0.32 + 0.22 * lit)));
  fill.addColorStop(1, css(mix(mix(base, SHADE, 0.3), COOL, 0.22)));
  return fill;
}

/** A limb: two discs and what is between them. */
export function capsule(g: Canvas2d, a: Disc, b: Disc, colour: Colour): void {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const span = Math.hypot(dx, dy);
  const axis = Math.atan2(dy, dx);
  // Where one disc hides the other there is no tangent: the bigger one is what is seen.
  const open = span <= Math.abs(a.r - b.r) ? null : Math.acos((a.r - b.r) / span);
  const [nx, ny] = span > 0.5 ? [-dy / span, dx / span] : [LIGHT.x, LIGHT.y];
  g.fillStyle = rounded(g, (a.x + b.x) / 2, (a.y + b.y) / 2, nx, ny, Math.max(a.r, b.r), colour);
  g.beginPath();
  if (open === null) {
    const disc = a.r > b.r ? a : b;
    g.arc(disc.x, disc.y, disc.r, 0, 2 * Math.PI);
  } else {
    g.arc(a.x, a.y, a.r, axis + open, axis - open);
    g.arc(b.x, b.y, b.r, axis - open, axis + open);
  }
  g.closePath();
  g.fill();
}

type Point = readonly [number, number];

/** Convex hull, by Andrew's monotone chain. */
function hull(points: readonly Point[]): readonly Point[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (items: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const p of items) {
      while (chain.length > 1) {
        const [o, a] = [chain.at(-2)!, chain.at(-1)!];
        if ((a[0] - o[0]) * (p[1] - o[1]) - (a[1] - o[1]) * (p[0] - o[0]) > 0) break;
        chain.pop();
      }
      chain.push(p);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/** Points on each disc that the hull is made of: enough to look round. */
const CORNERS = 16;

/** What a cloth stretched over some discs covers: the trunk. */
export function wrap(g: Canvas2d, discs: readonly Disc[], fill: CanvasGradient | string): void {
  const points = discs.flatMap(({ x, y, r }) =>
    Array.from({ length: CORNERS }, (_, i): Point => {
      const angle = (2 * Math.PI * i) / CORNERS;
      return [x + r * Math.cos(angle), y + r * Math.sin(angle)];
    }),
  );
  g.fillStyle = fill;
  g.beginPath();
  for (const [x, y] of hull(points)) g.lineTo(x, y);
  g.closePath();
  g.fill();
}

/** An ellipse, filled. */
export function oval(g: Canvas2d, x: number, y: number, rx: number, ry: number, turn: number): void {
  g.beginPath();
  g.ellipse(x, y, Math.max(0.1, rx), Math.max(0.1, ry), turn, 0, 2 * Math.PI);
  g.fill();
}
