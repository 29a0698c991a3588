import type { Random } from '../../core/random.ts';
import type { Bpm, Unit } from '../../core/units.ts';
import { BEATS_PER_BAR } from '../../core/voices.ts';
import { ARM_FIGURES, type ArmFigure, type HandPose, HIT_FIGURES } from './arm-figures.ts';
import { type Controls, neutral } from './controls.ts';
import { FOOT_FIGURES, type FootFigure, footBetween } from './foot-figures.ts';
import { createHits, type Hits } from './hits.ts';
import { cyclically, type Pulse, travelAt } from './pulse.ts';
import { ease } from './stillness.ts';
import { lerp, type Vec3 } from './vector.ts';

/** What is danced for one phrase, and again whenever the phrase comes back. */
export interface Section {
  readonly bounce: { readonly depth: number; readonly offset: number; readonly sharpness: number };
  readonly feet: { readonly figure: FootFigure; readonly pulse: Pulse };
  readonly arms: { readonly figure: ArmFigure; readonly pulse: Pulse; readonly size: Unit };
  readonly sway: Readonly<Record<'hipTurn' | 'hipTilt' | 'twist' | 'bend' | 'nod' | 'tilt', Sway>>;
  readonly lean: number;
  /** Where the body faces, radians to its left. */
  readonly facing: number;
  /** A full turn in the last bar of the phrase: 1 to the left, -1 to the right, 0 none. */
  readonly turn: -1 | 0 | 1;
  readonly hits: {
    readonly pattern: readonly Unit[];
    readonly poses: readonly [HandPose, HandPose];
    readonly weight: Unit;
  };
  readonly throws: Hits;
}

/** A swing to and fro, once in `beats`. */
interface Sway {
  readonly size: number;
  readonly beats: number;
  readonly offset: number;
}

/** Rhythms of arms, with how often they are drawn: most on the beat, some at half or double time, some syncopated. */
const ARM_RHYTHMS: readonly (readonly [weight: number, cycle: number, onsets: readonly number[]])[] = [
  [8, 1, [0]],
  [4, 2, [0]],
  [1, 2, [1]],
  [1.5, 0.5, [0]],
  [1, 4, [0, 1.5, 2, 3.5]],
  [1, 4, [0, 1.5, 3]],
  [0.7, 2, [0, 1.5]],
];

/** Accents that a dancer makes when nobody asks for any. */
const OWN_ACCENTS: readonly (readonly Unit[])[] = [
  [1, 0, 0, 0, 0.6, 0, 0, 0, 0.8, 0, 0, 0, 0.6, 0, 0, 0],
  [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0],
  [1, 0, 0, 0.6, 0, 0, 0.8, 0, 0, 0, 1, 0, 0.5, 0, 0, 0],
  [0.9, 0, 0, 0, 0, 0, 0.6, 0, 1, 0, 0, 0, 0, 0, 0, 0.5],
];

const NO_ACCENTS: readonly Unit[] = new Array(16).fill(0);

function weighted<T extends readonly [number, ...unknown[]]>(random: Random, items: readonly T[]): T {
  let left = random.next() * items.reduce((sum, [weight]) => sum + weight, 0);
  return items.find(([weight]) => (left -= weight) < 0) ?? items[0]!;
}

function drawArms(random: Random): Section['arms'] {
  const figure = random.pick(ARM_FIGURES);
  const [, cycle, onsets] = weighted(random, ARM_RHYTHMS);
  const pulse = {
    cycle,
    onsets,
    offset: -0.15 + 0.05 * Math.max(-2, Math.min(2, random.normal())),
    travel: random.between(cycle < 1 ? 0.8 : 0.55, 0.95),
    align: random.between(0, 0.2),
  };
  return { figure, pulse, size: random.between(0.6, 1) };
}

function drawFeet(random: Random): Section['feet'] {
  const figure = random.pick(FOOT_FIGURES);
  const halfTime = random.next() < 0.15;
  const pulse = {
    cycle: halfTime ? 2 : 1,
    onsets: [0],
    offset: random.between(-0.1, 0),
    travel: random.between(0.6, 0.95) * (halfTime ? 0.6 : 1),
    align: 1,
  };
  return { figure, pulse };
}

function drawSway(random: Random): Section['sway'] {
  const sway = (largest: number, share: number): Sway => ({
    size: random.next() < share ? random.between(-1, 1) * largest : 0,
    beats: random.pick([2, 2, 2, 4]),
    offset: random.between(-0.25, 0),
  });
  return {
    hipTurn: sway(0.22, 0.6),
    hipTilt: sway(0.14, 0.8),
    twist: sway(0.3, 0.6),
    bend: sway(0.16, 0.6),
    nod: { ...sway(0.16, 0.8), beats: 1 },
    tilt: sway(0.14, 0.5),
  };
}

/**
 * Draws a section.
 * @param accents where the dancer must hit; then arms are left to the hits and everything else is calmer.
 */
