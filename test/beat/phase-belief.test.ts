import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fMeasure, matches, quantile } from '../../demo/tools/beat-measures.ts';
import { PhaseBelief } from '../../src/beat/phase-belief.ts';
import { phasorAt } from '../../src/beat/phase-memory.ts';
import { createTracker } from '../../src/beat/tracker.ts';
import type { Activation, Phasor } from '../../src/beat/types.ts';
import { createRandom } from '../../src/core/random.ts';

const FRAME = 1 / 30;
const TOLD = { lag: 0, bias: 0, tells: 'phase' } as const;

interface Telling {
  readonly seconds: number;
  readonly bpm: (time: number) => number;
  /** How sure the phasors are, 0..1. */
  readonly sure?: number;
  /** Standard deviation of the noise on each number. */
  readonly noise?: number;
  readonly seed?: number;
  readonly rests?: readonly (readonly [number, number])[];
}

/** What a net would tell of a dance in this tempo, and the true beats. */
function told({ seconds, bpm, sure = 0.8, noise = 0.1, seed = 1, rests = [] }: Telling): {
  readonly frames: readonly Activation[];
  readonly truth: readonly number[];
} {
  const [random, ofCycles] = [createRandom(seed), createRandom(seed + 1000)];
  const frames: Activation[] = [];
  const truth: number[] = [];
  let beats = 0.3;
  for (let k = 0; k < seconds * 30; k++) {
    const time = k * FRAME;
    const still = rests.some(([from, to]) => time >= from && time < to);
    const phasor = phasorAt(beats).map(
      (value, i) => sure * value + noise * (i < 4 ? random : ofCycles).normal(),
    ) as unknown as Phasor;
    frames.push({ time, beat: 0, downbeat: 0, activity: still ? 0 : 1, phasor });
    const step = (bpm(time) / 60) * FRAME;
    const left = Math.ceil(beats) - beats;
    if (step >= left && left > 0 && !still) truth.push(time + (left * 60) / bpm(time));
    beats += step;
  }
  return { frames, truth };
}

/** Each pair turned by what half a beat is of its cycle. */
function halfABeatOff(said: Phasor): Phasor {
  return [1, 2, 1 / 2, 1 / 4].flatMap((turns, c) => {
    const [cos, sin, turn] = [said[2 * c]!, said[2 * c + 1]!, Math.PI * turns];
    return [cos * Math.cos(turn) - sin * Math.sin(turn), cos * Math.sin(turn) + sin * Math.cos(turn)];
  }) as unknown as Phasor;
}

function follow(frames: readonly Activation[], taps: number[] = []) {
  const tracker = createTracker(TOLD);
  const states = frames.map((frame) => {
    while (taps.length > 0 && taps[0]! <= frame.time) tracker.tap(taps.shift()!);
    return tracker.step(frame);
  });
  return { states, beats: states.flatMap((state) => state.committed) };
}

/** F and the median error of the beats from `from` on. */
function score(telling: Telling, from: number): { readonly f: number; readonly error: number; readonly bpm: number } {
  const { frames, truth } = told(telling);
  const { beats } = follow(frames);
  const wanted = truth.filter((t) => t >= from);
  const times = beats.map((beat) => beat.time).filter((t) => t >= from && t < telling.seconds);
  const errors = matches(wanted, times).map(([t, e]) => Math.abs(t - e));
  return { f: fMeasure(wanted, times), error: quantile(errors, 0.5), bpm: beats.at(-1)?.bpm ?? 0 };
}

describe('steady dances', () => {
  test.each([57, 73.3, 97.1, 120, 151, 212])('%f bpm', (bpm) => {
    const { f, error, bpm: found } = score({ seconds: 20, bpm: () => bpm }, 5);
    expect(f).toBeGreaterThan(0.97);
    expect(error).toBeLessThan(0.012);
    expect(Math.abs(found / bpm - 1)).toBeLessThan(0.006);
  });

  test('a faint word, a seventh of its noise, is understood after half a minute', () => {
    const { f, bpm } = score({ seconds: 75, bpm: () => 104, sure: 0.1, noise: 0.7 }, 40);
    expect(Math.abs(bpm / 104 - 1)).toBeLessThan(0.01);
    expect(f).toBeGreaterThan(0.9);
  });

  test('a stretch of wrong phase, shorter than what speaks against it, changes nothing', () => {
    const { frames, truth } = told({ seconds: 40, bpm: () => 110 });
    const wrong = frames.map((frame) =>
      frame.time < 24 || frame.time > 26 ? frame : { ...frame, phasor: halfABeatOff(frame.phasor!) },
    );
    const times = follow(wrong).beats.map((beat) => beat.time);
    const late = (t: number): boolean => t > 6 && t < 39;
    expect(fMeasure(truth.filter(late), times.filter(late))).toBeGreaterThan(0.97);
  });
});

