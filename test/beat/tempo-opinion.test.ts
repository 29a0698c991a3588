import { expect, test } from 'vitest';
import { shippedTempo } from '../../demo/tools/learned-beat.ts';
import { createMovement } from '../../src/beat/movement.ts';
import { GRID, PHASES, ScoreMap } from '../../src/beat/score-map.ts';
import { TempoOpinion } from '../../src/beat/tempo-opinion.ts';
import { drawView } from '../../src/camera/dancer/virtual-camera.ts';
import { createRandom } from '../../src/core/random.ts';
import type { Bpm } from '../../src/core/units.ts';
import { film, toMotion } from '../motion/dance.ts';

const weights = await shippedTempo();
const DT = 1 / 30;

function seen(bpm: Bpm, seconds: number, opinion = new TempoOpinion(weights)): TempoOpinion {
  const movement = createMovement();
  const view = drawView(createRandom(5).fork(77));
  for (const frame of toMotion(film({ seed: 5, tempo: [{ at: 0, bpm }] }, { seconds, view })))
    opinion.add(movement.step(frame), DT);
  return opinion;
}

/** Scores that say the same of all tempi, but for the prior. */
function undecided(): ScoreMap {
  const scores = new ScoreMap();
  scores.fill(GRID.prior);
  return scores;
}

const bestTempo = (scores: ScoreMap): Bpm => GRID.tempi[scores.top().tempo]! * 60;

test.each([84, 104, 128])('a body that dances at %i bpm says so where the phases say nothing', (bpm) => {
  const scores = undecided();
  seen(bpm, 16).weigh(scores);
  expect(Math.abs(Math.log(bestTempo(scores) / bpm))).toBeLessThan(0.04);
});

test('what is said of the phase, and of tempi close by, stays', () => {
  const scores = undecided();
  const here = GRID.index(1.8);
  scores.nats[here * PHASES + 7]! += 6;
  scores.nats[(here + 1) * PHASES + 7]! += 4;
  seen(108, 8).weigh(scores);
  const at = (tempo: number, phase: number): number => scores.at({ tempo, phase });
  expect(at(here, 7) - at(here, 8)).toBeCloseTo(6, 9);
  expect(at(here, 7) - at(here + 1, 7) - (GRID.prior[here]! - GRID.prior[here + 1]!)).toBeCloseTo(2, 0);
});

test('when all begins anew, nothing of what was seen is left', () => {
  const [used, fresh] = [seen(90, 12), new TempoOpinion(weights)];
  used.restart(0);
  const [after, before] = [undecided(), undecided()];
  seen(120, 4, used).weigh(after);
  seen(120, 4, fresh).weigh(before);
  expect(after.nats).toEqual(before.nats);
});
