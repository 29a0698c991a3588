/**
 * Writes many dances as the beat stage sees them, for training: choreographies, motion capture with beats, and motion capture made to
 * keep a beat, through random cameras and a badly seeing pose model, then through the person and motion stages.
 *
 *   npx tsx demo/tools/export-dances.ts --out FOLDER/train --clips FOLDER/clips-train --dances 600 --warped 600 --first 100000 --takes 4
 *
 * OUT.json has what is known of each dance, OUT.f32 its frames of 87 numbers: position, velocity, visibility, activity, present.
 */
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Choreography, createChoreography } from '../../src/camera/dancer/choreography.ts';
import { createTempoCurve, type Rubato, type TempoPoint } from '../../src/camera/dancer/tempo-curve.ts';
import { JOINT_COUNT } from '../../src/core/joints.ts';
import { createRandom, type Random } from '../../src/core/random.ts';
import type { Bpm, Seconds } from '../../src/core/units.ts';
import type { MotionFrame } from '../../src/motion/types.ts';
import { onTheBeat } from './beat-warp.ts';
import { type Clip, dancedBody, distracted, individual, type Mover, retimed } from './dance-mixer.ts';
import { asPictured, drawFilming, film, WELL_SEEN } from './film.ts';

const FRAME_SIZE = JOINT_COUNT * 5 + 2;

/** Draws one tempo. */
type Tempi = (random: Random) => Bpm;

const usual: Tempi = (random) => Math.min(210, Math.max(55, 112 * Math.exp(0.36 * random.normal())));

/** Slow ones and fast ones, which are few among the usual, and some from all that is heard. */
const edges: Tempi = (random) => {
  const between = (low: Bpm, high: Bpm): Bpm => low * (high / low) ** random.next();
  const which = random.next();
  return which < 0.55 ? between(55, 78) : which < 0.8 ? between(160, 215) : between(55, 215);
};

function drawTempo(random: Random, tempi: Tempi): readonly TempoPoint[] {
  const draw = (): Bpm => tempi(random);
  const bpm = draw();
  const at = random.between(12, 26);
  const kind = random.next();
  if (kind < 0.7) return [{ at: 0, bpm }];
  if (kind < 0.85)
    return [
      { at: 0, bpm },
      { at, bpm: draw() },
    ];
  const [from, to] = [Math.min(200, bpm), Math.min(215, Math.max(55, bpm * random.between(0.8, 1.25)))];
  return [
    { at: 0, bpm: from },
    { at: at + 10, bpm: to, ramp: true },
  ];
}

const drawRubato = (random: Random): Rubato => ({ depth: random.between(0.05, 0.2), period: random.between(6, 14) });

function drawDance(seed: number, random: Random, tempi: Tempi): Choreography {
  const rest = random.between(12, 28);
  const told = random.next() < 0.35;
  const accents = Array.from({ length: 16 }, () => (random.next() < 0.3 ? random.between(0.4, 1) : 0));
  return createChoreography({
    seed,
    tempo: drawTempo(random, tempi),
    unevenness: random.between(4, 25),
    still: random.next() < 0.3 ? [{ from: rest, to: rest + random.between(3, 8) }] : [],
    ...(random.next() < 0.2 ? { rubato: drawRubato(random) } : {}),
    ...(told ? { accents } : {}),
  });
}

function choreographed(dance: Choreography): Mover {
  const beats = dance.beats(0, SECONDS);
  const rests = beats.flatMap((time, i): (readonly [Seconds, Seconds])[] => {
    const next = beats[i + 1] ?? SECONDS;
    return next - time > 2 ? [[time + 0.5, next]] : [];
  });
  return { at: (time) => dancedBody(dance, time), beats, downbeats: dance.downbeats(0, SECONDS), rests };
}

/** Below this (seconds) a clip is no material for a phrase, and these keep a beat of their own. */
const SHORTEST: Seconds = 6;
const DANCED = /^(mct_dance|ad_|amp_dance|cmu_143)/;

function warped(clips: readonly Clip[], random: Random): Mover {
  const tempo = drawTempo(random, usual);
  const curve = createTempoCurve(tempo, random.next() < 0.15 ? drawRubato(random) : undefined);
  const from = random.between(12, 28);
  const rest = random.next() < 0.2 ? ([from, from + random.between(3, 8)] as const) : null;
  return onTheBeat(random.pick(clips), { curve, seconds: SECONDS, rest }, random);
}

