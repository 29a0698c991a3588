import type { Observable } from 'rxjs';
import type { UserError } from '../core/errors.ts';
import type { PoseFrame } from '../core/pose-frame.ts';
import type { Seconds } from '../core/units.ts';

/** One picture on its way to the pose worker. Whoever receives it owns it and closes it. */
export interface CameraFrame {
  readonly image: VideoFrame | ImageBitmap | ImageData;
  /** When the shutter saw it, stream clock; the calibrated camera delay is already subtracted. */
  readonly capturedAt: Seconds;
  /** Picture size in pixels. */
  readonly width: number;
  readonly height: number;
}

/** Where a source stands. 'waiting': the device is gone and will be taken up again by itself. */
export type SourceStatus =
  | { readonly state: 'idle' | 'starting' | 'running' | 'ended' }
  | { readonly state: 'waiting' | 'failed'; readonly error: UserError };

/**
 * Anything that shows a body. Lives on the main thread; its pictures may be made elsewhere.
 * Image sources send {@link CameraFrame}s into the port they are given; a pose recording sends {@link PoseFrame}s.
 */
export interface Source {
  readonly kind: 'dancer' | 'webcam' | 'file' | 'recording';
  /** What goes through the port: pictures for the pose model, or poses that need none. */
  readonly yields: 'image' | 'pose';
  /** Replays the current status on subscription. */
  readonly status$: Observable<SourceStatus>;
  /** What the mirror shows; null for a recording, which has only its skeleton. */
  readonly picture: HTMLVideoElement | HTMLCanvasElement | null;
  /**
   * Begins to send `SourceMessage`s into `port`. Resolves when the first attempt is over: running, or a status that says why not.
   * Never rejects for reasons that a user could cause.
   */
  start(port: MessagePort): Promise<void>;
  /** Ends it and frees the device. It can be started again. */
  stop(): void;
}

/** Source to pose worker. 'discontinuity': time jumped (loop, seek, device change): forget the past. */
export type SourceMessage =
  | { readonly type: 'frame'; readonly frame: CameraFrame }
  | { readonly type: 'pose'; readonly pose: PoseFrame }
  | { readonly type: 'discontinuity' };

/** What the user chose. */
export type SourceChoice =
  | { readonly kind: 'dancer'; readonly seed?: number; readonly bpm?: number }
  | { readonly kind: 'webcam'; readonly deviceId?: string; readonly width?: number; readonly height?: number }
  | { readonly kind: 'file'; readonly file: Blob; readonly name: string; readonly loop: boolean }
  | { readonly kind: 'recording'; readonly file: Blob; readonly name: string; readonly loop: boolean };
