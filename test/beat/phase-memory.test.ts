import { describe, expect, test } from 'vitest';
import { PhaseMemory, phasorAt, turnOf } from '../../src/beat/phase-memory.ts';
import { GRID } from '../../src/beat/score-map.ts';
import type { Phasor } from '../../src/beat/types.ts';

const FRAME = 1 / 30;
const TURN = turnOf(FRAME);

/** What a memory of 4 s makes of `seconds` of a dance at `bpm`. */
function remembered(bpm: number, seconds: number, saidOf: (beats: number) => Phasor): PhaseMemory {
  const memory = new PhaseMemory(4);
  for (let k = 0; k < seconds * 30; k++) memory.add(saidOf((k * FRAME * bpm) / 60), 1, FRAME, TURN);
  memory.evaluate();
  return memory;
}

const only =
  (...kept: number[]) =>
  (beats: number): Phasor =>
    phasorAt(beats).map((value, i) => (kept.includes(i) ? value : 0)) as unknown as Phasor;

function bpmOf(memory: PhaseMemory): number {
  return 60 * memory.scores.finest(memory.scores.top()).frequency;
}

describe.each([62, 97, 140, 200])('at %i bpm', (bpm) => {
  test.each([
    ['the beat alone', only(0, 1)],
    ['twice the beat alone', only(2, 3)],
    ['the cycle of two beats alone', only(4, 5)],
    ['the cycle of four beats alone', only(6, 7)],
    ['all of it', phasorAt],
  ])('%s tells the tempo', (_, saidOf) => {
    expect(Math.abs(bpmOf(remembered(bpm, 6, saidOf)) / bpm - 1)).toBeLessThan(0.01);
  });

  test.each([2, 4])('the cycle of %i beats tells when a beat is, not which', (cycle) => {
    const beats = (8 * bpm) / 60 - FRAME * (bpm / 60);
    const { scores } = remembered(bpm, 8, only(cycle + 2, cycle + 3));
    const off = scores.finePhase(scores.top()) - beats;
    expect(Math.abs(off - Math.round(off))).toBeLessThan(0.02);
  });

  test.each([1, 2, 3])('being %i beats further in the cycle makes no difference', (further) => {
    const one = remembered(bpm, 6, phasorAt);
    const other = remembered(bpm, 6, (beats) => phasorAt(beats + further));
    for (let i = 0; i < GRID.tempi.length; i += 7)
      expect(other.scores.at({ tempo: i, phase: 5 })).toBeCloseTo(one.scores.at({ tempo: i, phase: 5 }), 6);
  });
});

test('a cycle of two beats that goes over to the other foot half way says less than one that does not', () => {
  const sure = remembered(110, 6, only(4, 5));
  const torn = remembered(110, 6, (beats) => only(4, 5)(beats < 5.5 ? beats : beats + 1));
  expect(torn.scores.at(torn.scores.top())).toBeLessThan(0.6 * sure.scores.at(sure.scores.top()));
});

test('what is copied counts its share, what is cleared nothing', () => {
  const memory = remembered(120, 6, phasorAt);
  const before = memory.scores.at(memory.scores.top());
  const copy = new PhaseMemory(12);
  copy.copyFrom(memory, 0.5);
  copy.evaluate();
  expect(copy.scores.at(copy.scores.top())).toBeCloseTo(before / 2, 6);
  copy.clear();
  copy.evaluate();
  expect(copy.scores.at(copy.scores.top())).toBe(0);
});

test.each([62.7, 97.2, 140.4, 199.9])('the top of the ridge lies between tempi and phases, at %f bpm', (bpm) => {
  const memory = new PhaseMemory(12);
  const seconds = 15;
  for (let k = 0; k < seconds * 30; k++) memory.add(phasorAt((k * FRAME * bpm) / 60), 1, FRAME, TURN);
  memory.evaluate();
  const { frequency, phase } = memory.scores.finest(memory.scores.top());
  expect(Math.abs((60 * frequency) / bpm - 1)).toBeLessThan(1e-3);
  const off = phase - ((seconds - FRAME) * bpm) / 60;
  expect(Math.abs(off - Math.round(off))).toBeLessThan(0.02);
});

test('what a tempo says is left out only where it is next to nothing', () => {
  const memory = remembered(110, 6, phasorAt);
  const { scores } = memory;
  const most = Array.from(GRID.tempi, (_, tempo) => scores.at(scores.bestPhase({ tempo, phase: 0 }, 12)));
  const said = most.filter((nats) => nats > 0);
  expect(said.length).toBeLessThan(GRID.tempi.length);
  expect(said.length).toBeGreaterThan(10);
  expect(Math.min(...said)).toBeLessThan(0.5);
});
