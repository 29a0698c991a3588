import { createRandom, type Random } from '../../core/random.ts';
import type { Milliseconds, Seconds, Unit } from '../../core/units.ts';
import { BEATS_PER_BAR, STEPS_PER_BEAT } from '../../core/voices.ts';
import { type Body, drawBody, type Skeleton, skeletonOf } from './body.ts';
import { blend, type Controls, mirrored, neutral } from './controls.ts';
import { checkPattern } from './hits.ts';
import { cyclically } from './pulse.ts';
import { controlsOf, drawSection, type Moment, type Section } from './section.ts';
import { createStillness, type Dance, ease, type Rest, type RestCycle } from './stillness.ts';
import { createTempoCurve, type Rubato, type TempoPoint } from './tempo-curve.ts';

export interface ChoreographyOptions {
  /** Which dance it is: the moves, their sizes and phases, and the body that dances them. */
  readonly seed: number;
  readonly tempo: readonly TempoPoint[];
  readonly rubato?: Rubato;
  /** Times without dance. The dance begins anew, with a downbeat, when a rest ends. */
  readonly still?: readonly Rest[] | RestCycle;
  /** 16 strengths that are hit in every bar. Left out, the dancer chooses, and not in every phrase. */
  readonly accents?: readonly Unit[];
  /** How much of the dance is danced at a time: 1, as left out, all of it; 0 a body at rest. Beats and accents stay. */
  readonly vigour?: (time: Seconds) => Unit;
  /** How unevenly the body keeps time, as a standard deviation. The beats themselves stay exact. */
  readonly unevenness?: Milliseconds;
}

/** An accent that the dancer was told to make, or chose to. */
export interface DancedAccent {
  readonly time: Seconds;
  readonly strength: Unit;
}

/** A phrase begins: what is danced from then on, by its letter in the form. The same letter is the same dance. */
export interface PhraseStart {
  readonly time: Seconds;
  readonly letter: string;
}

/** A dance: everything is a pure function of time (seconds from its start). */
export interface Choreography {
  readonly body: Body;
  jointsAt(time: Seconds): Skeleton;
  /** Ground truth with from <= time < to, in order. Nothing while the body rests. */
  beats(from: Seconds, to: Seconds): readonly Seconds[];
  downbeats(from: Seconds, to: Seconds): readonly Seconds[];
  accents(from: Seconds, to: Seconds): readonly DancedAccent[];
  phrases(from: Seconds, to: Seconds): readonly PhraseStart[];
}

/** Ordinary dancers keep time about this well. */
const UNEVENNESS: Milliseconds = 12;
/** Orders in which phrases come back. */
const FORMS = ['AABA', 'ABAB', 'ABAC', 'AABB', 'ABCA', 'ABACADA', 'AABACC'] as const;

/** After a rest the dance goes on this many phrases further in its form, so that it isn't the same again. */
const PHRASES_ON = 3;
/** Phrases change over this many beats before and after the border. */
const CHANGE = 0.5;

/** Smooth noise with a standard deviation of about 1 and one new value a unit of `position`. */
function wander(seed: number, position: number): number {
  const value = (index: number): number => createRandom(Math.imul(seed, 0x9e3779b1) ^ index).normal();
  const low = Math.floor(position);
  const share = ease(position - low);
  return value(low) * (1 - share) + value(low + 1) * share;
}

/** A body at rest breathes and sways by a few millimetres, never faster than a centimetre a second. */
function standing(time: Seconds): Controls {
  const breath = Math.sin(2 * Math.PI * 0.22 * time);
  const drift = Math.sin(2 * Math.PI * 0.13 * time + 1);
  return { ...neutral(), lean: 0.02 + 0.002 * breath, pelvisX: 0.003 * drift, pelvisY: -0.008, nod: 0.003 * drift };
}

interface Phrases {
  /** Length in beats. */
  readonly beats: number;
  letterOf(phrase: number): string;
  sectionOf(phrase: number): Section;
  /** Left and right are exchanged from one round of the form to the next. */
  isMirrored(phrase: number): boolean;
}

function drawPhrases(random: Random, accents: readonly Unit[] | undefined): Phrases {
  const form = random.pick(FORMS);
  const sections = new Map([...'ABCD'].map((letter, i) => [letter, drawSection(random.fork(i), accents)]));
  const letterOf = (phrase: number): string => form[Math.max(0, phrase) % form.length]!;
  return {
    beats: BEATS_PER_BAR * random.pick([4, 4, 8]),
    letterOf,
    sectionOf: (phrase) => sections.get(letterOf(phrase))!,
    isMirrored: (phrase) => Math.floor(phrase / form.length) % 2 !== 0,
  };
}

