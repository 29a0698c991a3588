import { expect, test } from 'vitest';
import { openNet, type Runtime } from '../../src/drums/runtime.ts';

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test('a net is released when all that is running in it has ended, well or not', async () => {
  let released = false;
  const ends: (() => void)[] = [];
  const session = {
    run: () =>
      new Promise((resolve, reject) => {
        ends.push(ends.length === 0 ? () => reject(new Error('lost')) : () => resolve({}));
      }),
    release: async () => {
      released = true;
    },
  };
  const runtime = {
    InferenceSession: { create: async () => session },
    Tensor: class {},
    env: { wasm: {} },
  } as unknown as Runtime;
  const net = await openNet(runtime, new Uint8Array(), {}, 'wasm');
  const runs = Promise.allSettled([net.run({}), net.run({})]);
  const closed = net.release();
  for (const end of ends) {
    await soon();
    expect(released).toBe(false);
    end();
  }
  await closed;
  expect(released).toBe(true);
  expect((await runs).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
});
