import type { Person } from '../core/pose-frame.ts';
import type { Seconds } from '../core/units.ts';

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