function captured(clip: Clip, random: Random): { readonly mover: Mover; readonly seconds: Seconds } {
  const spread = values['as-danced'] ? 0 : 0.16;
  const speed = Math.exp(spread * Math.max(-2, Math.min(2, random.normal())));
  const seconds = Math.min(SECONDS, clip.frames / clip.rate / speed / 1.06);
  const often = values.steady ? 0 : 1;
  const stop = random.next() < 0.2 * often ? random.between(0.6, 0.85) * seconds : Number.POSITIVE_INFINITY;
  const wander = { depth: random.next() < 0.5 * often ? random.between(0, 0.05) : 0, period: random.between(8, 20) };
  return { mover: retimed(clip, { speed, stop, seconds, ...wander }), seconds };
}

function readClips(stem: string): readonly Clip[] {
  const { rate, clips } = JSON.parse(readFileSync(`${stem}.json`, 'utf8')) as { rate: number; clips: Clip[] };
  const bytes = readFileSync(`${stem}.f32`);
  const all = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  let at = 0;
  return clips.map((clip) => {
    const from = at;
    at += clip.frames * JOINT_COUNT * 3;
    return { ...clip, rate, positions: all.subarray(from, at) };
  });
}

function packed(frames: readonly MotionFrame[]): Float32Array {
  const rows = new Float32Array(frames.length * FRAME_SIZE);
  frames.forEach((frame, i) => {
    const row = rows.subarray(i * FRAME_SIZE, (i + 1) * FRAME_SIZE);
    row.set(frame.position, 0);
    row.set(frame.velocity, JOINT_COUNT * 2);
    row.set(frame.visibility, JOINT_COUNT * 4);
    row[JOINT_COUNT * 5] = frame.activity;
    row[JOINT_COUNT * 5 + 1] = frame.present ? 1 : 0;
  });
  return rows;
}

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    clips: { type: 'string' },
    dances: { type: 'string', default: '100' },
    warped: { type: 'string', default: '0' },
    first: { type: 'string', default: '100000' },
    takes: { type: 'string', default: '3' },
    'as-danced': { type: 'boolean', default: false }, // motion capture at its own speed
    edges: { type: 'boolean', default: false }, // many slow and fast choreographies
    steady: { type: 'boolean', default: false }, // motion capture that neither drifts nor stops
    seconds: { type: 'string', default: '40' }, // of the longest take
    'well-seen': { type: 'boolean', default: false },
  },
});
const SECONDS: Seconds = Number(values.seconds);
if (!values.out || !values.clips) throw new Error('Give --out and --clips.');

const clips = readClips(values.clips);
const distractions = clips.filter(({ kind }) => kind === 'distraction');
const file = openSync(`${values.out}.f32`, 'w');
const index: object[] = [];

function add(name: string, kind: string, mover: Mover, seconds: Seconds, random: Random, flat = false): void {
  const drawn = values['well-seen'] ? WELL_SEEN : drawFilming(random);
  const filming = flat ? asPictured(drawn) : drawn;
  const frames = film(mover, seconds, filming, random);
  writeSync(file, packed(frames));
  const { beats, downbeats, rests } = mover;
  const { fps } = filming;
  index.push({ name, kind, fps, frames: frames.length, start: frames[0]?.time ?? 0, beats, downbeats, rests });
}

const labelled = clips.filter(({ kind }) => kind !== 'distraction');
for (const clip of labelled) {
  const takes = Number(values.takes) * (clip.kind === 'music' ? 5 : 1);
  for (let take = 0; take < takes; take++) {
    const random = createRandom(Number(values.first)).fork(index.length);
    const { mover, seconds } = captured(clip, random);
    const varied = distractions.length > 0 && random.next() < 0.4 ? individual(mover, random) : mover;
    add(`${clip.name} ${take}`, clip.kind, varied, seconds, random, clip.flat);
  }
}
for (let i = 0; i < Number(values.dances); i++) {
  const seed = Number(values.first) + i;
  const random = createRandom(seed).fork(1);
  const plain = choreographed(drawDance(seed, random, values.edges ? edges : usual));
  const own = distractions.length > 0 && random.next() < 0.7 ? individual(plain, random) : plain;
  const disturbed = distractions.length > 0 && random.next() < 0.3;
  add(`dance ${seed}`, 'dance', disturbed ? distracted(own, random.pick(distractions), random) : own, SECONDS, random);
}
const material = distractions.filter(({ name, frames, rate }) => frames / rate >= SHORTEST && !DANCED.test(name));
for (let i = 0; i < Number(values.warped) && material.length > 0; i++) {
  const random = createRandom(Number(values.first) + i).fork(2);
  const own = warped(material, random);
  const disturbed = random.next() < 0.2 ? distracted(own, random.pick(distractions), random) : own;
  add(`warped ${i}`, 'warped', disturbed, SECONDS, random);
}
closeSync(file);
writeFileSync(`${values.out}.json`, JSON.stringify({ frameSize: FRAME_SIZE, dances: index }));
console.log(`${values.out}: ${index.length} dances`);
