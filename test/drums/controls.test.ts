import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/config.ts';
import { STEPS, STEPS_PER_BEAT, VOICE_COUNT, VOICES } from '../../src/core/voices.ts';
import { drumControls, USUAL_CONTROLS } from '../../src/drums/controls.ts';
import { loadManifest } from '../../src/drums/model-store.ts';
import { DRUM_PARAMETERS } from '../../src/drums/parameters.ts';
import type { DrumBar, DrumControls, DrumWriter } from '../../src/drums/types.ts';
import { createDrumWriter } from '../../src/drums/writer.ts';
import { loadModel } from './models.ts';
import { barKey, CONTROLS, dancedRhythms, hitCount, play, request, rhythmOf } from './performances.ts';
import { onWasm, phrase } from './writers.ts';

let writer: DrumWriter;
beforeAll(async () => {
  writer = await createDrumWriter(onWasm);
}, 60_000);
afterAll(() => writer.dispose());

const danced = (bars: number) => dancedRhythms(bars, 5).map((rhythm, bar) => request(bar, rhythm));
const playFresh = (bars: number, controls: Partial<DrumControls>): Promise<DrumBar[]> => {
  writer.reset();
  return play(writer, danced(bars), { ...CONTROLS, ...controls });
};
const strokesOf = (bars: readonly DrumBar[], voice: (typeof VOICES)[number]): number =>
  bars.reduce(
    (sum, bar) => sum + bar.hits.filter((hit, i) => hit && i % VOICE_COUNT === VOICES.indexOf(voice)).length,
    0,
  );

test('the parameters say what the drummer is told', async () => {
  expect(drumControls(DEFAULT_SETTINGS)).toEqual(USUAL_CONTROLS);
  const told = drumControls({ ...DEFAULT_SETTINGS, snareMute: 1, rideMute: 1, complexity: 0.5, topP: 0.8 });
  expect(told).toMatchObject({ muted: ['snare', 'ride'], complexity: 0.5, topP: 0.8 });
  const { styles } = await loadManifest(loadModel);
  const plain = (name: string): string => name.toLowerCase().replace(/[ -]/g, '');
  expect(DRUM_PARAMETERS.style.choices.slice(1).map(plain)).toEqual(styles);
});

test('a muted voice is silent, accents are answered by others, and it comes back', async () => {
  const without = await playFresh(12, { muted: ['kick', 'closedHat'] });
  expect([strokesOf(without, 'kick'), strokesOf(without, 'closedHat')]).toEqual([0, 0]);
  expect(Math.min(...without.map(hitCount))).toBeGreaterThan(0);
  const again = await play(writer, danced(16).slice(12));
  expect(strokesOf(again, 'kick')).toBeGreaterThan(1);
  const nobody = await playFresh(2, { muted: VOICES });
  expect(nobody.map(hitCount)).toEqual([0, 0]);
});

test('complexity moves strokes to the weak 16ths', async () => {
  const weak = async (complexity: number): Promise<number> => {
    const bars = await playFresh(24, { complexity });
    const steps = bars.flatMap(({ hits }) =>
      Array.from({ length: STEPS }, (_, step) =>
        hits.subarray(step * VOICE_COUNT, (step + 1) * VOICE_COUNT).some(Boolean),
      ),
    );
    return steps.filter((sounds, step) => sounds && (step % STEPS_PER_BEAT) % 2 === 1).length;
  };
  const [plain, usual, busy] = [await weak(-1), await weak(0), await weak(1)];
  expect(plain).toBeLessThan(0.8 * usual);
  expect(busy).toBeGreaterThan(1.2 * usual);
});

test('top-p near 0 leaves the likeliest column alone: another seed plays the same', async () => {
  const hits = async (topP: number, seed: number): Promise<string[]> => {
    writer.reset(seed);
    return (await play(writer, danced(4), { ...CONTROLS, topP })).map(barKey);
  };
  expect(await hits(0.01, 2)).toEqual(await hits(0.01, 1));
  expect(await hits(1, 2)).not.toEqual(await hits(1, 1));
  writer.reset(onWasm.seed);
});

test('hold brings the last bar again and again, varied and played anew, whatever the accents; a fill doesn’t end it', async () => {
  writer.reset();
  const [, , model] = await play(writer, phrase('X---x--xX---x---', 3));
  const ask = (bar: number) => request(bar, rhythmOf('--X---X---X---X-'));
  const same = (bar: DrumBar): number => bar.hits.filter((hit, i) => hit === model!.hits[i]).length / bar.hits.length;
  const held: DrumBar[] = [];
  for (let bar = 3; bar < 19; bar++) held.push(await writer.write(ask(bar), { ...CONTROLS, hold: true }));
  for (const bar of held) expect(same(bar)).toBeGreaterThan(0.85);
  expect(new Set(held.map(barKey)).size).toBeGreaterThan(3);
  expect(held[1]!.velocity).not.toEqual(held[0]!.velocity);
  const fill = await writer.write(ask(19), { ...CONTROLS, hold: true, fill: true });
  expect(same(fill)).toBeLessThan(Math.min(...held.map(same)));
  expect(same(await writer.write(ask(20), { ...CONTROLS, hold: true }))).toBeGreaterThan(0.85);
  const free = await play(
    writer,
    Array.from({ length: 4 }, (_, i) => ask(21 + i)),
  );
  expect(same(free.at(-1)!)).toBeLessThan(Math.min(...held.map(same)));
});
