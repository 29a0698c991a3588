import { ease } from '../../src/camera/dancer/stillness.ts';
import type { TempoCurve } from '../../src/camera/dancer/tempo-curve.ts';
import { JOINT, JOINT_COUNT } from '../../src/core/joints.ts';
import type { Random } from '../../src/core/random.ts';
import type { Seconds } from '../../src/core/units.ts';
import { BEATS_PER_BAR } from '../../src/core/voices.ts';
import { type Bodies, type Clip, clipBody, type Mover, PARTS } from './dance-mixer.ts';

/**
 * Real movement without a beat, made to keep one: its time is bent so that limbs are faster after a beat than before it, its trunk
 * bounces, and phrases come again. So real bodies mark beats, faintly: most of their movement means something else. When each part
 * is fastest is drawn from what footsteps, salsa and dance to music show: hands at 0.1 to 0.5 of the beat, feet at 0.4 to 0.65.
 */

/** Phrases fade into each other over this many beats on either side of their border. */
const FADE = 0.3;
const FORMS = ['AABA', 'ABAB', 'ABAC', 'AAAB', 'ABCD', 'AABB'] as const;
/** Of so many cuts of the clip the liveliest is taken: nobody dances standing still. */
const TRIES = 5;
/** A body comes to rest, and gets going, in this time. */
const SETTLE: Seconds = 0.25;
const ROOT = 15;
/** When a part is fastest, in beats after {@link FASTEST}: head, left and right arm, left and right leg together. */
const LATE = { head: [-0.1, 0.3], arms: [-0.08, 0.32], legs: [0.22, 0.48] } as const;
/** An unshifted bend is fastest at about this part of the beat. */
export const FASTEST = 0.2;
const FEET: ReadonlySet<number> = new Set([11, 12, 13, 14]);
const KNEES: ReadonlySet<number> = new Set([9, 10]);

/** How time runs through a beat: `depth` is how much faster than on average, `shape` the second harmonic's share. */
interface Bend {
  readonly depth: number;
  readonly shape: number;
  /** Beats by which this part of the body is late. */
  readonly late: number;
  /** The same once in two beats, and twice a beat. */
  readonly half: number;
  readonly double: number;
  readonly halfPhase: number;
}

/** A cut of the clip, danced in one phrase, turned so that it faces the viewer. */
interface Cut {
  readonly from: Seconds;
  readonly cos: number;
  readonly sin: number;
}

/** Something that goes to and fro with the beat: metres, lowest or leftmost at `phase`, `perBeat` times a beat. */
interface Swing {
  readonly size: number;
  readonly phase: number;
  readonly perBeat: number;
}

interface Habits {
  readonly trunk: Bend;
  readonly parts: readonly Bend[];
  readonly bounce: Swing;
  readonly sway: Swing;
  readonly nod: Swing;
}

function drawBend(random: Random, depth: number, late: number): Bend {
  return {
    depth,
    shape: random.between(0.1, 0.5),
    late,
    half: random.next() < 0.4 ? random.between(0, 0.5) * depth : 0,
    double: random.next() < 0.4 ? random.between(0, 0.5) * depth : 0,
    halfPhase: random.pick([0, 1]),
  };
}

function drawHabits(random: Random): Habits {
  const depth = random.between(0.15, 0.75);
  const draw = ([from, to]: readonly [number, number]): number => random.between(from, to);
  const [head, arms, legs] = [draw(LATE.head), draw(LATE.arms), draw(LATE.legs)];
  const late = [arms, arms, legs, legs, head];
  const swing = (chance: number, most: number, phase: number, rates: readonly number[]): Swing => ({
    size: random.next() < chance ? random.between(0.15, 1) * most : 0,
    phase,
    perBeat: random.pick(rates),
  });
  return {
    trunk: drawBend(random, depth * random.between(0.3, 1.1), random.pick([arms, legs])),
    parts: PARTS.map((_, i) => drawBend(random, depth * random.between(0.2, 1.2), late[i]! + 0.03 * random.normal())),
    bounce: swing(
      0.75,
      0.05,
      random.next() < 0.6 ? random.between(-0.25, 0.1) : random.between(0.1, 0.45),
      [1, 1, 1, 1, 1, 0.5, 2],
    ),
    sway: swing(0.5, 0.06, random.between(0.2, 0.7), [0.5, 0.5, 0.25]),
    nod: swing(0.4, 0.025, random.between(-0.2, 0.2), [1]),
  };
}

