import { expect, test } from 'vitest';
import { VOICE_COUNT } from '../../src/core/voices.ts';
import { createDrumWriter } from '../../src/drums/writer.ts';
import { CONTROLS, request, rhythmOf } from './performances.ts';
import { expectSound, onWasm } from './writers.ts';

test('a bar that the music comes in on is silent before that step, and itself after it', async () => {
  const writer = await createDrumWriter(onWasm);
  const whole = request(0, rhythmOf('X---X---X---X---'));
  const all = await writer.write(whole, CONTROLS);
  writer.reset();
  const pickup = await writer.write({ ...whole, from: 8 }, CONTROLS);
  const cells = 8 * VOICE_COUNT;
  expectSound(pickup);
  expect(all.hits.subarray(0, cells).some(Boolean)).toBe(true);
  expect(pickup.hits.subarray(0, cells).some(Boolean)).toBe(false);
  expect(pickup.hits.subarray(cells)).toEqual(all.hits.subarray(cells));
  await writer.dispose();
});
