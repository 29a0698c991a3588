import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Beat, type BeatState, COMMIT_LEAD } from '../../src/beat/types.ts';
import { createRhythm } from '../../src/rhythm/rhythm.ts';
import type { BarRequest, RhythmInput } from '../../src/rhythm/types.ts';
import type { Accent } from '../../src/style/types.ts';

/** What the style stage needs to be certain of an accent. */
const SETTLING = 0.28;
const DESCRIPTORS = { energy: 0.5, regularity: 0.5, balance: 0, arms: 0.5 };

interface Script {
  /** Times of beats; `first` marks where a phrase starts. */
  readonly beats: readonly { time: number; beatInBar: 0 | 1 | 2 | 3; bpm?: number; first?: boolean }[];
  readonly accents: readonly { time: number; strength: number }[];
  readonly rests?: readonly (readonly [number, number])[];
  readonly until: number;
}

/** Steady 4/4 at 120 bpm from `from` on: a 16th is 0.125 s. */
const steady = (from: number, count: number, bpm = 120) =>
  Array.from({ length: count }, (_, i) => ({
    time: from + (i * 60) / bpm,
    beatInBar: (i % 4) as 0 | 1 | 2 | 3,
    bpm,
    first: i === 0,
  }));

/** Plays a script at 30 frames a second, as beat and style would: beats early, accents late. */
function inputsOf({ beats, accents, rests = [], until }: Script): RhythmInput[] {
  let bar = -1;
  const all = beats.map((beat, index): Beat => {
    if (beat.beatInBar === 0) bar++;
    return { emittedAt: beat.time - COMMIT_LEAD, bpm: 120, confidence: 1, first: false, ...beat, index, bar };
  });
  return Array.from({ length: Math.ceil(until * 30) }, (_, k) => {
    const time = k / 30;
    const within = (at: number) => Math.ceil(at * 30 - 1e-6) === k;
    const resting = rests.some(([from, to]) => time >= from && time < to);
    const committed = all.filter((beat) => within(beat.emittedAt));
    const mode: BeatState['mode'] = resting ? 'rest' : 'locked';
    const revealed = accents.filter((accent) => within(accent.time + SETTLING - 0.05));
    return {
      beat: { time, mode, bpm: 120, phase: 0, confidence: 1, committed },
      style: {
        time,
        accents: revealed.map((accent): Accent => ({ ...accent, limb: 'leftArm' })),
        descriptors: DESCRIPTORS,
        novelty: 0,
        settledUntil: time - SETTLING,
      },
    };
  });
}

function play(script: Script): BarRequest[] {
  const rhythm = createRhythm();
  return inputsOf(script).flatMap((input) => rhythm.step(input) ?? []);
}

/** Accents on the given steps of every bar from `from` on, at 120 bpm. */
const pattern = (from: number, bars: number, steps: Readonly<Record<number, number>>) =>
  Array.from({ length: bars }, (_, bar) =>
    Object.entries(steps).map(([step, strength]) => ({ time: from + bar * 2 + Number(step) / 8, strength })),
  ).flat();

test('a downbeat closes the bar before it, with what was danced on its 16ths', () => {
  const requests = play({ beats: steady(1, 17), accents: pattern(1, 4, { 0: 0.8, 3: 0.5, 6: 0.6 }), until: 10 });
  expect(requests.map(({ bar, sinceStart }) => [bar, sinceStart])).toEqual([0, 1, 2, 3, 4].map((n) => [n, n]));
  const { rhythm, start, decidedAt, danced } = requests[2]!;
  expect(start).toBe(5);
  expect(start - decidedAt).toBeGreaterThan(COMMIT_LEAD - 0.04);
  expect(danced).toBe(10);
  expect([...rhythm].map((value) => Number(value.toFixed(2)))).toEqual([
    0.88, 0, 0, 0.5, 0, 0, 0.6, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  ]);
});

