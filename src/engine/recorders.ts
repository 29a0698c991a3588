import type { Beat } from '../beat/types.ts';
import { formatRecording } from '../camera/pose-recording.ts';
import type { PoseFrame } from '../core/pose-frame.ts';
import type { Recorder } from '../outputs/recording/recorder.ts';
import type { DrumEvent } from '../schedule/types.ts';

/** An hour of poses at 30 a second, roughly a gigabyte as text; older ones give way. */
const MOST_POSES = 108_000;

/** What is taken down of a performance as it goes. Main thread. */
export interface Recorders {
  addBeat(beat: Beat): void;
  addStrokes(strokes: readonly DrumEvent[]): void;
  addPose(pose: PoseFrame): void;
  /** Everything added since the last call, as a `.pose.jsonl`; null if nothing was. */
  poses(): Blob | null;
}

/** The newest `most` items, trimmed in large steps so that adding stays cheap. */
const keep = <T>(items: T[], most: number): T[] => (items.length > most ? items.slice(-Math.ceil(most * 0.9)) : items);

/** @param recorder where beats and strokes are written down: they aren't kept here */
export function createRecorders(recorder: Pick<Recorder, 'addBeat' | 'addStrokes'>): Recorders {
  let poses: PoseFrame[] = [];
  return {
    addBeat: (beat) => recorder.addBeat(beat),
    addStrokes: (strokes) => recorder.addStrokes(strokes),
    addPose: (pose) => {
      poses.push(pose);
      poses = keep(poses, MOST_POSES);
    },
    poses: () => {
      const frames = poses;
      poses = [];
      const [first] = frames;
      if (!first) return null;
      const { width, height } = first;
      const fps = Math.round((frames.length - 1) / Math.max(1 / 60, frames.at(-1)!.t - first.t)) || 30;
      const text = formatRecording({ fps, width, height, source: 'rhythmicnet-live' }, frames);
      return new Blob([text], { type: 'application/x-ndjson' });
    },
  };
}