/** @throws UserError for a tempo, rest or accents that make no sense. */
export function createChoreography(options: ChoreographyOptions): Choreography {
  if (options.accents) checkPattern(options.accents);
  const random = createRandom(options.seed);
  const body = drawBody(random.fork(1));
  const phrases = drawPhrases(random.fork(2), options.accents);
  const curve = createTempoCurve(options.tempo, options.rubato);
  const stillness = createStillness(options.still ?? []);
  const { vigour = () => 1 } = options;
  const unevenness = (options.unevenness ?? UNEVENNESS) / 1000;

  const danced = (phrase: number, { beat, stride, held, bpm }: Moment): Controls => {
    const begin = phrase * phrases.beats;
    const moment = { bpm, beat: beat - begin, stride: stride - begin, held: held - begin };
    const controls = controlsOf(phrases.sectionOf(phrase), moment, phrases.beats);
    return phrases.isMirrored(phrase) ? mirrored(controls) : controls;
  };
  /** Beats from the first phrase of the first dance; every dance begins three phrases further on in the form. */
  const momentAt = (time: Seconds, dance: Dance): Moment => {
    const origin = curve.beatAt(dance.from) - dance.index * PHRASES_ON * phrases.beats;
    const bpm = curve.bpmAt(time);
    const exact = curve.beatAt(time) - origin;
    const late = (salt: number): number => ((unevenness * bpm) / 60) * wander(options.seed + salt, exact);
    const held = curve.beatAt(Math.min(time, dance.to)) - origin;
    return { bpm, beat: exact - late(1), stride: exact - late(2), held };
  };
  const controlsAt = (time: Seconds): Controls => {
    const rest = 1 - (1 - stillness.weightAt(time)) * vigour(time);
    if (rest >= 1) return standing(time);
    const dance = stillness.danceAt(time);
    const moment = momentAt(time, dance);
    const border = Math.round(moment.beat / phrases.beats);
    const isFirst = border === dance.index * PHRASES_ON;
    const share = isFirst ? 1 : ease((moment.beat - border * phrases.beats + CHANGE) / (2 * CHANGE));
    const controls = blend(
      share < 1 ? danced(border - 1, moment) : neutral(),
      share > 0 ? danced(border, moment) : neutral(),
      share,
    );
    return blend(controls, standing(time), rest);
  };

  const dances = (from: Seconds, to: Seconds): readonly Dance[] => {
    const result: Dance[] = [];
    for (let time = from; time < to; time = result.at(-1)!.until) result.push(stillness.danceAt(time));
    return result;
  };
  /** Times of every `1 / perBeat` of a beat that is danced, with its position in its dance. */
  const grid = (from: Seconds, to: Seconds, perBeat: number): readonly (readonly [Seconds, number, Dance])[] =>
    dances(from, to).flatMap((dance) => {
      const origin = curve.beatAt(dance.from);
      const start = Math.max(from, dance.from);
      const end = Math.min(to, dance.to);
      const times: (readonly [Seconds, number, Dance])[] = [];
      for (let k = Math.floor((curve.beatAt(start) - origin) * perBeat); ; k++) {
        const time = k === 0 ? dance.from : curve.timeAt(origin + k / perBeat);
        if (time >= end) return times;
        if (time >= start) times.push([time, k, dance]);
      }
    });
  const accents = (from: Seconds, to: Seconds): readonly DancedAccent[] =>
    grid(from, to, STEPS_PER_BEAT).flatMap(([time, step, dance]) => {
      const phrase = dance.index * PHRASES_ON + Math.floor(step / STEPS_PER_BEAT / phrases.beats);
      const strength = cyclically(phrases.sectionOf(phrase).hits.pattern, step);
      return strength > 0 ? [{ time, strength }] : [];
    });
  return {
    body,
    accents,
    jointsAt: (time) => skeletonOf(body, controlsAt(time)),
    beats: (from, to) => grid(from, to, 1).map(([time]) => time),
    phrases: (from, to) =>
      grid(from, to, 1 / phrases.beats).map(([time, k, dance]) => ({
        time,
        letter: phrases.letterOf(dance.index * PHRASES_ON + k),
      })),
    downbeats: (from, to) => grid(from, to, 1 / BEATS_PER_BAR).map(([time]) => time),
  };
}
