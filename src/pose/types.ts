import type { SourceMessage } from '../camera/types.ts';
import type { LatencyReading } from '../core/latency-meter.ts';
import type { Person } from '../core/pose-frame.ts';
import type { Hertz, Seconds } from '../core/units.ts';

/** The dancer in one camera frame: one person, followed through crossings, smoothed. What the motion stage reads. */
export interface PersonFrame {
  /** Capture time of the frame, stream clock: `PoseFrame.t`. */
  readonly time: Seconds;
  /** Null when nobody is seen for longer than a gap that is bridged. */
  readonly person: Person | null;
  /** Picture size in pixels. */
  readonly width: number;
  readonly height: number;
  /** True where the person was not seen in this frame and is carried over from the ones before. */
  readonly bridged: boolean;
}

/** Which of the two models looks at the pictures; the index is the value of the parameter `poseModel`. */
export const POSE_MODELS = ['lite', 'full'] as const;
export type PoseModel = (typeof POSE_MODELS)[number];

/** What leaves the pose worker: every person seen, unfiltered, and word of a jump in time. */
export type PoseMessage = Exclude<SourceMessage, { type: 'frame' }>;

/** About once a second. Counts only grow while the worker lives. */
export interface PoseStats {
  /** Pictures that arrived, and poses that came from a recording. */
  readonly framesIn: number;
  /** Pictures that a newer one overtook, that came out of order, or that the model failed on. */
  readonly framesDropped: number;
  readonly framesWithoutPerson: number;
  /** Poses sent a second, over the last report. */
  readonly rate: Hertz;
  /** Milliseconds that a picture took, conversion included. */
  readonly detect: LatencyReading;
  /** 'none' until the model is loaded. */
  readonly delegate: 'GPU' | 'CPU' | 'none';
  readonly model: PoseModel;
  /** Failures of the model, each of them recovered from or being so. */
  readonly errors: number;
}
