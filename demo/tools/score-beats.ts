/**
 * Runs person, motion and beat stages over pose recordings and prints how well the beats agree with those in the headers.
 *
 *   npx tsx demo/tools/score-beats.ts a.pose.jsonl b.pose.jsonl.gz ...
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createKinematicActivation } from '../../src/beat/kinematic-activation.ts';
import { createTracker } from '../../src/beat/tracker.ts';
import type { ActivationModel, Beat } from '../../src/beat/types.ts';
import { decodeBytes, type PoseRecording, parseRecording } from '../../src/camera/pose-recording.ts';
import { DEFAULT_SETTINGS } from '../../src/config.ts';
import { UserError } from '../../src/core/errors.ts';
import type { Milliseconds, Seconds } from '../../src/core/units.ts';
import { createMotion } from '../../src/motion/motion.ts';
import type { MotionFrame } from '../../src/motion/types.ts';
import { createPersonStage } from '../../src/pose/person-stage.ts';
import { countedAsOne, falseAlarms, lockTime, quantile, scoreBeats } from './beat-measures.ts';

/** Where a recording does not say from when it is to be scored. */
const SCORE_FROM: Seconds = 6;
/** A body needs this long to be seen standing. */
const REST_GRACE: Seconds = 1.2;

/** What the beat stage made of one recording. */
export interface BeatRun {
  readonly beats: readonly Beat[];
  /** The first moment with activity. */
  readonly movesAt: Seconds;
  /** What each motion frame took, activation and tracker. */
  readonly cost: readonly Milliseconds[];
}

export async function readRecording(path: string): Promise<PoseRecording> {
  const file = basename(path);
  return parseRecording(await decodeBytes(new Uint8Array(readFileSync(path)), file), file);
}

/** The recording's poses as the beat stage sees them. */
export function motionOf(recording: Pick<PoseRecording, 'frames'>): readonly MotionFrame[] {
  const person = createPersonStage(() => DEFAULT_SETTINGS.smoothing);
  const motion = createMotion();
  return recording.frames.flatMap((frame) => motion.step(person.step(frame)));
}

/** The beat stage over a whole dance. */
export async function runBeats(
  frames: readonly MotionFrame[],
  activation: ActivationModel = createKinematicActivation(),
  tracker = createTracker(),
): Promise<BeatRun> {
  const beats: Beat[] = [];
  const cost: Milliseconds[] = [];
  for (const frame of frames) {
    const began = performance.now();
    beats.push(...tracker.step(await activation.step(frame)).committed);
    cost.push(performance.now() - began);
  }
  return { beats, movesAt: frames.find((frame) => frame.activity > 0)?.time ?? 0, cost };
}

export const COLUMNS: readonly string[] =
  'F CMLt AMLt P tempo tempoAny bpm bias p50 p90 lock rest/min one beats ms'.split(' ');

/** One recording's figures in the order of the columns. Times in ms, lock in s. */
export function figures({ header }: PoseRecording, run: BeatRun): readonly number[] {
  const truth = (header.beats ?? []) as readonly Seconds[];
  const score = scoreBeats(truth, run.beats, header.scoreFrom ?? SCORE_FROM);
  const times = run.beats.map((beat) => beat.time);
  const { still, downbeats } = header as {
    readonly still?: readonly [Seconds, Seconds][] | null;
    readonly downbeats?: readonly Seconds[] | null;
  };
  return [
    ...[score.f, score.cmlt, score.amlt, score.p, score.tempo, score.tempoOctave],
    quantile(
      run.beats.map((beat) => beat.bpm),
      0.5,
    ),
    ...[score.bias * 1000, score.errorMedian * 1000, score.errorP90 * 1000],
    lockTime(truth, times, run.movesAt) ?? Number.NaN,
    falseAlarms(times, still ?? [], REST_GRACE),
    countedAsOne(truth, downbeats ?? [], run.beats),
    run.beats.length,
    quantile(run.cost, 0.5),
  ];
}

/** A line of the table. */
export function row(name: string, values: readonly (number | string)[]): string {
  const cell = (value: number | string): string =>
    (typeof value === 'string'
      ? value
      : Number.isNaN(value)
        ? '-'
        : value.toFixed(Math.abs(value) >= 10 ? 0 : 2)
    ).padStart(9);
  return name.slice(-46).padEnd(47) + values.map(cell).join('');
}

/** Of each column, over the recordings that have a figure there. */
export function means(all: readonly (readonly number[])[]): readonly number[] {
  return COLUMNS.map((_, i) => {
    const known = all.map((values) => values[i]!).filter(Number.isFinite);
    return known.reduce((a, b) => a + b, 0) / known.length;
  });
}

export function nameOf(path: string): string {
  return basename(path).replace(/\.pose\.jsonl(\.gz)?$/, '');
}

async function main(paths: readonly string[]): Promise<void> {
  if (paths.length === 0)
    throw new UserError('argument', 'No recording was given.', 'Name one or more .pose.jsonl files.');
  console.log(row('', COLUMNS));
  const all: (readonly number[])[] = [];
  for (const path of paths) {
    const recording = await readRecording(path);
    const run = await runBeats(motionOf(recording));
    const values = figures(recording, run);
    all.push(values);
    console.log(row(nameOf(path), values));
  }
  if (all.length > 1) console.log(row('mean', means(all)));
}

if (import.meta.url === new URL(process.argv[1] ?? '', 'file:').href) {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}
