import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fMeasure, matches, quantile } from '../../demo/tools/beat-measures.ts';
import { type Activation, BEAT_LEAD, type Beat, COMMIT_LEAD } from '../../src/beat/types.ts';
import type { Seconds } from '../../src/core/units.ts';
import { exactTracker, type PulseTrain, pulseTrain, track } from './pulses.ts';

/** F from `from` on and the median error. */
function score(train: PulseTrain, from = 6): { readonly f: number; readonly error: number; readonly bpm: number } {
  const { frames, truth } = pulseTrain(train);
  const { beats } = track(frames);
  const wanted = truth.filter((t) => t >= from);
  const times = beats.map((b) => b.time).filter((t) => t >= from && t < train.seconds);
  const errors = matches(wanted, times).map(([t, e]) => Math.abs(t - e));
  return { f: fMeasure(wanted, times), error: quantile(errors, 0.5), bpm: beats.at(-1)?.bpm ?? 0 };
}

/** Beats, each with the true one that it hits. */
function matchedBeats(beats: readonly Beat[], truth: readonly Seconds[]): (readonly [Beat, Seconds])[] {
  const byTime = new Map(beats.map((beat) => [beat.time, beat]));
  return matches(truth, [...byTime.keys()]).map(([time, found]) => [byTime.get(found)!, time]);
}

describe('steady dances', () => {
  test.each([60, 73.3, 97.1, 120, 151, 181])('%f bpm', (bpm) => {
    const { f, error, bpm: found } = score({ seconds: 25, bpm: () => bpm, noise: 0.05 });
    expect(f).toBeGreaterThan(0.95);
    expect(error).toBeLessThan(0.015);
    expect(Math.abs(found / bpm - 1)).toBeLessThan(0.01);
  });

  test('pulses that noise hides are found by long memory', () => {
    const { f, bpm } = score({ seconds: 60, bpm: () => 104, noise: 0.3 }, 25);
    expect(bpm).toBeCloseTo(104, 0);
    expect(f).toBeGreaterThan(0.9);
  });

  test('a fifth of the frames lost, and a hole of 0.8 s, cost nothing', () => {
    const train = { seconds: 25, bpm: () => 117, lost: 0.2, noise: 0.05 };
    expect(score(train).f).toBeGreaterThan(0.95);
    const { frames, truth } = pulseTrain(train);
    const { beats } = track(frames.filter(({ time }) => time < 12 || time > 12.8));
    const after = beats.map((b) => b.time).filter((t) => t > 13.3 && t < 25);
    expect(
      fMeasure(
        truth.filter((t) => t > 13.3),
        after,
      ),
    ).toBeGreaterThan(0.95);
  });

  test('strong half-time accents do not halve a tempo once it is held', () => {
    const strong = pulseTrain({ seconds: 15, bpm: () => 132, noise: 0.05 }).frames;
    const trap = pulseTrain({ seconds: 35, bpm: () => 132, noise: 0.05, weak: 0.4 }).frames;
    const { beats } = track([...strong, ...trap.slice(strong.length)]);
    for (const beat of beats.filter((b) => b.time > 8)) expect(beat.bpm).toBeCloseTo(132, -1);
  });
});

test('a beat that opens a bar is committed earlier than those within it, for which no bar has to be written', () => {
  const { beats } = track(pulseTrain({ seconds: 25, bpm: () => 112, noise: 0.05 }).frames);
  const steady = beats.filter(({ time }) => time > 8);
  const lead = (opens: boolean): number[] =>
    steady.filter(({ beatInBar }) => (beatInBar === 0) === opens).map(({ time, emittedAt }) => time - emittedAt);
  expect(lead(true).length).toBeGreaterThan(6);
  for (const ahead of lead(true)) expect(ahead).toBeGreaterThan(COMMIT_LEAD - 0.05);
  for (const ahead of lead(false)) expect(Math.abs(ahead - BEAT_LEAD)).toBeLessThan(0.05);
});

test('while it is doubtful whether the dance goes on, beats wait until they have to go out; none is lost', () => {
  const { frames } = pulseTrain({ seconds: 30, bpm: () => 112, noise: 0.05 });
  const wavering = frames.map((frame) => ({ ...frame, doubtful: frame.time > 12 && frame.time < 20 }));
  const [sure, waited] = [track(frames).beats, track(wavering).beats];
  expect(waited.map(({ time }) => Math.round(time * 20))).toEqual(sure.map(({ time }) => Math.round(time * 20)));
  const leads = waited.filter(({ time }) => time > 13 && time < 20).map(({ time, emittedAt }) => time - emittedAt);
  expect(leads.length).toBeGreaterThan(10);
  for (const ahead of leads) {
    expect(ahead).toBeGreaterThan(0.1);
    expect(ahead).toBeLessThanOrEqual(0.2 + 1e-9);
  }
});

