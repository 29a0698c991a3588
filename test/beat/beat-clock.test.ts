import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BeatClock } from '../../src/beat/beat-clock.ts';

const DT = 1 / 30;
const BEAT = { frequency: 2, phase: 0 };

/** A clock that has kept to one beat for so many seconds, and that beat at the next frame, so many beats late. */
function keptFor(seconds: number): { readonly clock: BeatClock; readonly target: (late: number) => typeof BEAT } {
  const clock = new BeatClock();
  let time = 0;
  const target = (late: number) => ({ ...BEAT, phase: ((time + DT) * BEAT.frequency - late + 10) % 1 });
  for (; time < seconds; time += DT) clock.advance(DT, target(0));
  return { clock, target };
}

/** What part of a step of so many beats one frame takes. */
function share(seconds: number, late: number): number {
  const { clock, target } = keptFor(seconds);
  const wanted = target(late);
  clock.advance(DT, wanted);
  const left = wanted.phase - clock.now.phase;
  return 1 - Math.abs(left - Math.round(left)) / Math.abs(late);
}

const step = fc.double({ min: 0.02, max: 0.25, noNaN: true }).chain((far) => fc.constantFrom(far, -far));

describe('a beat found anew moves easily, and less and less', () => {
  test('the share of a step that a frame takes falls with age, to what it stays at', () => {
    const shares = [0.3, 0.6, 1, 2, 4, 8].map((seconds) => share(seconds, 0.1));
    for (const [i, now] of shares.entries()) if (i > 0) expect(now).toBeLessThanOrEqual(shares[i - 1]! + 1e-9);
    expect(shares[0]).toBeGreaterThan(0.6);
    expect(shares[5]).toBeCloseTo(shares[4]!, 2);
    expect(shares[5]).toBeLessThan(0.09);
  });

  test('no step is overshot or taken back, at any age', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 12, noNaN: true }), step, (seconds, late) => {
        const taken = share(seconds, late);
        expect(taken).toBeGreaterThan(0);
        expect(taken).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  test('it is young for some seconds, and again when it has jumped, was stopped or reset', () => {
    expect(keptFor(3.8).clock.young).toBe(true);
    const jumps: ((clock: BeatClock) => void)[] = [
      (clock) => clock.advance(DT, { frequency: 2.5, phase: 0 }),
      (clock) => clock.advance(DT, { frequency: 2, phase: clock.now.phase + 0.45 }),
      (clock) => {
        clock.stop();
        clock.advance(DT, BEAT);
      },
      (clock) => clock.reset(),
    ];
    for (const jump of jumps) {
      const { clock } = keptFor(5);
      expect(clock.young).toBe(false);
      jump(clock);
      expect(clock.young).toBe(true);
    }
  });
});
