import fc from 'fast-check';
import { expect, test } from 'vitest';
import { span } from '../../../src/camera/dancer/body.ts';
import { type Choreography, createChoreography } from '../../../src/camera/dancer/choreography.ts';
import { distance } from '../../../src/camera/dancer/vector.ts';
import { LANDMARK, type LandmarkName } from '../../../src/core/joints.ts';

const BONES: readonly (readonly [LandmarkName, LandmarkName])[] = [
  ['left_shoulder', 'right_shoulder'],
  ['left_shoulder', 'left_elbow'],
  ['right_shoulder', 'right_elbow'],
  ['left_elbow', 'left_wrist'],
  ['right_elbow', 'right_wrist'],
  ['left_wrist', 'left_index'],
  ['left_hip', 'right_hip'],
  ['left_hip', 'left_knee'],
  ['right_hip', 'right_knee'],
  ['left_knee', 'left_ankle'],
  ['right_knee', 'right_ankle'],
  ['left_ankle', 'left_foot_index'],
  ['right_ankle', 'right_heel'],
  ['nose', 'left_ear'],
  ['left_eye', 'mouth_right'],
];

const DANCED: readonly LandmarkName[] = ['left_wrist', 'right_wrist', 'left_ankle', 'right_ankle', 'left_hip', 'nose'];

function dance(seed: number, more: Partial<Parameters<typeof createChoreography>[0]> = {}): Choreography {
  return createChoreography({ seed, tempo: [{ at: 0, bpm: 112 }], ...more });
}

/** Speed of a landmark, metres a second. */
function speed(choreography: Choreography, name: LandmarkName, time: number): number {
  const index = LANDMARK[name];
  const [a, b] = [choreography.jointsAt(time - 0.005), choreography.jointsAt(time + 0.005)];
  return distance(a[index]!, b[index]!) / 0.01;
}

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const times = fc.double({ min: 0, max: 90, noNaN: true });

test('bones keep their length, whatever is danced', () => {
  fc.assert(
    fc.property(seeds, times, (seed, time) => {
      const choreography = dance(seed);
      const [one, other] = [choreography.jointsAt(0), choreography.jointsAt(time)];
      for (const [a, b] of BONES) expect(span(other, a, b)).toBeCloseTo(span(one, a, b), 6);
    }),
  );
});

test('feet never go through the floor, and one always carries the body', () => {
  fc.assert(
    fc.property(seeds, times, (seed, time) => {
      const joints = dance(seed).jointsAt(time);
      const toes = ['left_foot_index', 'right_foot_index'].map((name) => joints[LANDMARK[name as LandmarkName]]![1]);
      expect(Math.min(...toes)).toBeGreaterThan(-0.03);
      expect(Math.min(...toes)).toBeLessThan(0.06);
    }),
  );
});

test('nothing jumps: no joint is ever faster than a fast human hand', () => {
  fc.assert(
    fc.property(seeds, times, (seed, time) => {
      const choreography = dance(seed);
      for (const name of DANCED) expect(speed(choreography, name, time + 0.01)).toBeLessThan(12);
    }),
  );
});

test('the same seed is the same dance, bit for bit; another seed is another dance', () => {
  const [a, b, c] = [dance(7), dance(7), dance(8)];
  // Asked in another order, too: every answer is a function of time alone.
  const wanted = [3, 60.2, 17.77];
  const inOrder = wanted.map((time) => a.jointsAt(time));
  const reversed = [...wanted].reverse().map((time) => b.jointsAt(time));
  expect(inOrder).toEqual([...reversed].reverse());
  expect(distance(a.jointsAt(17)[LANDMARK.left_wrist]!, c.jointsAt(17)[LANDMARK.left_wrist]!)).toBeGreaterThan(0.05);
  expect(a.body).not.toEqual(c.body);
});

test('beats are where the tempo curve says, downbeats are every fourth', () => {
  const choreography = dance(1, {
    tempo: [
      { at: 0, bpm: 120 },
      { at: 10, bpm: 138 },
    ],
  });
  const beats = choreography.beats(0, 20);
  expect(beats.slice(0, 3)).toEqual([0, 0.5, 1].map((time) => expect.closeTo(time, 9)));
  expect(beats.filter((time) => time < 10)).toHaveLength(20);
  expect(beats.at(-1)! - beats.at(-2)!).toBeCloseTo(60 / 138, 9);
  expect(choreography.downbeats(0, 20)).toEqual(beats.filter((_, i) => i % 4 === 0));
});

