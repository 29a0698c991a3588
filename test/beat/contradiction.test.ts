import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Contradiction } from '../../src/beat/contradiction.ts';
import { createRandom } from '../../src/core/random.ts';

const FRAME = 1 / 30;

/** Seconds until a net that is so sure and says a phase so far off is a contradiction; null if it never is. */
function heardAfter(off: number, sure: number, { activity = 1, seconds = 30 } = {}): number | null {
  const contradiction = new Contradiction();
  for (let frame = 0; frame < seconds / FRAME; frame++) {
    const phase = (frame * 0.06) % 1;
    const angle = 2 * Math.PI * (phase + off);
    if (contradiction.step([sure * Math.cos(angle), sure * Math.sin(angle)], phase, activity, FRAME))
      return frame * FRAME;
  }
  return null;
}

test('a sure net a quarter of a beat off is heard within half a second, an eighth within one', () => {
  expect(heardAfter(0.25, 0.9)).toBeLessThan(0.5);
  expect(heardAfter(-0.125, 0.9)).toBeLessThan(1);
});

test('what lies near enough is no contradiction, however long it lasts, nor is what a doubtful net says, nor half a beat', () => {
  expect(heardAfter(0.05, 0.95)).toBeNull();
  expect(heardAfter(0.5, 0.95)).toBeNull();
  for (const off of [0.1, 0.25, 0.4]) expect(heardAfter(off, 0.3)).toBeNull();
});

test('noise is not sureness', () => {
  const [contradiction, random] = [new Contradiction(), createRandom(1)];
  let heard = 0;
  for (let frame = 0; frame < 3000; frame++) {
    if (!contradiction.step([0.1 + 0.5 * random.normal(), 0.5 * random.normal()], 0, 1, FRAME)) continue;
    heard += 1;
    contradiction.reset();
  }
  expect(heard).toBe(0);
});

test('a body at rest contradicts nothing', () => {
  expect(heardAfter(0.5, 0.95, { activity: 0 })).toBeNull();
});

test('moments of error are forgiven', () => {
  const contradiction = new Contradiction();
  for (let frame = 0; frame < 3000; frame++) {
    const off = frame % 30 < 3 ? 0.4 : 0.02;
    const said = [0.9 * Math.cos(2 * Math.PI * off), 0.9 * Math.sin(2 * Math.PI * off)] as const;
    expect(contradiction.step(said, 0, 1, FRAME)).toBe(false);
  }
});

test('the surer and the farther off, the sooner', () => {
  const offs = fc.double({ min: 0.1, max: 0.25, noNaN: true });
  const sure = fc.double({ min: 0.5, max: 1, noNaN: true });
  const never = (time: number | null): number => time ?? 99;
  fc.assert(
    fc.property(offs, offs, sure, sure, (a, b, p, q) => {
      const [near, far] = [Math.min(a, b), Math.max(a, b)];
      const [doubtful, certain] = [Math.min(p, q), Math.max(p, q)];
      expect(never(heardAfter(far, certain))).toBeLessThanOrEqual(never(heardAfter(near, doubtful)) + FRAME);
    }),
    { numRuns: 40 },
  );
});
