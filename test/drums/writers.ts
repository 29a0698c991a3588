import { expect } from 'vitest';
import { CELLS, PLAYABLE, wordsOf } from '../../src/drums/columns.ts';
import type { Backend, Runtime } from '../../src/drums/runtime.ts';
import type { DrumBar } from '../../src/drums/types.ts';
import type { DrumWriterOptions } from '../../src/drums/writer.ts';
import type { BarRequest } from '../../src/rhythm/types.ts';
import { loadModel, runtime } from './models.ts';
import { request, rhythmOf } from './performances.ts';

/** A clock that stands still: nothing of the music may hang on it. */
export const stopped = (): number => 0;
export const onWasm: DrumWriterOptions = { loadModel, runtime, seed: 1, backends: ['wasm'], now: stopped };

export const phrase = (pattern: string, bars: number): BarRequest[] =>
  Array.from({ length: bars }, (_, bar) => request(bar, rhythmOf(pattern)));

/** Sound numbers in the right places, and nothing that two hands and two feet can't play. */
export function expectSound(bar: DrumBar): void {
  expect([bar.hits.length, bar.velocity.length, bar.offset.length]).toEqual([CELLS, CELLS, CELLS]);
  for (let cell = 0; cell < CELLS; cell++) {
    const [hit, velocity, offset] = [bar.hits[cell]!, bar.velocity[cell]!, bar.offset[cell]!];
    if (hit === 1) expect(velocity).toBeGreaterThan(0);
    else expect([hit, velocity, Math.abs(offset)]).toEqual([0, 0, 0]);
    expect(velocity).toBeLessThanOrEqual(1);
    expect(Math.abs(offset)).toBeLessThan(0.5);
  }
  expect(wordsOf(bar.hits).every((word) => PLAYABLE[word])).toBe(true);
}

/**
 * wasm under both names. `before` is told of every run on either: it may throw, or never answer.
 * `open` may refuse a back end.
 */
export function mockedRuntime(
  before: (backend: Backend) => Promise<void>,
  open: (backend: Backend) => void = () => {},
): Runtime {
  return {
    ...runtime,
    InferenceSession: {
      create: async (model, options) => {
        const backend: Backend = options?.executionProviders?.includes('webgpu') ? 'webgpu' : 'wasm';
        open(backend);
        const session = await runtime.InferenceSession.create(model, { ...options, executionProviders: ['wasm'] });
        const run: typeof session.run = async (feeds: Parameters<typeof session.run>[0]) => {
          await before(backend);
          return session.run(feeds);
        };
        return Object.assign(Object.create(session), { run, release: () => session.release() });
      },
    },
  };
}
