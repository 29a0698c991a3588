import { expect, test } from 'vitest';
import { chooseDelegate, hasGpu } from '../../src/pose/choose-delegate.ts';

type Name = 'CPU' | 'GPU';
interface Fake {
  readonly name: Name;
  closed: boolean;
  measure(): number;
  close(): void;
}

const bench = (times: Partial<Record<Name, number>>, made: Fake[] = []) => ({
  made,
  create: async (name: Name): Promise<Fake> => {
    if (times[name] === undefined) throw new Error(`no ${name}`);
    const fake: Fake = {
      name,
      closed: false,
      measure: () => {
        if (Number.isNaN(times[name])) throw new Error('lost context');
        return times[name] as number;
      },
      close: () => {
        fake.closed = true;
      },
    };
    made.push(fake);
    return fake;
  },
});

test.each<[string, Partial<Record<Name, number>>, boolean, Name]>([
  ['a faster GPU is taken', { CPU: 20, GPU: 5 }, true, 'GPU'],
  ['a slower GPU is not', { CPU: 20, GPU: 330 }, true, 'CPU'],
  ['a GPU that cannot be set up is not', { CPU: 20 }, true, 'CPU'],
  ['a GPU that fails while measured is not', { CPU: 20, GPU: Number.NaN }, true, 'CPU'],
  ['without a GPU none is tried', { CPU: 20, GPU: 5 }, false, 'CPU'],
])('%s', async (_, times, gpu, expected) => {
  const { create, made } = bench(times);
  const chosen = await chooseDelegate(create, gpu);
  expect(chosen.name).toBe(expected);
  expect(made.map(({ name, closed }) => [name, closed])).toEqual(made.map(({ name }) => [name, name !== expected]));
  expect(made.some(({ name }) => name === 'GPU')).toBe(gpu && times.GPU !== undefined);
});

test('without a CPU there is nothing', async () => {
  await expect(chooseDelegate(bench({ GPU: 5 }).create, true)).rejects.toThrow('no CPU');
});

test.each([
  ['ANGLE (NVIDIA GeForce RTX 3060)', true],
  ['ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device))', false],
  ['llvmpipe (LLVM 15.0.7, 256 bits)', false],
  ['Microsoft Basic Render Driver', false],
])('%s: %s', (renderer, expected) => {
  const gl = { RENDERER: 1, getExtension: () => null, getParameter: () => renderer };
  expect(hasGpu({ getContext: () => gl } as unknown as OffscreenCanvas)).toBe(expected);
});

test('no WebGL 2, no GPU', () => {
  expect(hasGpu({ getContext: () => null } as unknown as OffscreenCanvas)).toBe(false);
});
