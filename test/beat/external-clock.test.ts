import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createExternalClock } from '../../src/beat/external-clock.ts';
import { type BeatState, COMMIT_LEAD } from '../../src/beat/types.ts';
import type { ClockReading } from '../../src/control/types.ts';
import type { Bpm, Seconds, Unit } from '../../src/core/units.ts';

interface Stage {
  readonly bpm: Bpm;
  readonly seconds: Seconds;
  /** Stream time of the song's beginning. */
  readonly start?: Seconds;
  readonly activity?: (time: Seconds) => Unit;
  readonly reading?: (time: Seconds, usual: ClockReading) => ClockReading;
  readonly at?: (time: Seconds, stage: ReturnType<typeof createExternalClock>) => void;
}

/** The stage over a clock that is exact, at 30 frames a second. */
function perform({ bpm, seconds, start = 0, activity = () => 1, reading = (_, usual) => usual, at }: Stage) {
  const usual = (time: Seconds): ClockReading => ({
    state: 'running',
    bpm,
    position: ((time - start) * bpm) / 60,
    jitter: 0,
    stable: true,
    journey: 1,
  });
  const stage = createExternalClock({ at: (time) => reading(time, usual(time)) });
  const states: BeatState[] = [];
  for (let i = 0; i < seconds * 30; i++) {
    at?.(i / 30, stage);
    states.push(stage.step({ time: i / 30, beat: 0, downbeat: 0, activity: activity(i / 30) }));
  }
  return { states, beats: states.flatMap(({ committed }) => committed) };
}

describe('while the clock runs and the dancer moves', () => {
  test('every beat is the clock’s, once, in order, half a second ahead, bars from the song’s beginning', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 40, max: 220, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (bpm, start) => {
          const { beats } = perform({ bpm, start, seconds: 20 });
          const numbers = beats.map(({ time }) => ((time - start) * bpm) / 60);
          for (const [i, beat] of beats.entries()) {
            const number = Math.round(numbers[i]!);
            expect(numbers[i]).toBeCloseTo(number, 6);
            expect(number).toBe(Math.round(numbers[0]!) + i);
            expect(beat).toMatchObject({ index: i, beatInBar: number % 4, bpm, confidence: 1, first: i === 0 });
            expect(beat.bar).toBe(Math.floor(i / 4));
            expect(beat.time - beat.emittedAt).toBeLessThanOrEqual(COMMIT_LEAD);
            expect(beat.time - beat.emittedAt).toBeGreaterThan(i === 0 ? 0.34 : COMMIT_LEAD - 1 / 30 - 1e-9);
          }
          expect(beats[0]!.beatInBar).toBe(0);
          expect(numbers.at(-1)).toBeGreaterThan(((20 - start) * bpm) / 60 - 1.5);
        },
      ),
      { numRuns: 40, seed: 2 },
    );
  });

  test('phase and tempo are the clock’s at every frame', () => {
    const { states } = perform({ bpm: 90, start: -0.1, seconds: 3 });
    for (const { time, phase, bpm } of states) {
      expect(phase).toBeCloseTo((((time + 0.1) * 90) / 60) % 1, 9);
      expect(bpm).toBe(90);
    }
  });

  test('the performer says which beat is one; a new journey takes it back', () => {
    const { beats } = perform({
      bpm: 120,
      seconds: 20,
      at: (time, stage) => Math.abs(time - 5) < 0.01 && stage.anchorDownbeat(5.1),
      reading: (time, usual) => ({ ...usual, journey: time < 10.2 ? 1 : 2 }),
    });
    const ones = beats.filter(({ beatInBar }) => beatInBar === 0).map(({ time }) => (time * 2) % 4);
    const before = beats.filter(({ beatInBar, time }) => beatInBar === 0 && time < 5).length;
    const meanwhile = beats.filter(({ beatInBar, time }) => beatInBar === 0 && time > 5 && time < 10.7).length;
    expect(ones.slice(0, before).every((at) => Math.round(at) % 4 === 0)).toBe(true);
    expect(ones.slice(before, before + meanwhile).every((at) => Math.round(at) === 2)).toBe(true);
    expect(ones.slice(before + meanwhile).every((at) => Math.round(at) % 4 === 0)).toBe(true);
    expect(Math.min(before, meanwhile)).toBeGreaterThanOrEqual(2);
  });
});

