import type { Seconds, Unit } from './units.ts';

/** One landmark: x, y, z, visibility. Units depend on where it stands (see {@link Person}). */
export type Landmark = readonly [x: number, y: number, z: number, visibility: Unit];

/** One detected person, 33 landmarks in the order of `LANDMARK_NAMES`. */
export interface Person {
  /** x right and y down, 0..1 of picture width and height; z as MediaPipe gives it. */
  readonly image: readonly Landmark[];
  /** Metres, hip-centred, y down, as MediaPipe gives it; null where it is not known. */
  readonly world: readonly Landmark[] | null;
}

/** What the pose model saw in one camera frame. */
export interface PoseFrame {
  /** When the frame was captured, on the stream clock. Strictly increasing within a stream. */
  readonly t: Seconds;
  /** Picture size in pixels: image coordinates are relative to it, and its aspect matters. */
  readonly width: number;
  readonly height: number;
  /** Nobody seen: empty. Order means nothing; there are no identities. */
  readonly people: readonly Person[];
}
