/** A point or direction in metres; y is up. */
export type Vec3 = readonly [x: number, y: number, z: number];

export const add = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Vec3, k: number): Vec3 => [a[0] * k, a[1] * k, a[2] * k];
export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const length = (a: Vec3): number => Math.sqrt(dot(a, a));
export const distance = (a: Vec3, b: Vec3): number => length(subtract(a, b));
export const middle = (a: Vec3, b: Vec3): Vec3 => scale(add(a, b), 0.5);
export const lerp = (a: Vec3, b: Vec3, k: number): Vec3 => add(scale(a, 1 - k), scale(b, k));
export const cross = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
/** Unit vector along `a`; a zero vector stays zero. */
export const normalise = (a: Vec3): Vec3 => scale(a, 1 / (length(a) || 1));

/** Three perpendicular unit axes: a body part's own left, up and forward. */
export interface Frame {
  readonly left: Vec3;
  readonly up: Vec3;
  readonly forward: Vec3;
}

/**
 * A body part turned by `yaw` to its left, then leant forward by `lean`, then bent to its left by `bend` (radians).
 * At zero it faces +z with its left at +x.
 */
export function frame(yaw: number, lean = 0, bend = 0): Frame {
  const [cy, sy, cl, sl, cb, sb] = [yaw, lean, bend].flatMap((angle) => [Math.cos(angle), Math.sin(angle)]) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const turn = (v: Vec3): Vec3 => [cy * v[0] + sy * v[2], v[1], cy * v[2] - sy * v[0]];
  const pitch = (v: Vec3): Vec3 => [v[0], cl * v[1] - sl * v[2], sl * v[1] + cl * v[2]];
  return {
    left: turn(pitch([cb, -sb, 0])),
    up: turn(pitch([sb, cb, 0])),
    forward: turn(pitch([0, 0, 1])),
  };
}

/** The point that lies at `local` (left, up, forward) of `origin` in a frame. */
export function place(origin: Vec3, axes: Frame, local: Vec3): Vec3 {
  const { left, up, forward } = axes;
  return add(add(origin, scale(left, local[0])), add(scale(up, local[1]), scale(forward, local[2])));
}
