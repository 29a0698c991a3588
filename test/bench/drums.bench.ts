import { bench, describe } from 'vitest';
import { createDrumWriter } from '../../src/drums/writer.ts';
import { loadModel, runtime } from '../drums/models.ts';
import { CONTROLS, dancedRhythms, play, request } from '../drums/performances.ts';

const now = (): number => performance.now();
const rhythms = dancedRhythms(32, 1);

/** A writer that has already written some bars, so that the memory is as full as it gets. */
async function drummerAt(bar: number) {
  const writer = await createDrumWriter({ loadModel, runtime, seed: 1, backends: ['wasm'], now });
  const requests = Array.from({ length: bar }, (_, index) => request(index, rhythms[index % 32]!));
  await play(writer, requests);
  let next = bar;
  return () => writer.write(request(next, rhythms[next++ % 32]!), CONTROLS);
}

const early = await drummerAt(10);
const late = await drummerAt(100);

describe('one bar of hits and groove on wasm, one thread', () => {
  bench('from the 10th bar on', async () => void (await early()), { time: 2000 });
  bench('from the 100th bar on', async () => void (await late()), { time: 2000 });
});
