/**
 * Runs the tracker over exported dances (see export-dances.ts), with the kinematic activation or one computed elsewhere,
 * and prints the figures of each kind of dance as JSON.
 *
 *   npx tsx demo/tools/score-activation.ts --set FOLDER/held [--activation FILE.f32 --labels FILE.json] [--each] [--reliability] [--evidence FILE.json]
 *     [--from S] [--tap S]
 *
 * `--from`: seconds after a dance's first beat from which beats are scored (6). `--tap`: so long after it somebody taps four beats, each 20 ms (standard deviation) off.
 * `--evidence` writes what each beat from an activation computed elsewhere rested on, and whether it was hit: models/training/beat_confidence.py learns from that.
 * The activation file has eleven numbers a frame: beat, downbeat, what activity is multiplied with, and the phase's phasor; the labels file `{ beats: [[s, ...], ...] }`, one list a dance.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { PhaseEvidence } from '../../src/beat/confidence.ts';
import { createKinematicActivation } from '../../src/beat/kinematic-activation.ts';
import { LEARNED_ALIGNMENT } from '../../src/beat/learned-activation.ts';
import { createMovement } from '../../src/beat/movement.ts';
import { PhaseBelief } from '../../src/beat/phase-belief.ts';
import { createStopWatch } from '../../src/beat/stop-watch.ts';
import { createTracker } from '../../src/beat/tracker.ts';
import type { ActivationModel, Beat, Phasor } from '../../src/beat/types.ts';
import { JOINT_COUNT } from '../../src/core/joints.ts';
import { createRandom } from '../../src/core/random.ts';
import type { Seconds, Unit } from '../../src/core/units.ts';
import { measureEnergy } from '../../src/motion/energy.ts';
import { MOTION_RATE, type MotionFrame } from '../../src/motion/types.ts';
import { countedAsOne, falseAlarms, lockTime, matches, quantile, scoreBeats } from './beat-measures.ts';
import { shippedTempo } from './learned-beat.ts';

/** How exactly people tap, and how often. */
const TAP_ERROR: Seconds = 0.02;
const TAPS = 4;
const REST_GRACE: Seconds = 1.2;
/** Numbers a frame in an activation file. */
const COLUMNS = 11;

interface Dance {
  readonly name: string;
  readonly kind: string;
  readonly frames: number;
  readonly start: Seconds;
  readonly beats: readonly Seconds[];
  readonly downbeats: readonly Seconds[];
  readonly rests: readonly [Seconds, Seconds][];
}

const { values } = parseArgs({
  options: {
    set: { type: 'string' },
    activation: { type: 'string' },
    labels: { type: 'string' },
    each: { type: 'boolean' },
    reliability: { type: 'boolean' },
    evidence: { type: 'string' },
    from: { type: 'string', default: '6' },
    tap: { type: 'string' },
  },
});
if (!values.set) throw new Error('Give --set.');
const floats = (path: string): Float32Array => {
  const bytes = readFileSync(path);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
};
const { frameSize, dances } = JSON.parse(readFileSync(`${values.set}.json`, 'utf8')) as {
  frameSize: number;
  dances: Dance[];
};
const tempo = await shippedTempo();
const rows = floats(`${values.set}.f32`);
const given = values.activation === undefined ? null : floats(values.activation);
const labels =
  values.labels === undefined ? null : (JSON.parse(readFileSync(values.labels, 'utf8')) as { beats: Seconds[][] });

function frameAt(row: Float32Array, time: Seconds): MotionFrame {
  const position = row.slice(0, JOINT_COUNT * 2);
  const velocity = row.slice(JOINT_COUNT * 2, JOINT_COUNT * 4);
  const visibility = row.slice(JOINT_COUNT * 4, JOINT_COUNT * 5);
  const present = row[JOINT_COUNT * 5 + 1]! > 0;
  const energy = measureEnergy(velocity, visibility);
  return {
    time,
    present,
    position,
    velocity,
    visibility,
    energy,
    camera: { x: 0, y: 0 },
    activity: row[JOINT_COUNT * 5]!,
  };
}

/** What was computed elsewhere, frame by frame from `at` on. */
function replay(numbers: Float32Array, from: number): ActivationModel {
  const stopWatch = createStopWatch();
  const movement = createMovement();
  let at = from * COLUMNS;
  return {
    alignment: LEARNED_ALIGNMENT,
    step(frame) {
      const [beat, downbeat, factor, ...phasor] = numbers.subarray(at, (at += COLUMNS)) as unknown as [
        number,
        number,
        number,
        ...Phasor,
      ];
      const activity = (frame.present ? stopWatch.step(frame) : 0) * factor;
      const moves = activity > 0;
      const moved = movement.step(frame);
      return {
        time: frame.time,
        beat: moves ? beat : 0,
        downbeat: moves ? downbeat : 0,
        activity,
        phasor,
        movement: moved,
      };
    },
    reset: () => {},
  };
}

/** A beat, and what it rested on where the net's phases were heard. */
type Founded = Beat & { readonly evidence: PhaseEvidence | undefined };