describe('when there is no music', () => {
  test('a dancer who stands for a second silences it; the next phrase begins on the clock’s downbeat', () => {
    const { states, beats } = perform({
      bpm: 120,
      seconds: 20,
      activity: (time) => (time > 6.3 && time < 10.4 ? 0 : 1),
    });
    const resting = states.filter(({ mode }) => mode === 'rest').map(({ time }) => time);
    expect(resting[0]).toBeCloseTo(7.3, 1);
    expect(resting.at(-1)).toBeCloseTo(10.4, 1);
    const first = beats.filter((beat) => beat.first);
    expect(first.map(({ time }) => time)).toEqual([expect.closeTo(2, 9), expect.closeTo(12, 9)]);
    expect(beats.filter(({ time }) => time > 7.85 && time < 12)).toEqual([]);
  });

  test('a pose shorter than that leaves no beat out', () => {
    const { beats } = perform({ bpm: 120, seconds: 12, activity: (time) => (time > 6 && time < 6.9 ? 0 : 1) });
    expect(beats.map(({ time }) => Math.round(time * 2))).toEqual(beats.map((_, i) => 4 + i));
    expect(beats.filter((beat) => beat.first)).toHaveLength(1);
  });

  test.each(['stopped', 'silent'] as const)('a clock that is %s: rest at the next frame, and no beats', (state) => {
    const { states } = perform({
      bpm: 120,
      seconds: 8,
      reading: (time, usual) => (time < 5 ? usual : { ...usual, state }),
    });
    for (const { time, mode, committed, confidence } of states) {
      if (time >= 5) expect([mode, committed, confidence]).toEqual(['rest', [], 0]);
    }
  });

  test('before the tempo is known there are no beats', () => {
    const { states } = perform({ bpm: 120, seconds: 2, reading: (_, usual) => ({ ...usual, bpm: 0 }) });
    expect(states.every(({ mode, committed }) => mode === 'rest' && committed.length === 0)).toBe(true);
  });

  test('a jump in the song ends the phrase, and time never goes back', () => {
    const { states, beats } = perform({
      bpm: 120,
      seconds: 16,
      reading: (time, usual) => (time < 7 ? usual : { ...usual, position: usual.position + 37.3, journey: 2 }),
    });
    expect(states.find(({ time }) => time >= 7)!.mode).toBe('rest');
    const times = beats.map(({ time }) => time);
    expect(times.every((time, i) => i === 0 || time > times[i - 1]!)).toBe(true);
    const first = beats.filter((beat) => beat.first).at(-1)!;
    expect(first.beatInBar).toBe(0);
    expect((first.time * 2 + 37.3) % 4).toBeCloseTo(0, 6);
  });

  test('beats that a faster clock has overtaken end the phrase', () => {
    const faster = (time: Seconds, usual: ClockReading): ClockReading =>
      time < 7.2 ? usual : { ...usual, bpm: 240, position: 14.4 + (time - 7.2) * 4 };
    const { beats } = perform({ bpm: 120, seconds: 14, reading: faster });
    for (const [i, beat] of beats.entries()) {
      if (i > 0) expect(beat.time - beats[i - 1]!.time).toBeGreaterThan(0.12);
      expect(beat.index).toBe(i);
    }
  });

  test('reset forgets the count', () => {
    const reading = { state: 'running', bpm: 120, jitter: 0, stable: true, journey: 1 } as const;
    const stage = createExternalClock({ at: (time) => ({ ...reading, position: time * 2 }) });
    const run = () =>
      Array.from({ length: 120 }, (_, i) => stage.step({ time: i / 30, beat: 0, downbeat: 0, activity: 1 })).flatMap(
        ({ committed }) => committed,
      );
    const once = run();
    stage.reset();
    expect(run()).toEqual(once);
    expect(once.length).toBeGreaterThan(3);
  });
});
