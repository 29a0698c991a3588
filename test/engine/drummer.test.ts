import { expect, test } from 'vitest';
import type { DrumBar, DrumControls, DrumWriter } from '../../src/drums/types.ts';
import { createDrummer } from '../../src/engine/drummer.ts';
import type { BarRequest } from '../../src/rhythm/types.ts';

const request = (bar: number, from = 0): BarRequest => ({ bar, from }) as BarRequest;

/** Every bar that it writes is told by its first velocity. */
function countingWriter() {
  const asked: DrumControls[] = [];
  const writer: DrumWriter = {
    write: async (wanted, controls) => {
      asked.push(controls);
      return { request: wanted, velocity: new Float32Array([asked.length]), elapsedMs: 7 } as unknown as DrumBar;
    },
    reset: () => {},
    dispose: async () => {},
    provider: 'fallback',
  };
  return { asked, drummer: createDrummer(writer, () => ({ temperature: 1, density: 0, style: -1 })) };
}

const name = async (bar: Promise<DrumBar>): Promise<number> => (await bar).velocity[0]!;

test('a fill is asked for once, for the next bar', async () => {
  const { asked, drummer } = countingWriter();
  await drummer.write(request(0));
  drummer.fill();
  await drummer.write(request(1));
  await drummer.write(request(2));
  expect(asked.map(({ fill }) => fill)).toEqual([undefined, true, undefined]);
});

test('hold repeats the last bar at its new place, until it is let go', async () => {
  const { drummer } = countingWriter();
  await drummer.write(request(0));
  await drummer.write(request(1));
  drummer.hold(true);
  const held = await drummer.write(request(2));
  expect(held.velocity[0]).toBe(2);
  expect(held.request.bar).toBe(2);
  expect(held.elapsedMs).toBe(0);
  expect(await name(drummer.write(request(3)))).toBe(2);
  drummer.hold(false);
  expect(await name(drummer.write(request(4)))).toBe(3);
});

test('a fill in a held groove is played, and the groove goes on', async () => {
  const { drummer } = countingWriter();
  await drummer.write(request(0));
  drummer.hold(true);
  drummer.fill();
  expect(await name(drummer.write(request(1)))).toBe(2);
  expect(await name(drummer.write(request(2)))).toBe(1);
});

test('a bar that the music came in within is not held, nor nothing', async () => {
  const { drummer } = countingWriter();
  drummer.hold(true);
  expect(await name(drummer.write(request(0, 8)))).toBe(1);
  expect(await name(drummer.write(request(1)))).toBe(2);
  expect(await name(drummer.write(request(2)))).toBe(2);
  drummer.reset();
  expect(await name(drummer.write(request(3)))).toBe(3);
});