describe('changes', () => {
  test.each([1.15, 0.85, 1.3])('tempo times %f is taken up within 4 beats after half a minute of another', (factor) => {
    const { frames, truth } = told({ seconds: 48, bpm: (t) => (t < 30 ? 112 : 112 * factor) });
    const times = follow(frames).beats.map((beat) => beat.time);
    const changed = truth.findIndex((t) => t > 30.2);
    const later = truth.slice(changed + 4).filter((t) => t < 47);
    const heard = times.filter((t) => t > later[0]! - 0.1 && t < 47);
    expect(fMeasure(later, heard)).toBeGreaterThan(0.95);
  });

  test('a slow drift is followed', () => {
    expect(score({ seconds: 50, bpm: (t) => 100 + 0.3 * t }, 6).f).toBeGreaterThan(0.93);
  });

  test('after a rest the tempo from before it comes first', () => {
    const { frames } = told({ seconds: 30, bpm: () => 118, rests: [[12, 18]] });
    const { states, beats } = follow(frames);
    expect(states.filter(({ time }) => time > 13.2 && time < 18).every(({ mode }) => mode === 'rest')).toBe(true);
    const again = beats.find((beat) => beat.time > 18)!;
    expect(again.time).toBeLessThan(22);
    expect(Math.abs(again.bpm / 118 - 1)).toBeLessThan(0.01);
  });
});

describe('second thoughts', () => {
  const spans = (frames: readonly Activation[], rested: (time: number) => boolean = () => false): readonly number[] => {
    const belief = new PhaseBelief();
    return frames.map((frame) => {
      if (rested(frame.time)) belief.rest();
      return belief.step(frame, FRAME)?.span ?? 0;
    });
  };

  test('a dance that goes on after a rest with the beat that it had is known again as it was', () => {
    const { frames } = told({ seconds: 40, bpm: () => 104, sure: 0.5, noise: 0.4, rests: [[24, 29]] });
    const held = spans(frames, (time) => Math.abs(time - 29) < FRAME / 2);
    expect(held[23 * 30]).toBeGreaterThan(15);
    expect(held[30 * 30]).toBeLessThan(1.5);
    expect(held[32 * 30]).toBeGreaterThan(15);
  });

  test('one that goes on off the beat is not', () => {
    const { frames } = told({ seconds: 40, bpm: () => 104, rests: [[24, 29]] });
    const off = frames.map((frame) => (frame.time < 27 ? frame : { ...frame, phasor: halfABeatOff(frame.phasor!) }));
    const held = spans(off, (time) => Math.abs(time - 29) < FRAME / 2);
    expect(Math.max(...held.slice(30 * 30))).toBeLessThan(12);
  });

  test('after a second of another beat the one from before is held as firmly as ever', () => {
    const { frames, truth } = told({ seconds: 40, bpm: () => 110, sure: 0.9, noise: 0.05 });
    const quarter = told({ seconds: 40, bpm: () => 110, sure: 0.9, noise: 0.05 }).frames.slice(4);
    const astray = frames.map((frame) =>
      frame.time < 24 || frame.time > 25 ? frame : { ...frame, phasor: quarter[Math.round(frame.time * 30)]!.phasor! },
    );
    const held = spans(astray);
    expect(Math.min(...held.slice(24 * 30, 26 * 30))).toBeLessThan(3);
    expect(held[28 * 30]).toBeGreaterThan(15);
    const times = follow(astray).beats.map((beat) => beat.time);
    const late = (t: number): boolean => t > 27 && t < 39;
    expect(fMeasure(truth.filter(late), times.filter(late))).toBeGreaterThan(0.97);
  });

  test('a tempo from before a rest has no credit any more when another has long been danced', () => {
    const { frames, truth } = told({ seconds: 70, bpm: (t) => (t < 45 ? 104 : 116), rests: [[20, 26]] });
    const times = follow(frames).beats.map((beat) => beat.time);
    const later = truth.slice(truth.findIndex((t) => t > 45.2) + 4).filter((t) => t < 69);
    expect(
      fMeasure(
        later,
        times.filter((t) => t > later[0]! - 0.1 && t < 69),
      ),
    ).toBeGreaterThan(0.95);
  });
});

