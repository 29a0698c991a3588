import type { Person, PoseFrame } from '../core/pose-frame.ts';
import type { Stage } from '../core/stage.ts';
import type { Seconds } from '../core/units.ts';
import { type BodyBox, bodyBox, overlap, shiftBox } from './body-box.ts';

/** After so long without the dancer another person may take over: longer than somebody needs to walk past. */
export const HAND_OVER: Seconds = 1;
/** A dancer who is there keeps the part until somebody is so many times as prominent... */
const RIVAL = 2;
/** ...for so long: nobody takes over by walking past close to the camera. */
const RIVAL_TIME: Seconds = 2;
/** Farthest that a body's middle may be from where it was expected, in its own heights: at once, and added in a second. */
const REACH = 0.25;
const REACH_PER_SECOND = 1;
/** Largest factor between the heights of one body in two sightings: raised arms and a squat stay below it. */
const GROWTH = 1.4;
/** Time constant of the velocity by which a dancer is expected elsewhere. */
const VELOCITY_TIME: Seconds = 0.15;
/** Nobody is extrapolated, or searched for, farther than this: a walk turns. */
const PREDICTION_LIMIT: Seconds = 0.4;

interface Track {
  readonly time: Seconds;
  readonly box: BodyBox;
  /** Picture heights a second. */
  readonly vx: number;
  readonly vy: number;
  /** When a rival began to outdo the dancer. */
  readonly rivalSince: Seconds | null;
}

interface Candidate {
  readonly person: Person;
  readonly box: BodyBox;
}

/** How much of a performer a body looks: tall, and in the middle of the picture. */
function prominence({ box }: Candidate, aspect: number): number {
  const aside = Math.min(1, Math.abs(box.x - aspect / 2) / (aspect / 2));
  return box.height * (1 - 0.5 * aside);
}

function best<T>(items: readonly T[], score: (item: T) => number): T | null {
  return items.reduce<T | null>((top, item) => (top === null || score(item) > score(top) ? item : top), null);
}

function predict(track: Track, time: Seconds): BodyBox {
  const ahead = Math.min(PREDICTION_LIMIT, time - track.time);
  return shiftBox(track.box, track.vx * ahead, track.vy * ahead);
}

/** 0 if the candidate cannot be the body that was expected there; more the likelier it is. */
function likeness(track: Track, expected: BodyBox, time: Seconds, { box }: Candidate): number {
  const distance = Math.hypot(box.x - expected.x, box.y - expected.y) / Math.max(expected.height, 1e-6);
  const reach = REACH + REACH_PER_SECOND * Math.min(PREDICTION_LIMIT, time - track.time);
  const growth = Math.max(box.height, 1e-6) / Math.max(expected.height, 1e-6);
  if (distance > reach || growth > GROWTH || growth < 1 / GROWTH) return 0;
  return 1 + overlap(box, expected) - distance / reach - Math.abs(Math.log(growth));
}

function follow(track: Track, time: Seconds, box: BodyBox, rivalSince: Seconds | null): Track {
  const dt = time - track.time;
  const gain = 1 - Math.exp(-dt / VELOCITY_TIME);
  const vx = track.vx + gain * ((box.x - track.box.x) / dt - track.vx);
  const vy = track.vy + gain * ((box.y - track.box.y) / dt - track.vy);
  return { time, box, vx, vy, rivalSince };
}

/**
 * Picks the dancer out of all people seen and keeps to them: a frame with that one person, or with nobody.
 * The model gives no identities and changes the order of people; here a body is itself where its movement led it to be.
 */
export function createPrimaryPerson(): Stage<PoseFrame, PoseFrame> {
  let track: Track | null = null;

  const choose = (time: Seconds, aspect: number, people: readonly Candidate[]): Person | null => {
    const chosen = best(people, (p) => prominence(p, aspect));
    track = chosen && { time, box: chosen.box, vx: 0, vy: 0, rivalSince: null };
    return chosen?.person ?? null;
  };

  const keep = (known: Track, time: Seconds, aspect: number, people: readonly Candidate[]): Person | null => {
    const expected = predict(known, time);
    const same = best(people, (p) => likeness(known, expected, time, p));
    if (!same || likeness(known, expected, time, same) <= 0) return null;
    const outdone = people.some((p) => prominence(p, aspect) > RIVAL * prominence(same, aspect));
    const rivalSince = outdone ? (known.rivalSince ?? time) : null;
    if (rivalSince !== null && time - rivalSince >= RIVAL_TIME) return choose(time, aspect, people);
    track = follow(known, time, same.box, rivalSince);
    return same.person;
  };

  return {
    step: (frame) => {
      const aspect = frame.width / frame.height;
      const people = frame.people.map((person) => ({ person, box: bodyBox(person, aspect) }));
      if (track && (frame.t <= track.time || frame.t - track.time > HAND_OVER)) track = null;
      const person = track ? keep(track, frame.t, aspect, people) : choose(frame.t, aspect, people);
      return { ...frame, people: person ? [person] : [] };
    },
    reset: () => {
      track = null;
    },
  };
}