test('beats of a range are the beats of the whole that lie in it', () => {
  const still = [
    { from: 20, to: 26 },
    { from: 50, to: 55 },
  ];
  const choreography = dance(2, { still, rubato: { depth: 0.1, period: 7 } });
  const whole = choreography.beats(0, 80);
  fc.assert(
    fc.property(times, times, (a, b) => {
      const [from, to] = [Math.min(a, b, 80), Math.min(Math.max(a, b), 80)];
      expect(choreography.beats(from, to)).toEqual(whole.filter((time) => time >= from && time < to));
    }),
  );
});

test('at rest nothing is danced: no beats, and no joint faster than 2 cm/s after 0.3 s', () => {
  const choreography = dance(4, { still: [{ from: 20, to: 26 }] });
  expect(choreography.beats(20, 26)).toEqual([]);
  expect(choreography.accents(20, 26)).toEqual([]);
  for (let time = 20.32; time < 25.98; time += 0.05) {
    for (const name of DANCED) expect(speed(choreography, name, time)).toBeLessThan(0.02);
  }
  expect(choreography.downbeats(20, 30)[0]).toBe(26);
});

test('the body moves in time: wrists are slower just before the beat than just after it', () => {
  const mean = (phase: number): number => {
    const speeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].flatMap((seed) => {
      const choreography = dance(seed);
      return choreography
        .beats(4, 24)
        .flatMap((beat) =>
          (['left_wrist', 'right_wrist'] as const).map((name) => speed(choreography, name, beat + (phase * 60) / 112)),
        );
    });
    return speeds.reduce((sum, value) => sum + value, 0) / speeds.length;
  };
  expect(mean(-0.15)).toBeLessThan(0.75 * mean(0.17));
});

const A = [1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0];
const B = [0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0.5, 0, 0];

/** Mean wrist speed in the throw before each step of the bar (hits stop on the step). */
function stepSpeeds(pattern: readonly number[], seed: number): readonly number[] {
  const choreography = dance(seed, { accents: pattern });
  const step = 60 / 112 / 4;
  return pattern.map((_, k) => {
    const starts = choreography.downbeats(4, 30);
    const speeds = starts.map((start) => {
      const at = start + k * step - 0.085;
      return speed(choreography, 'left_wrist', at) + speed(choreography, 'right_wrist', at);
    });
    return speeds.reduce((sum, value) => sum + value, 0) / speeds.length / 2;
  });
}

test('accent patterns are danced: A and B differ at just their steps, and a weak accent is a weaker movement', () => {
  for (const seed of [1, 2, 3, 4]) {
    const [a, b] = [stepSpeeds(A, seed), stepSpeeds(B, seed)];
    for (let k = 0; k < 16; k++) {
      if (A[k] === 1) expect(a[k]!).toBeGreaterThan(3 * b[k]!);
      if (B[k] === 1) expect(b[k]!).toBeGreaterThan(3 * a[k]!);
    }
    expect(b[13]!).toBeGreaterThan(1.5 * a[13]!);
    expect(b[13]!).toBeLessThan(0.75 * b[8]!);
  }
});

test('accents are told with their times and strengths', () => {
  const choreography = dance(1, { tempo: [{ at: 0, bpm: 120 }], accents: B });
  expect(choreography.accents(0, 2)).toEqual([
    { time: expect.closeTo(0.375, 9), strength: 1 },
    { time: expect.closeTo(1, 9), strength: 1 },
    { time: expect.closeTo(1.625, 9), strength: 0.5 },
  ]);
  expect(() => dance(1, { accents: [1] })).toThrow('16 strengths');
});

test('a rest in the middle of a turn stops the turn and flips nobody round', () => {
  // Turns are danced from 6.43 s to 8.3 s (the last bar of the first phrase) and are half done at 7.37 s.
  for (let seed = 0; seed < 40; seed++) {
    const choreography = dance(seed, { still: [{ from: 7.27, to: 9 }] });
    for (let time = 7.3; time < 7.6; time += 0.01) expect(speed(choreography, 'left_wrist', time)).toBeLessThan(14);
  }
});
