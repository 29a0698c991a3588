/**
 * Writes pose recordings as the beat stage sees them, in the format of export-dances.ts, with what their headers say of the beats.
 *
 *   npx tsx demo/tools/export-recordings.ts --out FOLDER/recordings a.pose.jsonl b.pose.jsonl.gz ...
 *
 * For evaluation only. Recordings without beats are left out.
 */
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { JOINT_COUNT } from '../../src/core/joints.ts';
import type { Seconds } from '../../src/core/units.ts';
import type { MotionFrame } from '../../src/motion/types.ts';
import { motionOf, readRecording } from './score-beats.ts';

const FRAME_SIZE = JOINT_COUNT * 5 + 2;
/** Where a recording does not say from when it is to be scored. */
const SCORE_FROM: Seconds = 6;

/** Position, velocity, visibility, activity, present. */
function row({ position, velocity, visibility, activity, present }: MotionFrame): readonly number[] {
  return [...position, ...velocity, ...visibility, activity, present ? 1 : 0];
}

const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
if (!values.out || positionals.length === 0) throw new Error('Give --out and one or more recordings.');

const index: object[] = [];
const rows: (readonly number[])[] = [];
for (const path of positionals) {
  const recording = await readRecording(path);
  const { header } = recording;
  if (!header.beats) continue;
  const { still = [] } = header as { readonly still?: readonly [Seconds, Seconds][] };
  const frames = motionOf(recording);
  rows.push(...frames.map(row));
  index.push({
    name: basename(path).replace(/\.pose\.jsonl(\.gz)?$/, ''),
    kind: 'recording',
    fps: header.fps,
    frames: frames.length,
    start: frames[0]?.time ?? 0,
    beats: header.beats,
    downbeats: header.downbeats ?? [],
    rests: still,
    scoreFrom: header.scoreFrom ?? SCORE_FROM,
  });
}
writeFileSync(`${values.out}.f32`, Float32Array.from(rows.flat()));
writeFileSync(`${values.out}.json`, JSON.stringify({ frameSize: FRAME_SIZE, dances: index }));
console.log(`${values.out}: ${index.length} recordings`);
