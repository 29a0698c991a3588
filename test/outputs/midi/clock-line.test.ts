import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Beat } from '../../../src/beat/types.ts';
import {
  type ClockLine,
  clockTicks,
  extendLine,
  knotOf,
  type Tick,
  tickAt,
  timeOfTick,
} from '../../../src/outputs/midi/clock-line.ts';
import { phrase } from '../../schedule/helpers.ts';

/** The line of a phrase that was all known before its first tick was sent. */
const lineOf = (beats: readonly Beat[]): ClockLine =>
  beats
    .slice(1)
    .reduce((line, beat, i) => extendLine(line, knotOf(beat, (i + 1) * 24), -1), [knotOf(beats[0]!, 0)] as ClockLine);
const intervals = fc.array(fc.double({ min: 0.25, max: 1.1, noNaN: true }), { minLength: 2, maxLength: 40 });
/** Tempo as bodies change it: by up to a tenth from beat to beat. */
const wander = fc
  .tuple(
    fc.double({ min: 0.3, max: 1, noNaN: true }),
    fc.array(fc.double({ min: 0.9, max: 1.1, noNaN: true }), { minLength: 4, maxLength: 40 }),
  )
  .map(([first, ratios]) => {
    let interval = first;
    return ratios.map((ratio) => (interval = Math.min(1.1, Math.max(0.25, interval * ratio))));
  });

test('exactly 24 ticks a beat, evenly between committed beats, at any tempo and however it changes', () => {
  fc.assert(
    fc.property(wander, (list) => {
      const beats = phrase(3.3, list);
      const line = lineOf(beats);
      for (const [i, beat] of beats.slice(0, -1).entries()) {
        const next = beats[i + 1]!;
        const ticks = clockTicks(line, i * 24, next.time - 1e-9);
        expect(ticks.map(({ tick }) => tick - i * 24)).toEqual(Array.from({ length: 24 }, (_, k) => k));
        const errors = ticks.map(({ time }, k) => Math.abs(time - beat.time - (k / 24) * (next.time - beat.time)));
        expect(Math.max(...errors)).toBeLessThan(1e-9);
      }
    }),
  );
});

test('time and tick are each other’s inverse, between beats, before the first and after the last', () => {
  fc.assert(
    fc.property(wander, fc.double({ min: -40, max: 2000, noNaN: true }), (list, tick) => {
      const line = lineOf(phrase(2, list));
      expect(tickAt(line, timeOfTick(line, tick))).toBeCloseTo(tick, 6);
    }),
  );
});

test('a beat that comes otherwise than foretold: sent ticks stay, later ones never run backwards and meet the music again', () => {
  fc.assert(
    fc.property(intervals, fc.double({ min: 0, max: 0.6, noNaN: true }), (list, ahead) => {
      const beats = phrase(5, list);
      let line: ClockLine = [knotOf(beats[0]!, 0)];
      let sent = -1;
      const ticks: Tick[] = [];
      const hand = (until: number): void => {
        ticks.push(...clockTicks(line, sent + 1, until));
        sent = ticks.at(-1)?.tick ?? sent;
      };
      for (const [i, beat] of beats.entries()) {
        if (i === 0) continue;
        hand(beat.time - ahead);
        line = extendLine(line, knotOf(beat, i * 24), sent);
      }
      hand(beats.at(-1)!.time + 2);
      expect(ticks.map(({ tick }) => tick)).toEqual(ticks.map((_, i) => i));
      expect(ticks.every(({ time }, i) => i === 0 || time > ticks[i - 1]!.time)).toBe(true);
      const far = (beats.length - 1 + 16) * 24;
      const { time, bpm } = beats.at(-1)!;
      expect(timeOfTick(line, far)).toBeCloseTo(time + (16 * 60) / bpm, 6);
    }),
  );
});
