import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createClockFollower } from '../../src/control/clock-follower.ts';
import type { Bpm, Milliseconds, Seconds } from '../../src/core/units.ts';
import { followed, gaussian, type TickPlan, tick, ticks, wholeMilliseconds } from './ticks.ts';

/** Beats are committed half a second ahead; 4 s is when the issue begins to count. */
const LEAD: Seconds = 0.5;
const SETTLED: Seconds = 4;

interface Account {
  readonly std: Milliseconds;
  /** Largest distance from the mean: a constant shift is not jitter. */
  readonly max: Milliseconds;
  readonly mean: Milliseconds;
  /** Largest relative error of the tempo. */
  readonly tempo: number;
}

/** How well the beats of a steady clock are foretold, each when it is `LEAD` away. */
function account(plan: TickPlan & { readonly bpm: Bpm }): Account {
  const follower = createClockFollower();
  follower.take({ type: 'start', time: (plan.start ?? 0) - 0.001 });
  const errors: number[] = [];
  let tempo = 0;
  let beat = 1;
  for (const { stamped } of ticks(plan)) {
    follower.take(tick(stamped));
    const due = (plan.start ?? 0) + (beat * 60) / plan.bpm;
    if (stamped < due - LEAD) continue;
    const { position, bpm } = follower.at(stamped);
    if (due > (plan.start ?? 0) + SETTLED) {
      errors.push((stamped + ((beat - position) * 60) / bpm - due) * 1000);
      tempo = Math.max(tempo, Math.abs(bpm / plan.bpm - 1));
    }
    beat++;
  }
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  const std = Math.sqrt(errors.reduce((sum, error) => sum + (error - mean) ** 2, 0) / errors.length);
  return { std, max: Math.max(...errors.map((error) => Math.abs(error - mean))), mean, tempo };
}

describe('jitter', () => {
  test.each([58.3, 84.7, 117.3, 120, 141.9, 187.1])('2 ms Gaussian at %f bpm', (bpm) => {
    const runs = [1, 2, 3].map((seed) => account({ bpm, seconds: 30, start: 3, stamp: gaussian(seed, 2) }));
    const worst = (read: (run: Account) => number): number => Math.max(...runs.map(read));
    const [std, max, tempo] = [worst((r) => r.std), worst((r) => r.max), worst((r) => r.tempo)];
    console.log(`${bpm} bpm: std ${std.toFixed(2)} ms, max ${max.toFixed(2)} ms, tempo ${(tempo * 100).toFixed(3)} %`);
    expect(std).toBeLessThan(0.4);
    expect(max).toBeLessThan(1);
    expect(tempo).toBeLessThan(1e-3);
  });

  test('a late tick and an early one after it, 2 ms apart, are two: nothing is begun anew', () => {
    // Among a hundred seeds the one in which they were taken for one tick that came twice.
    const { max, tempo } = account({ bpm: 187.1, seconds: 30, start: 3, stamp: gaussian(48, 2) });
    expect(max).toBeLessThan(1);
    expect(tempo).toBeLessThan(5e-4);
  });

  /** 1001 ticks of a Machinedrum's clock at about 118 bpm, heard by a Mac: 797 at 21 ms, 191 at 22, 13 at 20. */
  const MACHINEDRUM: TickPlan & { readonly bpm: Bpm } = {
    bpm: (60 * 1001) / (24 * (0.797 * 21 + 0.191 * 22 + 0.013 * 20)),
    seconds: 60,
    stamp: wholeMilliseconds(4, 0.13),
  };

  test('the synthetic Machinedrum has the intervals that were measured', () => {
    const times = ticks(MACHINEDRUM).map(({ stamped }) => stamped);
    const gaps = times.slice(1, 1002).map((time, i) => Math.round((time - times[i]!) * 1000));
    const count = (gap: number): number => gaps.filter((g) => g === gap).length;
    expect(count(21)).toBeGreaterThan(760);
    expect(count(21)).toBeLessThan(830);
    expect(count(20)).toBeGreaterThan(3);
    expect(count(20)).toBeLessThan(30);
    expect(count(20) + count(21) + count(22)).toBe(1001);
  });

  test('ticks stamped in whole milliseconds, 20 to 22 apart', () => {
    const { std, max, tempo } = account(MACHINEDRUM);
    console.log(`Machinedrum: std ${std.toFixed(3)} ms, max ${max.toFixed(3)} ms, tempo ${(tempo * 100).toFixed(4)} %`);
    expect(max).toBeLessThan(0.5);
    expect(tempo).toBeLessThan(1e-3);
  });

  test('whole milliseconds at any tempo', () => {
    fc.assert(
      fc.property(fc.double({ min: 50, max: 200, noNaN: true }), fc.integer({ min: 0, max: 999 }), (bpm, seed) => {
        const { max, tempo } = account({ bpm, seconds: 12, start: seed / 997, stamp: wholeMilliseconds(seed, 0) });
        expect(max).toBeLessThan(1);
        expect(tempo).toBeLessThan(1e-3);
      }),
      { numRuns: 40, seed: 5 },
    );
  });

  test('a clean clock is exact, and its jitter is told', () => {
    const clean = account({ bpm: 123.4, seconds: 20 });
    expect(Math.abs(clean.mean)).toBeLessThan(1e-6);
    expect(clean.max).toBeLessThan(1e-6);
    const noisy = followed(ticks({ bpm: 118, seconds: 20, stamp: gaussian(8, 2) }).map(({ stamped }) => stamped));
    expect(noisy.at(20).jitter).toBeGreaterThan(1.5);
    expect(noisy.at(20).jitter).toBeLessThan(2.5);
  });
});