const framesOf = (dance: Dance, from: number): MotionFrame[] =>
  Array.from({ length: dance.frames }, (_, i) =>
    frameAt(rows.subarray((from + i) * frameSize, (from + i + 1) * frameSize), dance.start + i / MOTION_RATE),
  );

/** Times at which somebody taps to beats. */
function tapsTo(truth: readonly Seconds[], seed: number): Seconds[] {
  if (values.tap === undefined) return [];
  const after = truth[0]! + Number(values.tap);
  const random = createRandom(seed);
  return truth
    .filter((time) => time > after)
    .slice(0, TAPS)
    .map((time) => time + TAP_ERROR * random.normal());
}

async function beatsOf(dance: Dance, from: number, taps: Seconds[]): Promise<readonly Founded[]> {
  const phases = given === null ? undefined : new PhaseBelief(tempo);
  const tracker = createTracker(given === null ? undefined : { ...LEARNED_ALIGNMENT, tempo }, phases);
  const activation = given === null ? createKinematicActivation() : replay(given, from);
  const beats: Founded[] = [];
  for (const frame of framesOf(dance, from)) {
    while (taps.length > 0 && taps[0]! <= frame.time) tracker.tap(taps.shift()!);
    for (const beat of tracker.step(await activation.step(frame)).committed)
      beats.push({ ...beat, evidence: phases?.evidence });
  }
  return beats;
}

/** What the beats said of themselves, and whether it came true. */
interface Promised {
  readonly kind: string;
  readonly confidence: Unit;
  readonly evidence: PhaseEvidence | undefined;
  readonly hit: boolean;
}

/** Share of hits among beats of about the same confidence: a reliability diagram as a table. */
function reliability(promised: readonly Promised[]): string {
  const rows = Array.from({ length: 10 }, (_, tenth) => {
    const these = promised.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === tenth);
    const said = these.reduce((sum, { confidence }) => sum + confidence, 0) / these.length;
    return { said, hit: these.filter(({ hit }) => hit).length / these.length, count: these.length };
  }).filter(({ count }) => count > 0);
  const off = rows.reduce((sum, { said, hit, count }) => sum + Math.abs(said - hit) * count, 0) / promised.length;
  const lines = rows.map(({ said, hit, count }) => `${said.toFixed(2)} said, ${hit.toFixed(2)} hit, ${count} beats`);
  return `${lines.join('\n')}\nexpected calibration error ${off.toFixed(3)}`;
}

const promised: Promised[] = [];
const byKind = new Map<string, number[][]>();
let from = 0;
for (const [i, dance] of dances.entries()) {
  const truth = labels?.beats[i] ?? dance.beats;
  const beats = await beatsOf(dance, from, tapsTo(truth, i));
  from += dance.frames;
  const end = truth.at(-1)! + 0.5;
  const score = scoreBeats(
    truth,
    beats.filter((beat) => beat.time < end),
    (truth[0] ?? 0) + Number(values.from),
  );
  const times = beats.map((beat) => beat.time);
  const lock = lockTime(truth, times, truth[0] ?? 0) ?? 40;
  const rest = dance.rests.length > 0 ? falseAlarms(times, dance.rests, REST_GRACE) : Number.NaN;
  const scored = beats.filter((beat) => beat.time > (truth[0] ?? 0) && beat.time < end);
  const pairs = matches(
    truth,
    scored.map((beat) => beat.time),
  );
  const row = [
    score.f,
    score.cmlt,
    score.amlt,
    score.tempo,
    score.tempoOctave,
    score.bias,
    score.errorMedian,
    lock,
    rest,
    countedAsOne(truth, dance.downbeats, scored), // labels that were moved leave none: theirs are not bars of four
  ];
  const hits = new Set(pairs.map(([, time]) => time));
  const { kind } = dance;
  promised.push(
    ...scored.map(({ time, confidence, evidence }) => ({ kind, confidence, evidence, hit: hits.has(time) })),
  );
  if (values.each) console.error(dance.kind, dance.name, row.map((value) => value.toFixed(2)).join(' '));
  byKind.set(dance.kind, [...(byKind.get(dance.kind) ?? []), row]);
}
if (values.evidence !== undefined) writeFileSync(values.evidence, JSON.stringify(promised));
if (values.reliability) {
  console.error(reliability(promised));
  for (const kind of byKind.keys())
    console.error(`${kind}\n${reliability(promised.filter((beat) => beat.kind === kind))}`);
}
const NAMES = ['f', 'cmlt', 'amlt', 'tempo', 'tempoOctave', 'bias', 'error', 'lock', 'rest', 'counted'];
/** NaN of nothing, which JSON writes as null. */
const mean = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;
const summary = [...byKind].map(([kind, all]) => [
  kind,
  Object.fromEntries([
    ['dances', all.length],
    ...NAMES.map((name, column) => {
      const known = all.map((row) => row[column]!).filter(Number.isFinite);
      return [name, Number((name === 'lock' || name === 'bias' ? quantile(known, 0.5) : mean(known)).toFixed(3))];
    }),
  ]),
]);
console.log(JSON.stringify(Object.fromEntries(summary)));