test('a beat that was found only some seconds ago is committed just in time, as what is believed of it still moves', () => {
  const { beats } = track(pulseTrain({ seconds: 12, bpm: () => 112, noise: 0.05 }).frames);
  const early = beats.filter(({ emittedAt }) => emittedAt < 3.5);
  expect(early.length).toBeGreaterThan(2);
  for (const { time, emittedAt, beatInBar, first } of early) {
    expect(time - emittedAt).toBeGreaterThan(0.1);
    expect(time - emittedAt).toBeLessThanOrEqual((beatInBar === 0 || first ? 0.3 : 0.2) + 1e-9);
  }
});

test('where frames come late, every beat is committed early; a stutter is forgotten', () => {
  const { frames } = pulseTrain({ seconds: 40, bpm: () => 112, noise: 0.05 });
  const tracker = exactTracker();
  const beats = frames.flatMap((frame) => {
    const { committed } = tracker.step(frame);
    tracker.delayed(frame.time < 20 ? 0.28 : 0.08);
    return committed;
  });
  const leads = (from: number, to: number): number[] =>
    beats
      .filter(({ time, beatInBar }) => time > from && time < to && beatInBar > 0)
      .map(({ time, emittedAt }) => time - emittedAt);
  expect(Math.min(...leads(8, 20))).toBeGreaterThan(0.44);
  expect(Math.max(...leads(30, 40))).toBeLessThan(BEAT_LEAD + 0.01);
});

describe('changes', () => {
  test.each([1.15, 0.85])('tempo times %f is taken up within 8 beats', (factor) => {
    const { frames, truth } = pulseTrain({ seconds: 35, bpm: (t) => (t < 18 ? 112 : 112 * factor), noise: 0.05 });
    const { beats } = track(frames);
    const changed = truth.findIndex((t) => t > 18.3);
    const later = truth.slice(changed + 8).filter((t) => t < 34);
    const times = beats.map((b) => b.time).filter((t) => t > later[0]! - 0.1 && t < 34);
    expect(fMeasure(later, times)).toBeGreaterThan(0.9);
  });

  test('a slow drift is followed', () => {
    expect(score({ seconds: 50, bpm: (t) => 100 + 0.3 * t, noise: 0.05 }).f).toBeGreaterThan(0.85);
  });
});

describe('rest', () => {
  const train: PulseTrain = {
    seconds: 40,
    bpm: () => 118,
    noise: 0.05,
    rests: [
      [0, 2],
      [15, 22],
    ],
  };
  const { frames } = pulseTrain(train);
  const { beats, states } = track(frames);

  test('nothing is emitted at rest, nor from stillness at the beginning', () => {
    expect(beats.filter((b) => b.time < 2 || (b.time > 15.6 && b.time < 22))).toEqual([]);
    for (const state of states.filter((s) => s.time > 16.1 && s.time < 22)) expect(state.mode).toBe('rest');
  });

  test('beats are back within 4 s, marked as the first of a phrase in a new bar', () => {
    const again = beats.filter((b) => b.time > 22);
    expect(again[0]!.time).toBeLessThan(26);
    expect(beats.filter((b) => b.first).map((b) => b.index)).toEqual([0, again[0]!.index]);
    expect(again[0]!.bar).toBe(beats[again[0]!.index - 1]!.bar + 1);
  });

  test.each([0.25, 0.35, 0.45])(
    'the beat with which a body began is a one, though it is heard to move %f s later',
    (late) => {
      const begins = [2, 22];
      const dance = pulseTrain({ ...train, bpm: () => 120 });
      const heard = dance.frames.map((frame) =>
        begins.some((begin) => frame.time >= begin && frame.time < begin + late) ? { ...frame, activity: 0 } : frame,
      );
      const found = matchedBeats(track(heard).beats, dance.truth);
      expect(found.length).toBeGreaterThan(40);
      for (const [beat, time] of found) {
        const since = (time - begins.findLast((begin) => begin <= time)!) * 2;
        expect(beat.beatInBar).toBe(Math.round(since) % 4);
      }
    },
  );

  test('a freeze of two beats keeps the lock', () => {
    const freeze = pulseTrain({ seconds: 30, bpm: () => 118, noise: 0.05, rests: [[15, 15.95]] });
    const held = track(freeze.frames);
    expect(held.states.filter((s) => s.time > 8 && s.mode !== 'locked')).toEqual([]);
    const after = held.beats.map((b) => b.time).filter((t) => t > 16.5 && t < 30);
    expect(
      fMeasure(
        freeze.truth.filter((t) => t > 16.5),
        after,
      ),
    ).toBeGreaterThan(0.95);
  });
});