/** Largest error of the position, in seconds, at the ticks' true times from `from` on, and the tempo at the end. */
function lateError(
  plan: TickPlan,
  from: Seconds,
  heard: (times: Seconds[]) => Seconds[] = (times) => times,
): { readonly phase: Seconds; readonly bpm: Bpm } {
  const all = ticks(plan);
  const follower = createClockFollower();
  follower.take({ type: 'start', time: -0.001 });
  const places = new Map(all.map((one, i) => [one.stamped, { time: one.true, position: i / 24 }]));
  let phase = 0;
  let bpm = 0;
  for (const time of heard(all.map(({ stamped }) => stamped))) {
    follower.take(tick(time));
    const place = places.get(time);
    bpm = follower.at(time).bpm;
    if (place === undefined || time < from) continue;
    phase = Math.max(phase, (Math.abs(follower.at(place.time).position - place.position) * 60) / bpm);
  }
  return { phase, bpm };
}

describe('changes of tempo', () => {
  const step = (from: Bpm, to: Bpm) => (time: Seconds) => (time < 8 ? from : to);

  test.each([
    [120, 121],
    [120, 126],
    [120, 132],
    [117.3, 104],
    [120, 240],
    [120, 60],
    [90, 151],
  ])('%f to %f: locked again within half a second, and no tick miscounted', (from, to) => {
    const { phase, bpm } = lateError({ bpm: step(from, to), seconds: 14 }, 8.5);
    expect(phase).toBeLessThan(0.002);
    expect(bpm).toBeCloseTo(to, 1);
  });

  test.each([
    [120, 132],
    [120, 240],
    [120, 60],
  ])('%f to %f under 2 ms of jitter: within 1 s', (from, to) => {
    for (const seed of [1, 2, 3, 4]) {
      const { phase, bpm } = lateError({ bpm: step(from, to), seconds: 16, stamp: gaussian(seed, 2) }, 9);
      expect(phase).toBeLessThan(0.01);
      expect(Math.abs(bpm / to - 1)).toBeLessThan(1e-3);
    }
  });

  test('an accelerando of 20 bpm in 8 s is never lost', () => {
    const ramp = (time: Seconds): Bpm => 120 + 2.5 * Math.min(8, Math.max(0, time - 8));
    expect(lateError({ bpm: ramp, seconds: 20 }, 1).phase).toBeLessThan(0.002);
    expect(lateError({ bpm: ramp, seconds: 20, stamp: gaussian(3, 2) }, 1).phase).toBeLessThan(0.012);
  });
});

describe('ticks that are lost, doubled or late', () => {
  const plan: TickPlan = { bpm: 119.2, seconds: 16, stamp: gaussian(6, 0.5) };

  test('lost ones are counted by time', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 100, max: 500 }), { minLength: 1, maxLength: 4 }), (lost) => {
        const apart = lost.every((a) => lost.every((b) => a === b || Math.abs(a - b) > 12));
        fc.pre(apart);
        const { phase } = lateError(plan, 13, (times) => times.filter((_, i) => !lost.includes(i)));
        expect(phase).toBeLessThan(0.002);
      }),
      { numRuns: 20, seed: 7 },
    );
  });

  // Of 3000 clocks those in which noise made the eight ticks after the hole look like another tempo.
  test.each([
    { seed: 389, bpm: 173, jitter: 0.5, lost: 209 },
    { seed: 779, bpm: 183, jitter: 2, lost: 199 },
    { seed: 1667, bpm: 139, jitter: 2, lost: 187 },
    { seed: 1707, bpm: 79, jitter: 2, lost: 127 },
  ])('one of them is counted whatever the noise says: $bpm bpm, $jitter ms', ({ seed, bpm, jitter, lost }) => {
    const noisy: TickPlan = { bpm, seconds: 14, stamp: gaussian(seed, jitter) };
    expect(lateError(noisy, 13, (times) => times.filter((_, i) => i !== lost)).phase).toBeLessThan(0.004);
  });

  test('a hole of 1.2 s costs nothing', () => {
    expect(lateError(plan, 9.5, (times) => times.filter((time) => time < 8 || time > 9.2)).phase).toBeLessThan(0.002);
  });

  test('every tick twice, a millisecond apart, is one clock', () => {
    const { phase, bpm } = lateError(plan, 1, (times) => times.flatMap((time) => [time, time + 0.001]));
    expect(phase).toBeLessThan(0.003);
    expect(bpm).toBeCloseTo(119.2, 0);
  });

  test('a tick that comes 9 ms late hardly moves the line', () => {
    const late = (times: Seconds[]): Seconds[] => times.map((time, i) => (i % 50 === 49 ? time + 0.009 : time));
    expect(lateError(plan, 4, late).phase).toBeLessThan(0.001);
  });
});