test('no word at all is no belief; a word is some, and counts in full after a second', () => {
  const belief = new PhaseBelief();
  expect(belief.step({ time: 0, beat: 0, downbeat: 0, activity: 0 }, FRAME)).toBeNull();
  const spans = Array.from({ length: 40 }, (_, k) => {
    const phasor = phasorAt(2 * (k + 1) * FRAME);
    return belief.step({ time: (k + 1) * FRAME, beat: 0, downbeat: 0, activity: 1, phasor }, FRAME)!.span;
  });
  expect(spans[0]).toBeCloseTo(2 * FRAME * FRAME, 6);
  expect(spans[39]! - spans[38]!).toBeCloseTo(FRAME, 2);
});

test('what is imagined is believed until movement says otherwise', () => {
  const belief = new PhaseBelief();
  belief.imagine(1.6, 0.25, 6);
  const next = belief.step({ time: 0, beat: 0, downbeat: 0, activity: 0 }, FRAME)!;
  expect(next.frequency).toBeCloseTo(1.6, 1);
  expect(next.phase).toBeCloseTo(0.25 + 1.6 * FRAME, 1);
});

test('confidence rises with evidence, and is a probability; a reset forgets all', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 60, max: 200, noNaN: true }), (seed, bpm) => {
      const { frames } = told({ seconds: 12, bpm: () => bpm, seed, sure: 0.5, noise: 0.4 });
      const belief = new PhaseBelief();
      const hear = () => frames.map((frame) => belief.step(frame, FRAME));
      const first = hear();
      const sureness = first.map((said) => said?.confidence ?? 0);
      expect(Math.min(...sureness)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...sureness)).toBeLessThanOrEqual(1);
      expect(sureness.at(-1)).toBeGreaterThanOrEqual(sureness[15]!);
      belief.reset();
      expect(hear()).toEqual(first);
    }),
    { numRuns: 12 },
  );
});

describe('taps', () => {
  const HALF = 60 / 104 / 2;

  /** Beats of a body at 104 bpm that is tapped to, four times from 15 s on, half a beat after where the net hears it. */
  function tappedTo(rests: readonly (readonly [number, number])[] = []) {
    const { frames, truth } = told({ seconds: 75, bpm: () => 104, rests });
    const heardAt = truth.filter((time) => time > 15).slice(0, 4);
    const { beats } = follow(
      frames,
      heardAt.map((time) => time + HALF),
    );
    const share = (late: number, from: number, to: number): number => {
      const wanted = truth.map((time) => time + late).filter((time) => time >= from && time < to);
      const times = beats.map(({ time }) => time).filter((time) => time >= from && time < to);
      return fMeasure(wanted, times);
    };
    return { heard: share.bind(null, 0), tapped: share.bind(null, HALF) };
  }

  test('say which of a body’s places is the beat, and it stays there as long as the dance goes on', () => {
    const { heard, tapped } = tappedTo();
    expect(heard(6, 15)).toBeGreaterThan(0.95);
    expect(tapped(18, 30)).toBeGreaterThan(0.95);
    expect(tapped(60, 74)).toBeGreaterThan(0.95);
  });

  test('outlast a rest of some seconds; after a long one somebody else may dance', () => {
    expect(tappedTo([[30, 35]]).tapped(40, 74)).toBeGreaterThan(0.9);
    const { heard, tapped } = tappedTo([[30, 52]]);
    expect(heard(60, 74)).toBeGreaterThan(0.9);
    expect(tapped(60, 74)).toBeLessThan(0.1);
  });

  test('of twice the tempo that is heard are followed', () => {
    const { frames } = told({ seconds: 30, bpm: () => 84 });
    const { states } = follow(frames, [15, 15 + 60 / 168, 15 + 120 / 168, 15 + 180 / 168]);
    expect(states.find(({ time }) => time > 14.9)!.bpm).toBeCloseTo(84, 0);
    for (const { bpm } of states.filter(({ time }) => time > 17 && time < 20)) expect(bpm).toBeCloseTo(168, -1);
  });
});