describe('the performer', () => {
  test('two taps in a dance set tempo and phase of the beats to come', () => {
    const noise = pulseTrain({ seconds: 20, bpm: () => 100, noise: 0.3, weak: 0 });
    const tracker = exactTracker();
    const frames = noise.frames;
    track(frames.slice(0, 300), tracker);
    for (const tap of [8.5, 9.1, 9.7]) tracker.tap(tap);
    const { beats } = track(frames.slice(300, 390), tracker);
    for (const beat of beats.slice(1)) {
      expect(beat.bpm).toBeCloseTo(100, -1);
      expect(Math.abs((beat.time - 8.5) / 0.6 - Math.round((beat.time - 8.5) / 0.6))).toBeLessThan(0.12);
    }
    expect(beats.length).toBeGreaterThan(3);
  });

  test('the anchored beat is a downbeat from then on', () => {
    const { frames } = pulseTrain({ seconds: 40, bpm: () => 120, noise: 0.05 });
    const tracker = exactTracker();
    const before = track(frames.slice(0, 450), tracker).beats;
    const chosen = before.findLast((b) => b.beatInBar === 2)!;
    tracker.anchorDownbeat(chosen.time + 0.1);
    const after = track(frames.slice(450), tracker).beats;
    for (const beat of after) expect(beat.beatInBar).toBe((beat.index - chosen.index) % 4);
    expect(after[0]!.bar - before.at(-1)!.bar).toBeLessThanOrEqual(1);
  });
});

const trains = fc.record({
  seconds: fc.constant(16),
  tempo: fc.double({ min: 55, max: 215, noNaN: true }),
  jump: fc.double({ min: 0.5, max: 2, noNaN: true }),
  noise: fc.double({ min: 0, max: 0.5, noNaN: true }),
  lost: fc.double({ min: 0, max: 0.4, noNaN: true }),
  rest: fc.double({ min: 4, max: 14, noNaN: true }),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

describe('always', () => {
  const framesOf = ({
    tempo,
    jump,
    rest,
    ...more
  }: typeof trains extends fc.Arbitrary<infer T> ? T : never): readonly Activation[] =>
    pulseTrain({ ...more, bpm: (t) => (t < 8 ? tempo : tempo * jump), rests: [[rest, rest + 1.5]] }).frames;

  test('beats are predicted, in order, counted, and never doubled', () => {
    fc.assert(
      fc.property(trains, (train) => {
        const { beats } = track(framesOf(train));
        beats.forEach((beat, i) => {
          expect(beat.index).toBe(i);
          expect(beat.time - beat.emittedAt).toBeGreaterThanOrEqual(0.1);
          expect(beat.time - beat.emittedAt).toBeLessThanOrEqual(COMMIT_LEAD + 1e-9);
          if (i === 0) return;
          expect(beat.time - beats[i - 1]!.time).toBeGreaterThanOrEqual((0.6 * 60) / beat.bpm - 1e-9);
          expect(beat.bar - beats[i - 1]!.bar).toBe(beat.beatInBar === 0 || beat.first ? 1 : 0);
        });
      }),
      { numRuns: 25 },
    );
  });

  test('the first frames give exactly the beats of the whole that were final by then; a reset forgets all', () => {
    fc.assert(
      fc.property(trains, fc.integer({ min: 60, max: 300 }), (train, cut) => {
        const frames = framesOf(train);
        const tracker = exactTracker();
        const { beats } = track(frames, tracker);
        tracker.reset();
        const { beats: early } = track(frames.slice(0, cut), tracker);
        const last = frames[Math.min(cut, frames.length) - 1]!.time;
        expect(early).toEqual(beats.filter((b) => b.emittedAt <= last));
      }),
      { numRuns: 10 },
    );
  });
});