/** Integral of the bent rate: where in the cut, in beats, the body is at a beat. */
function bent(beat: number, { depth, shape, late, half, double, halfPhase }: Bend): number {
  const turn = 2 * Math.PI * (beat - late);
  return (
    beat -
    (depth / (2 * Math.PI)) * (Math.cos(turn) + (shape / 2) * Math.cos(2 * turn)) -
    (half / Math.PI) * Math.cos(turn / 2 + Math.PI * halfPhase) -
    (double / (4 * Math.PI)) * Math.cos(2 * turn)
  );
}

function at({ size, phase, perBeat }: Swing, beat: number): number {
  return -size * Math.cos(2 * Math.PI * perBeat * (beat - phase));
}

/** Mean speed of the wrists and ankles over a cut, metres a second. */
function liveliness(clip: Clip, from: Seconds, seconds: Seconds): number {
  const limbs = [JOINT.left_wrist, JOINT.right_wrist, JOINT.left_ankle, JOINT.right_ankle];
  const step = 0.2;
  let path = 0;
  for (let time = from; time < from + seconds - step; time += step) {
    const [before, after] = [clipBody(clip, time), clipBody(clip, time + step)];
    for (const joint of limbs)
      path += Math.hypot(...[0, 1, 2].map((a) => after[joint * 3 + a]! - before[joint * 3 + a]!));
  }
  return path / seconds;
}

/** Turned about the vertical so that the shoulders, on average, lie across the line of sight. */
function facing(clip: Clip, from: Seconds, seconds: Seconds): Cut {
  let [x, z] = [0, 0];
  for (let time = from; time < from + seconds; time += 0.25) {
    const body = clipBody(clip, time);
    x += body[JOINT.left_shoulder * 3]! - body[JOINT.right_shoulder * 3]!;
    z += body[JOINT.left_shoulder * 3 + 2]! - body[JOINT.right_shoulder * 3 + 2]!;
  }
  const angle = Math.atan2(z, x);
  return { from, cos: Math.cos(angle), sin: Math.sin(angle) };
}

function drawCut(clip: Clip, seconds: Seconds, random: Random): Cut {
  const room = Math.max(0, clip.frames / clip.rate - seconds);
  const tries = Array.from({ length: TRIES }, () => random.between(0, room));
  const scores = tries.map((from) => liveliness(clip, from, seconds));
  return facing(clip, tries[scores.indexOf(Math.max(...scores))]!, seconds);
}

/** There and back again, where the clip is shorter than the phrase. */
function folded(time: Seconds, length: Seconds): Seconds {
  const lap = ((time % (2 * length)) + 2 * length) % (2 * length);
  return lap < length ? lap : 2 * length - lap;
}

function turned(body: Bodies, { cos, sin }: Cut): Bodies {
  const [rootX, rootZ] = [body[ROOT * 3]!, body[ROOT * 3 + 2]!];
  const result = body.slice();
  for (let joint = 0; joint < JOINT_COUNT; joint++) {
    const [x, z] = [body[joint * 3]! - rootX, body[joint * 3 + 2]! - rootZ];
    result[joint * 3] = cos * x + sin * z;
    result[joint * 3 + 2] = cos * z - sin * x;
  }
  return result;
}

export interface WarpOptions {
  readonly curve: TempoCurve;
  readonly seconds: Seconds;
  /** A rest, or null. */
  readonly rest: readonly [Seconds, Seconds] | null;
}