test('accents go to the nearest 16th, not to the one before; one just before the downbeat is the next bar’s first', () => {
  const accents = [
    { time: 3.125 * 1 - 0.05, strength: 0.5 },
    { time: 3.5 + 0.05, strength: 0.6 },
    { time: 5 - 0.05, strength: 0.7 },
  ];
  const requests = play({ beats: steady(1, 13), accents, until: 8 });
  expect(requests[2]!.rhythm[1]).toBeCloseTo(0.5);
  expect(requests[2]!.rhythm[4]).toBeCloseTo(0.66);
  expect(requests[2]!.rhythm[15]).toBe(0);
  expect(requests[3]!.rhythm[0]).toBeCloseTo(0.77);
});

test('the strongest accent of a step counts', () => {
  const accents = [0.3, 0.9, 0.4].map((strength, i) => ({ time: 3.12 + i * 0.02, strength }));
  expect(play({ beats: steady(1, 9), accents, until: 6 })[2]!.rhythm[1]).toBeCloseTo(0.9);
});

test('the undanced tail is the same steps of the bar before, a little weaker', () => {
  const requests = play({ beats: steady(1, 13), accents: pattern(3, 1, { 2: 0.5, 14: 1, 15: 0.5 }), until: 8 });
  expect(requests[2]!.rhythm[14]).toBe(0);
  expect(requests[3]!.rhythm[2]).toBe(0);
  expect(requests[3]!.rhythm[14]).toBeCloseTo(0.8);
  expect(requests[3]!.rhythm[15]).toBeCloseTo(0.4);
});

test('an accent that is certain early counts in full, though its step has not settled', () => {
  const requests = play({ beats: steady(1, 9), accents: [{ time: 3 + 9.6 / 8, strength: 0.9 }], until: 6 });
  const { rhythm, danced } = requests[2]!;
  expect(danced).toBeLessThanOrEqual(10);
  expect(rhythm[10]).toBeCloseTo(0.9);
});

test('an accent that becomes known after the closing is carried into the next bar’s tail and nowhere else', () => {
  const late = play({ beats: steady(1, 13), accents: [{ time: 3 + 13 / 8, strength: 1 }], until: 8 });
  expect(late[2]!.rhythm[13]).toBe(0);
  expect([...late[3]!.rhythm].map((value) => value > 0)).toEqual(Array.from({ length: 16 }, (_, i) => i === 13));
});

test('first bar after lock: the beats before it are laid backwards by the tempo', () => {
  const before = pattern(1, 1, { 0: 0.5, 5: 0.9 });
  const [first] = play({ beats: steady(3, 5), accents: before, rests: [[0, 1.2]], until: 4 });
  expect(first).toMatchObject({ sinceStart: 0, start: 3 });
  expect(first!.rhythm[0]).toBeCloseTo(0.55);
  expect(first!.rhythm[5]).toBeCloseTo(0.9);
  expect(first!.rhythm[12]).toBeCloseTo(0.3);
});

test('a new anchor makes a bar shorter than four beats: the request still has the 16 steps that end at it', () => {
  const beats = steady(1, 11).map((beat, i) => ({ ...beat, beatInBar: ((i < 6 ? i : i - 6) % 4) as 0 | 1 | 2 | 3 }));
  const requests = play({ beats, accents: [{ time: 2.25, strength: 0.9 }], until: 7 });
  expect(requests.map(({ start }) => start)).toEqual([1, 3, 4, 6]);
  expect(requests[2]!.rhythm[2]).toBeCloseTo(0.9);
});

test('rest in the middle: nothing of the old dance enters the new one', () => {
  const beats = [...steady(1, 9), ...steady(9, 5)];
  const script = { beats, accents: pattern(1, 2, { 1: 1, 13: 1, 15: 1 }), rests: [[5.5, 8.2]] as const, until: 12 };
  const requests = play(script);
  const again = requests.find(({ start }) => start === 9)!;
  expect(again.sinceStart).toBe(0);
  expect([...again.rhythm].filter((_, step) => step !== 12)).toEqual(new Array(15).fill(0));
});

test('standing still for half a bar without rest leaves those steps empty', () => {
  const requests = play({ beats: steady(1, 9), accents: pattern(3, 1, { 0: 1, 2: 1 }), until: 6 });
  expect([...requests[2]!.rhythm.slice(3)]).toEqual(new Array(13).fill(0));
});