export function drawSection(random: Random, accents?: readonly Unit[]): Section {
  const own = random.next() < 0.4 ? random.pick(OWN_ACCENTS) : NO_ACCENTS;
  const pattern = accents ?? own;
  const arms = drawArms(random);
  return {
    bounce: {
      depth: random.between(0.03, 0.075) * (accents ? 0.5 : 1),
      offset: -0.12 + 0.05 * Math.max(-1.5, Math.min(1.5, random.normal())),
      sharpness: random.between(0.9, 1.8),
    },
    feet: accents ? { ...drawFeet(random), figure: FOOT_FIGURES[0]! } : drawFeet(random),
    arms: accents ? { ...arms, size: 0.2 } : arms,
    sway: drawSway(random),
    lean: random.between(0, 0.14),
    facing: random.next() < 0.5 ? random.between(-0.45, 0.45) : 0,
    turn: accents ? 0 : random.pick([0, 0, 0, 1, -1]),
    hits: { pattern, poses: random.pick(HIT_FIGURES), weight: accents ? 0.95 : random.between(0.35, 0.6) },
    throws: createHits(pattern),
  };
}

function swayAt({ size, beats, offset }: Sway, beat: number): number {
  return size * Math.cos((2 * Math.PI * (beat - offset)) / beats);
}

/** Lowest at the beat (plus offset); sharpness above 1 makes the low point short and hard. */
function bounceAt({ depth, offset, sharpness }: Section['bounce'], beat: number): number {
  return -depth * (0.5 + 0.5 * Math.cos(2 * Math.PI * (beat - offset))) ** sharpness;
}

function handBetween(
  { figure, pulse, size }: Section['arms'],
  beat: number,
  side: 'left' | 'right',
  ease0: Vec3,
): Vec3 {
  const { index, progress } = travelAt(pulse, beat);
  const from = cyclically(figure.keys, index)[side];
  const to = cyclically(figure.keys, index + 1)[side];
  const swing = 4 * progress * (1 - progress) * figure.arc;
  const straight = lerp(from, to, progress);
  return lerp(ease0, [straight[0] + swing * 0.5, straight[1], straight[2] + swing], size);
}

/** Arms that do little stay here: hands low in front, elbows bent. */
const READY: Vec3 = [0.22, -0.62, 0.36];

function footAt({ figure, pulse }: Section['feet'], beat: number, side: 'left' | 'right'): Vec3 {
  const { index, progress } = travelAt(pulse, beat);
  return footBetween(cyclically(figure[side], index), cyclically(figure[side], index + 1), progress);
}

/** A full turn over the last bar of a phrase, begun and ended in rest; -pi..pi, so that its end is its beginning. */
function turnAt(turn: number, beat: number, phraseBeats: number): number {
  const turned = ease((beat - phraseBeats + BEATS_PER_BAR) / (BEATS_PER_BAR - 0.5));
  return turn * 2 * Math.PI * (turned > 0.5 ? turned - 1 : turned);
}

const MARCH = FOOT_FIGURES.find((figure) => figure.name === 'march')!;

/** Where in a phrase the body is, in beats since it began. */
export interface Moment {
  readonly beat: number;
  /** What steps are counted by: feet and hands are never quite together. */
  readonly stride: number;
  /** What turns are counted by: it stops when a rest begins, so that nobody spins into it. */
  readonly held: number;
  readonly bpm: Bpm;
}

/** The section at one moment of its phrase. */
export function controlsOf(section: Section, { beat, stride, held, bpm }: Moment, phraseBeats: number): Controls {
  const { swing, impact } = section.throws.at(beat, bpm);
  const { poses, weight } = section.hits;
  const share = section.hits.pattern === NO_ACCENTS ? 0 : weight;
  const hand = (side: 'left' | 'right'): Vec3 =>
    lerp(handBetween(section.arms, beat, side, READY), lerp(poses[0][side], poses[1][side], 0.5 + 0.5 * swing), share);
  const yaw = section.facing + turnAt(section.turn, held, phraseBeats);
  const turning = section.turn === 0 ? 0 : ease(beat - phraseBeats + BEATS_PER_BAR + 0.5);
  const foot = (side: 'left' | 'right'): Vec3 =>
    lerp(footAt(section.feet, stride, side), footAt({ ...section.feet, figure: MARCH }, stride, side), turning);
  const [left, right] = [foot('left'), foot('right')];
  const [leftHand, rightHand] = [hand('left'), hand('right')];
  const sway = Object.fromEntries(
    Object.entries(section.sway).map(([name, each]) => [name, swayAt(each, stride)]),
  ) as Record<keyof Section['sway'], number>;
  return {
    ...neutral(),
    ...sway,
    yaw,
    pelvisY: bounceAt(section.bounce, stride) - 0.05 * share * impact,
    pelvisX: -0.05 * (left[1] - right[1]) * 4,
    lean: section.lean + 0.08 * share * impact,
    nod: sway.nod + 0.15 * share * impact,
    leftHandX: leftHand[0],
    leftHandY: leftHand[1],
    leftHandZ: leftHand[2],
    rightHandX: rightHand[0],
    rightHandY: rightHand[1],
    rightHandZ: rightHand[2],
    leftFootX: left[0],
    leftFootY: left[1],
    leftFootZ: left[2],
    rightFootX: right[0],
    rightFootY: right[1],
    rightFootZ: right[2],
  };
}