describe('transport', () => {
  const PERIOD = 60 / (24 * 125);
  /** Ticks that never stop, from 0 on. */
  const running = (follower: ReturnType<typeof createClockFollower>, from: number, count: number): Seconds => {
    for (let i = from; i < from + count; i++) follower.take(tick(i * PERIOD));
    return (from + count - 1) * PERIOD;
  };

  test('a clock that only ticks stands still; the first tick after Start is position 0', () => {
    const follower = createClockFollower();
    const last = running(follower, 0, 48);
    expect(follower.at(last)).toMatchObject({ state: 'stopped', position: 0 });
    expect(follower.at(last).bpm).toBeCloseTo(125, 6);
    follower.take({ type: 'start', time: last + 0.002 });
    expect(follower.at(last + 0.002).state).toBe('running');
    expect(follower.at(last).position).toBeCloseTo(-1 / 24, 9);
    const end = running(follower, 48, 25);
    expect(follower.at(end).position).toBeCloseTo(1, 9);
  });

  test('Stop keeps the place, Continue goes on from it, Song Position sets it: exact to the tick', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 16383 }), (count, sixteenths) => {
        const follower = createClockFollower();
        running(follower, 0, 30);
        follower.take({ type: 'start', time: 29.5 * PERIOD });
        const stop = running(follower, 30, count);
        follower.take({ type: 'stop', time: stop + PERIOD / 2 });
        running(follower, 30 + count, 40);
        expect(follower.at(stop + 40 * PERIOD)).toMatchObject({ state: 'stopped', position: count / 24 });
        follower.take({ type: 'continue', time: stop + 40.5 * PERIOD });
        const again = running(follower, 70 + count, 1);
        expect(follower.at(again).position).toBeCloseTo(count / 24, 9);
        follower.take({ type: 'stop', time: again });
        follower.take({ type: 'position', time: again, sixteenths });
        expect(follower.at(again).position).toBe(sixteenths / 4);
        follower.take({ type: 'continue', time: again + PERIOD / 2 });
        const located = running(follower, 71 + count, 7);
        expect(follower.at(located).position).toBeCloseTo(sixteenths / 4 + 6 / 24, 9);
      }),
      { numRuns: 50, seed: 3 },
    );
  });

  test('a machine whose clock begins anew with Start is in place from the first tick', () => {
    const follower = createClockFollower();
    const idle = running(follower, 0, 100);
    follower.take({ type: 'start', time: idle + 0.009 });
    for (let i = 0; i < 24; i++) {
      follower.take(tick(idle + 0.01 + i * PERIOD));
      if (i >= 6) expect(follower.at(idle + 0.01 + i * PERIOD).position).toBeCloseTo(i / 24, 6);
    }
  });

  test('every journey of the song has a number', () => {
    const follower = createClockFollower();
    const numbers = [follower.at(0).journey];
    for (const type of ['start', 'stop', 'continue'] as const) {
      follower.take({ type, time: 0 });
      numbers.push(follower.at(0).journey);
    }
    follower.take({ type: 'position', time: 0, sixteenths: 8 });
    expect([...numbers, follower.at(0).journey]).toEqual([0, 1, 1, 2, 3]);
  });

  test('a clock that ends without Stop is silent half a second later; after a long pause it goes on where it stood', () => {
    const follower = createClockFollower();
    follower.take({ type: 'start', time: 0 });
    const last = running(follower, 0, 96);
    expect(follower.at(last + 0.49).state).toBe('running');
    expect(follower.at(last + 0.51).state).toBe('silent');
    for (let i = 0; i < 10; i++) follower.take(tick(last + 5 + i * PERIOD));
    expect(follower.at(last + 5 + 9 * PERIOD)).toMatchObject({ state: 'running' });
    expect(follower.at(last + 5 + 9 * PERIOD).position).toBeCloseTo(105 / 24, 9);
  });

  test('who missed the start joins with a downbeat', () => {
    const follower = createClockFollower();
    const last = running(follower, 0, 100);
    follower.join(last - 10.2 * PERIOD);
    expect(follower.at(last).state).toBe('running');
    expect(follower.at(last).position).toBeCloseTo(10 / 24, 9);
  });

  test('a delay shifts positions, not tempo', () => {
    const follower = followed(ticks({ bpm: 125, seconds: 4 }).map(({ stamped }) => stamped));
    const { position, bpm } = follower.at(3);
    follower.setDelay(0.048);
    expect(follower.at(3).position).toBeCloseTo(position - 0.1, 9);
    expect(follower.at(3).bpm).toBe(bpm);
    follower.reset();
    expect(follower.at(3)).toMatchObject({ state: 'silent', bpm: 0 });
  });
});
