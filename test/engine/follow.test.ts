/** The drums follow the body: exact poses of the drawn dancer through the whole music half. */
import { expect, test } from 'vitest';
import { createNodePerformer } from '../../demo/tools/node-performer.ts';
import { type ChoreographyOptions, createChoreography } from '../../src/camera/dancer/choreography.ts';
import { STEPS, VOICE_COUNT, VOICES } from '../../src/core/voices.ts';
import { performOffline, type Take } from '../../src/engine/offline.ts';
import { exactPoses } from '../camera/dancer/exact-poses.ts';

const SECONDS = 36;
const BPM = 108;
const PATTERN_A = [1, 0, 0, 0, 0.7, 0, 0, 0, 1, 0, 0.8, 0, 0.7, 0, 0, 0];
const PATTERN_B = [1, 0, 0, 0.8, 0.7, 0, 0.8, 0, 0.8, 0, 0, 0, 1, 0, 0.8, 0];

async function perform(options: ChoreographyOptions, seed = 11): Promise<Take> {
  const frames = exactPoses(createChoreography(options), SECONDS);
  const { performer, drums } = await createNodePerformer(seed);
  const take = await performOffline(frames, performer);
  await drums.dispose();
  return take;
}

const dancing = (accents: readonly number[]): ChoreographyOptions => ({
  seed: 77,
  tempo: [{ at: 0, bpm: BPM }],
  accents,
});

const anyHit = (hits: Uint8Array, step: number): boolean =>
  hits.subarray(step * VOICE_COUNT, (step + 1) * VOICE_COUNT).some(Boolean);

/** Hats fill the eighths whatever is danced: what an accent changes is kick and snare. */
const DRUMS = ['kick', 'snare'].map((voice) => VOICES.indexOf(voice as (typeof VOICES)[number]));
const drumHit = (hits: Uint8Array, step: number): boolean =>
  DRUMS.some((voice) => hits[step * VOICE_COUNT + voice] === 1);

/** Share of steps with a hit, among those that the rhythm accents and among those that it leaves empty. */
function rates({ bars }: Take): { readonly accented: number; readonly empty: number } {
  const steps = bars.flatMap(({ request, hits }) =>
    Array.from({ length: STEPS }, (_, step) => ({ accent: request.rhythm[step]!, hit: anyHit(hits, step) })),
  );
  const share = (wanted: readonly { hit: boolean }[]): number => wanted.filter(({ hit }) => hit).length / wanted.length;
  return {
    accented: share(steps.filter(({ accent }) => accent >= 0.3)),
    empty: share(steps.filter(({ accent }) => accent === 0)),
  };
}

test('accent patterns A and B give different drums, and hits sit on accented steps', async () => {
  const [a, b] = [await perform(dancing(PATTERN_A)), await perform(dancing(PATTERN_B))];
  const [ratesA, ratesB] = [rates(a), rates(b)];
  const hitShare = (take: Take): number[] =>
    Array.from(
      { length: STEPS },
      (_, step) => take.bars.filter(({ hits }) => drumHit(hits, step)).length / take.bars.length,
    );
  const [shareA, shareB] = [hitShare(a), hitShare(b)];
  const apart = shareA.reduce((sum, share, step) => sum + Math.abs(share - shareB[step]!), 0) / STEPS;
  console.log(
    `P(hit | accent) A ${ratesA.accented.toFixed(2)}, B ${ratesB.accented.toFixed(2)}; ` +
      `P(hit | no accent) A ${ratesA.empty.toFixed(2)}, B ${ratesB.empty.toFixed(2)}; ` +
      `mean difference of kick and snare share a step ${apart.toFixed(2)}`,
  );
  expect(Math.min(a.bars.length, b.bars.length)).toBeGreaterThan(8);
  expect(ratesA.accented).toBeGreaterThan(ratesA.empty + 0.3);
  expect(ratesB.accented).toBeGreaterThan(ratesB.empty + 0.3);
  expect(apart).toBeGreaterThan(0.15);
});

test('two runs with one seed are identical, another seed is another take', async () => {
  const [one, again, other] = [
    await perform(dancing(PATTERN_A), 3),
    await perform(dancing(PATTERN_A), 3),
    await perform(dancing(PATTERN_A), 4),
  ];
  expect(again.events).toEqual(one.events);
  expect(other.beats).toEqual(one.beats);
  expect(other.events).not.toEqual(one.events);
});

test('a still person gives nothing', async () => {
  const still = await perform({ seed: 5, tempo: [{ at: 0, bpm: BPM }], still: [{ from: 0, to: SECONDS }] });
  expect([still.beats.length, still.bars.length, still.events.length]).toEqual([0, 0, 0]);
});
