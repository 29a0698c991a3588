import type { Landmark, Person } from '../core/pose-frame.ts';

/** Where a body is in the picture, in picture heights, so that distances are the same in both directions. */
export interface BodyBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Below this visibility MediaPipe guesses: such a landmark says nothing about where the body is. */
const SEEN = 0.3;

/** Box around the landmarks that are seen, or around all where hardly any is. */
export function bodyBox(person: Person, aspect: number): BodyBox {
  const seen = person.image.filter((l) => l[3] >= SEEN);
  const landmarks: readonly Landmark[] = seen.length >= 4 ? seen : person.image;
  const xs = landmarks.map((l) => l[0] * aspect);
  const ys = landmarks.map((l) => l[1]);
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  const width = Math.max(...xs) - left;
  const height = Math.max(...ys) - top;
  return { x: left + width / 2, y: top + height / 2, width, height };
}

/** The box after moving its centre. */
export function shiftBox(box: BodyBox, dx: number, dy: number): BodyBox {
  return { ...box, x: box.x + dx, y: box.y + dy };
}

/** Intersection over union, 0..1. */
export function overlap(a: BodyBox, b: BodyBox): number {
  const shared = (ac: number, aSize: number, bc: number, bSize: number): number =>
    Math.max(0, Math.min(ac + aSize / 2, bc + bSize / 2) - Math.max(ac - aSize / 2, bc - bSize / 2));
  const both = shared(a.x, a.width, b.x, b.width) * shared(a.y, a.height, b.y, b.height);
  const either = a.width * a.height + b.width * b.height - both;
  return either > 0 ? both / either : 0;
}