/** @param clip real movement of any kind, at least some seconds long */
export function onTheBeat(clip: Clip, { curve, seconds, rest }: WarpOptions, random: Random): Mover {
  const habits = drawHabits(random);
  const phrase = BEATS_PER_BAR * random.pick([1, 2, 2, 4]);
  const form = random.pick(FORMS);
  const length = clip.frames / clip.rate - 0.05;
  const pace = ((phrase * 60) / curve.bpmAt(0)) * random.between(0.6, 1.4);
  const cuts = new Map([...'ABCD'].map((letter) => [letter, drawCut(clip, Math.min(length, pace), random)]));
  const cutOf = (index: number): Cut => cuts.get(form[Math.max(0, index) % form.length]!)!;
  const loosely = random.between(0.003, 0.02);
  const drift = random.between(0, 2 * Math.PI);

  const sampled = (index: number, beat: number, bend: Bend): Bodies => {
    const cut = cutOf(index);
    const share = (bent(beat, bend) - index * phrase) / phrase;
    return turned(clipBody(clip, folded(cut.from + share * pace, length)), cut);
  };
  const danced = (beat: number, bend: Bend): Bodies => {
    const border = Math.round(beat / phrase);
    const share = ease((beat - border * phrase + FADE) / (2 * FADE));
    if (share <= 0 || border === 0) return sampled(share <= 0 ? border - 1 : border, beat, bend);
    if (share >= 1) return sampled(border, beat, bend);
    const [before, after] = [sampled(border - 1, beat, bend), sampled(border, beat, bend)];
    return before.map((value, i) => value + share * (after[i]! - value));
  };
  /** Beats stand still while the body rests. */
  const resting = (time: Seconds): number => {
    if (rest === null) return 0;
    return Math.min(ease((time - rest[0]) / SETTLE), 1 - ease((time - rest[1]) / SETTLE));
  };
  const bodyAt = (time: Seconds): Bodies => {
    const still = resting(time);
    const beat = curve.beatAt(time) + loosely * Math.sin(0.9 * time + drift);
    const held = rest !== null && time > rest[0] && time < rest[1] ? curve.beatAt(rest[0]) : beat;
    const where = held + (1 - still) * (beat - held);
    const body = danced(where, habits.trunk);
    PARTS.forEach((joints, part) => {
      const other = danced(where, habits.parts[part]!);
      for (const i of joints.flatMap((joint) => [joint * 3, joint * 3 + 1, joint * 3 + 2]))
        body[i] = body[ROOT * 3 + (i % 3)]! + other[i]! - other[ROOT * 3 + (i % 3)]!;
    });
    swing(body, habits, beat, 1 - still);
    return body;
  };
  const isDanced = (time: Seconds): boolean => rest === null || time < rest[0] || time >= rest[1];
  const marks = (every: number): Seconds[] => {
    const times: Seconds[] = [];
    for (let beat = 0, time = 0; (time = curve.timeAt(beat)) < seconds; beat += every) times.push(time);
    return times.filter(isDanced);
  };
  return {
    at: bodyAt,
    beats: marks(1),
    downbeats: marks(BEATS_PER_BAR),
    rests: rest === null ? [] : [[rest[0] + SETTLE, rest[1]]],
  };
}

/** Bounce, sway and nod on top; the feet stay where they are. */
function swing(body: Bodies, { bounce, sway, nod }: Habits, beat: number, share: number): void {
  const up = share * at(bounce, beat);
  const side = share * at(sway, beat);
  for (let joint = 0; joint < JOINT_COUNT; joint++) {
    const part = FEET.has(joint) ? 0 : KNEES.has(joint) ? 0.5 : 1;
    body[joint * 3]! += part * side;
    body[joint * 3 + 1]! += part * up;
  }
  body[JOINT.nose * 3 + 1]! += share * at(nod, beat);
}
