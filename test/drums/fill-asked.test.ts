import { expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.ts';
import { VOICE_COUNT, VOICES } from '../../src/core/voices.ts';
import { planBar } from '../../src/drums/bar-plan.ts';
import { loadManifest } from '../../src/drums/model-store.ts';
import type { DrumBar } from '../../src/drums/types.ts';
import { createDrumWriter } from '../../src/drums/writer.ts';
import { loadModel } from './models.ts';
import { barKey, CONTROLS, request, rhythmOf } from './performances.ts';
import { onWasm } from './writers.ts';

const RHYTHM = rhythmOf('X---x---X---x---');
const ASKED = 4;

test('a fill that is asked for is told to the nets, in that bar only; a body that does nothing gets none', async () => {
  const { condition } = await loadManifest(loadModel);
  const plan = (bar: number, fill: boolean, pattern = 'X---x---X---x---') =>
    planBar(request(bar, rhythmOf(pattern)), { ...CONTROLS, fill }, condition, createRandom(1));
  const told = plan(2, true).condition[condition['fill']!.at];
  expect([plan(2, true).fill, told, plan(2, false).fill, plan(7, false).fill]).toEqual([true, 1, false, true]);
  expect(plan(2, true, '----------------').fill).toBe(false);
});

test('the bar that is asked for is another one, and busier on snare and toms; those before it are the same', async () => {
  const busy = ({ hits }: DrumBar): number =>
    hits.filter((hit, i) => hit === 1 && ['snare', 'lowTom', 'midTom', 'highTom'].includes(VOICES[i % VOICE_COUNT]!))
      .length;
  const total = { asked: 0, plain: 0 };
  for (const seed of [1, 2, 3, 4]) {
    const [one, other] = await Promise.all([
      createDrumWriter({ ...onWasm, seed }),
      createDrumWriter({ ...onWasm, seed }),
    ]);
    for (let bar = 0; bar <= ASKED; bar++) {
      const plain = await one.write(request(bar, RHYTHM), CONTROLS);
      const asked = await other.write(request(bar, RHYTHM), bar === ASKED ? { ...CONTROLS, fill: true } : CONTROLS);
      if (bar < ASKED) expect(barKey(asked)).toBe(barKey(plain));
      else {
        expect(barKey(asked)).not.toBe(barKey(plain));
        total.asked += busy(asked);
        total.plain += busy(plain);
      }
    }
    await Promise.all([one.dispose(), other.dispose()]);
  }
  console.log(`snare and tom strokes of four bars: ${total.asked} where a fill was asked for, ${total.plain} without`);
  expect(total.asked).toBeGreaterThan(1.3 * total.plain);
});