test('a tempo change inside the bar: steps follow the beats, not the last tempo', () => {
  const times = [1, 1.5, 2, 2.5, 3, 3.5, 4.2, 4.9, 5.6];
  const beats = times.map((time, i) => ({
    time,
    beatInBar: (i % 4) as 0 | 1 | 2 | 3,
    bpm: i > 5 ? 60 / 0.7 : 120,
    first: i === 0,
  }));
  const accents = [
    { time: 3.125, strength: 0.4 },
    { time: 3.5 + 0.7 / 4, strength: 0.6 },
    { time: 4.2 + 0.35, strength: 0.8 },
  ];
  const { rhythm } = play({ beats, accents, until: 6 })[2]!;
  expect(rhythm[1]).toBeCloseTo(0.4);
  expect(rhythm[5]).toBeCloseTo(0.6);
  expect(rhythm[10]).toBeCloseTo(0.8);
});

test('accentsNow shows the bar being danced, as far as it is danced', () => {
  const rhythm = createRhythm();
  const inputs = inputsOf({ beats: steady(1, 13), accents: pattern(1, 3, { 2: 0.5, 12: 0.9 }), until: 6 });
  expect(rhythm.accentsNow()).toEqual(new Array(16).fill(0));
  for (const input of inputs.filter(({ beat }) => beat.time < 3.8)) rhythm.step(input);
  expect(rhythm.accentsNow().map((value) => value > 0)).toEqual(Array.from({ length: 16 }, (_, step) => step === 2));
});

test('time that jumps back and reset start anew', () => {
  const inputs = inputsOf({ beats: steady(1, 9), accents: pattern(1, 2, { 2: 1 }), until: 6 });
  const rhythm = createRhythm();
  const run = () => inputs.flatMap((input) => rhythm.step(input) ?? []);
  const first = run();
  expect(run()).toEqual(first);
  rhythm.reset();
  expect(run()).toEqual(first);
});

test('whatever comes, a request has 16 values in 0..1 and counts its danced steps', () => {
  const unit = fc.double({ min: 0, max: 1, noNaN: true });
  const accents = fc.array(fc.record({ time: fc.double({ min: 0, max: 12, noNaN: true }), strength: unit }), {
    maxLength: 80,
  });
  const gaps = fc.array(fc.double({ min: 0.28, max: 1.1, noNaN: true }), { minLength: 8, maxLength: 20 });
  const bars = fc.array(fc.constantFrom(0, 1, 2, 3), { minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(accents, gaps, bars, (danced, steps, inBar) => {
      let time = 0.5;
      const beats = steps.map((gap, i) => {
        time += gap;
        return { time, beatInBar: inBar[i]! as 0 | 1 | 2 | 3, bpm: 60 / gap, first: i === 0 };
      });
      const script = { beats, accents: [...danced].sort((a, b) => a.time - b.time), until: 12 };
      const requests = play(script);
      expect(play(script)).toEqual(requests);
      for (const request of requests) {
        expect(request.rhythm).toHaveLength(16);
        expect(request.rhythm.every((value) => value >= 0 && value <= 1)).toBe(true);
        expect(Number.isInteger(request.danced) && request.danced >= 0 && request.danced <= 16).toBe(true);
        expect(request.decidedAt).toBeLessThanOrEqual(request.start);
      }
    }),
    { numRuns: 60 },
  );
});

test('after silence the music comes in on the first beat, wherever in the bar that is', () => {
  const beats = steady(3, 7).map((beat, i) => ({ ...beat, first: i === 0, beatInBar: ((i + 2) % 4) as 0 | 1 | 2 | 3 }));
  const [first, second] = play({ beats, accents: [{ time: 2.25, strength: 0.8 }], until: 5 });
  expect(first).toMatchObject({ from: 8, start: 3, sinceStart: 0 });
  expect(first!.downbeat).toMatchObject({ beatInBar: 0, time: 2 });
  // 2.25 s is half a beat into the bar whose third beat is at 3 s.
  expect([...first!.rhythm].findIndex((value) => value > 0.7)).toBe(2);
  expect(second).toMatchObject({ from: 0, start: 4, sinceStart: 1 });
});
