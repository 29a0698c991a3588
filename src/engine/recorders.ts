import type { Beat } from '../beat/types.ts';
import { formatRecording } from '../camera/pose-recording.ts';
import type { PoseFrame } from '../core/pose-frame.ts';
import type { Seconds } from '../core/units.ts';
import { createMidiRecorder } from '../outputs/midi/midi-file.ts';
import type { DrumEvent } from '../schedule/types.ts';

/** About three hours of dense playing; older strokes give way, so that an installation's memory stays bounded. */
const MOST_STROKES = 100_000;
/** An hour of poses at 30 a second, roughly a gigabyte as text. */
const MOST_POSES = 108_000;

/** What a performance leaves behind. Main thread. */
export interface Recorders {
  /** A performance begins: what was played before is forgotten. */
  restart(now: Seconds): void;
  addBeat(beat: Beat): void;
  addStrokes(strokes: readonly DrumEvent[]): void;
  addPose(pose: PoseFrame): void;
  /** Standard MIDI file of the performance so far. */
  midi(): Blob;
  /** Everything added since the last call, as a `.pose.jsonl`; null if nothing was. */
  poses(): Blob | null;
}

/** The newest `most` items, trimmed in large steps so that adding stays cheap. */
const keep = <T>(items: T[], most: number): T[] => (items.length > most ? items.slice(-Math.ceil(most * 0.9)) : items);

export function createRecorders(): Recorders {
  let begin: Seconds = 0;
  let beats: Beat[] = [];
  let strokes: DrumEvent[] = [];
  let poses: PoseFrame[] = [];
  return {
    restart: (now) => {
      begin = now;
      beats = [];
      strokes = [];
    },
    addBeat: (beat) => {
      beats.push(beat);
      beats = keep(beats, MOST_STROKES);
    },
    addStrokes: (played) => {
      strokes.push(...played);
      strokes = keep(strokes, MOST_STROKES);
    },
    addPose: (pose) => {
      poses.push(pose);
      poses = keep(poses, MOST_POSES);
    },
    midi: () => {
      const recorder = createMidiRecorder(begin);
      for (const beat of beats) recorder.addBeat(beat);
      for (const stroke of strokes) recorder.addStroke(stroke);
      return new Blob([recorder.toFile()], { type: 'audio/midi' });
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
