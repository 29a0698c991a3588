import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UserError } from '../../src/core/errors.ts';
import { CELLS, PLAYABLE, wordsOf } from '../../src/drums/columns.ts';
import type { Runtime } from '../../src/drums/runtime.ts';
import type { DrumBar } from '../../src/drums/types.ts';
import { createDrumWriter, type DrumWriterOptions } from '../../src/drums/writer.ts';
import { loadModel, runtime } from './models.ts';
import {
  accentRates,
  barKey,
  bodyOnAccents,
  CONTROLS,
  dancedRhythms,
  hitCount,
  play,
  request,
  rhythmOf,
} from './performances.ts';

/** A clock that stands still: nothing of the music may hang on it. */
const stopped = (): number => 0;
const onWasm: DrumWriterOptions = { loadModel, runtime, seed: 1, backends: ['wasm'], now: stopped };
/** A machine with a GPU of its own. */
const gpu = { requestAdapter: async () => ({ info: { isFallbackAdapter: false } }) };
const phrase = (pattern: string, bars: number) =>
  Array.from({ length: bars }, (_, bar) => request(bar, rhythmOf(pattern)));

/** wasm under another name, whose runs fail from the given one on. */
function gpuThatDies(after: number): Runtime {
  let runs = 0;
  return {
    ...runtime,
    InferenceSession: {
      create: async (model, options) => {
        const session = await runtime.InferenceSession.create(model, { ...options, executionProviders: ['wasm'] });
        if (!options?.executionProviders?.includes('webgpu')) return session;
        const run: typeof session.run = async (feeds: Parameters<typeof session.run>[0]) => {
          runs += 1;
          if (runs > after) throw new Error('device lost');
          return session.run(feeds);
        };
        return Object.assign(Object.create(session), { run, release: () => session.release() });
      },
    },
  };
}

function expectSound(bar: DrumBar): void {
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

describe('the drummer on wasm', () => {
  test('plays on accents, leaves room between them, and moves kick and snare with the dancer', async () => {
    const writer = await createDrumWriter(onWasm);
    const rhythms = dancedRhythms(48, 11);
    const bars = await play(
      writer,
      rhythms.map((rhythm, bar) => request(bar, rhythm)),
    );
    const any = accentRates(bars, rhythms);
    expect(any.accent).toBeGreaterThanOrEqual(0.95);
    expect(any.none).toBeLessThanOrEqual(0.5);
    const body = accentRates(bars, rhythms, 2);
    expect(body.accent).toBeGreaterThan(2 * body.none);
    const others = rhythms.map((_, bar) => rhythms[(bar + 17) % rhythms.length]!);
    expect(bodyOnAccents(bars, rhythms)).toBeGreaterThan(1.2 * bodyOnAccents(bars, others));
    expect(writer.provider).toBe('wasm');
    await writer.dispose();
  });

  test('gives different drums for different accents, the same for the same seed, others for another', async () => {
    const writer = await createDrumWriter(onWasm);
    const a = (await play(writer, phrase('X---X---X---X---', 8))).map(barKey);
    writer.reset();
    const b = (await play(writer, phrase('X--x--X---x-X---', 8))).map(barKey);
    writer.reset();
    const again = (await play(writer, phrase('X---X---X---X---', 8))).map(barKey);
    const other = await createDrumWriter({ ...onWasm, seed: 2 });
    const seeded = (await play(other, phrase('X---X---X---X---', 8))).map(barKey);
    expect(again).toEqual(a);
    expect(b.filter((key, bar) => key === a[bar])).toEqual([]);
    expect(seeded).not.toEqual(a);
    await Promise.all([writer.dispose(), other.dispose()]);
  });

  test('velocities and offsets repeat to the bit with the seed', async () => {
    const [one, two] = await Promise.all([createDrumWriter(onWasm), createDrumWriter(onWasm)]);
    const first = await play(one, phrase('X-x-X-x-X-x-X-x-', 4));
    const second = await play(two, phrase('X-x-X-x-X-x-X-x-', 4));
    expect(second.map(({ velocity, offset }) => [velocity, offset])).toEqual(
      first.map(({ velocity, offset }) => [velocity, offset]),
    );
    await Promise.all([one.dispose(), two.dispose()]);
  });

  test('is silent for a body that does nothing, and obeys density', async () => {
    const writer = await createDrumWriter(onWasm);
    const silent = await play(writer, phrase('----------------', 3));
    expect(Math.max(...silent.map(hitCount))).toBeLessThanOrEqual(2);
    const counts: number[] = [];
    for (const density of [-1, 0, 1]) {
      writer.reset();
      const bars = await play(writer, phrase('X-x-X---X-x-X--x', 12), { ...CONTROLS, density });
      counts.push(bars.reduce((sum, bar) => sum + hitCount(bar), 0));
    }
    expect(counts[0]!).toBeLessThan(counts[1]!);
    expect(counts[1]!).toBeLessThan(counts[2]!);
    await writer.dispose();
  });

  test('any request and controls give a bar that two hands and two feet can play', async () => {
    const writer = await createDrumWriter(onWasm);
    const rhythm = fc
      .array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 16, maxLength: 16 })
      .map((values) => Float32Array.from(values));
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    const requests = fc.record({
      rhythm,
      energy: unit,
      bpm: fc.integer({ min: 55, max: 215 }),
      sinceStart: fc.nat(2000),
    });
    const controls = fc.record({
      temperature: fc.double({ min: 0.2, max: 2, noNaN: true }),
      density: fc.double({ min: -1, max: 1, noNaN: true }),
      style: fc.integer({ min: -1, max: 17 }),
    });
    await fc.assert(
      fc.asyncProperty(requests, controls, async (made, knobs) => {
        const bar = await writer.write(request(3, made.rhythm, made), knobs);
        expectSound(bar);
        expect(bar.provider).toBe('wasm');
      }),
      { numRuns: 40, seed: 5 },
    );
    await writer.dispose();
  });
});

describe('when things break', () => {
  test('a lost GPU costs no bar: the same bar comes from wasm, and the performance is the one wasm would have given', async () => {
    const problems: UserError[] = [];
    // The device passes the warm-up (5 bars of two nets) and dies in the hits of the third bar.
    let time = 0;
    const slowWasm = { now: () => (time += 1) };
    const writer = await createDrumWriter({
      ...onWasm,
      ...slowWasm,
      runtime: gpuThatDies(10 + 4),
      gpu,
      backends: ['webgpu', 'wasm'],
      onProblem: (problem) => problems.push(problem),
    });
    expect(writer.provider).toBe('webgpu');
    const bars = await play(writer, phrase('X--xX---X-x-X---', 5));
    expect(bars.map((bar) => bar.provider)).toEqual(['webgpu', 'webgpu', 'wasm', 'wasm', 'wasm']);
    expect(writer.provider).toBe('wasm');
    expect(problems.map(({ code }) => code)).toEqual(['drums-webgpu']);
    const calm = await createDrumWriter(onWasm);
    expect(bars.map(barKey)).toEqual((await play(calm, phrase('X--xX---X-x-X---', 5))).map(barKey));
    await Promise.all([writer.dispose(), calm.dispose()]);
  });

  test('a GPU that hangs is given up after its time', async () => {
    const hanging: Runtime = {
      ...runtime,
      InferenceSession: {
        create: async (model, options) => {
          const session = await runtime.InferenceSession.create(model, { ...options, executionProviders: ['wasm'] });
          if (!options?.executionProviders?.includes('webgpu')) return session;
          let runs = 0;
          const run: typeof session.run = (feeds: Parameters<typeof session.run>[0]) =>
            ++runs > 5 ? new Promise(() => {}) : session.run(feeds);
          return Object.assign(Object.create(session), { run, release: async () => {} });
        },
      },
    };
    const waits: number[] = [];
    const sleep = (time: number): Promise<void> => {
      waits.push(time);
      return Promise.resolve();
    };
    const writer = await createDrumWriter({ ...onWasm, runtime: hanging, gpu, backends: ['webgpu', 'wasm'], sleep });
    const bar = await writer.write(request(0, rhythmOf('X---X---X---X---')), CONTROLS);
    expect(bar.provider).toBe('wasm');
    expect(waits.length).toBe(1);
    await writer.dispose();
  });

  test('a GPU that refuses the nets: wasm plays, and the reason is told', async () => {
    const codes: string[] = [];
    const refusing: Runtime = {
      ...runtime,
      InferenceSession: {
        create: (model, options) =>
          options?.executionProviders?.includes('webgpu')
            ? Promise.reject(new Error('no adapter'))
            : runtime.InferenceSession.create(model, options),
      },
    };
    const writer = await createDrumWriter({
      ...onWasm,
      runtime: refusing,
      gpu,
      backends: ['webgpu', 'wasm'],
      onProblem: ({ code }) => codes.push(code),
    });
    expect(writer.provider).toBe('wasm');
    expect(codes).toEqual(['drums-no-webgpu']);
    await writer.dispose();
  });

  test.each([
    ['none', null],
    ['software', { info: { isFallbackAdapter: true } }],
  ])('GPU adapter: %s: it is not even tried', async (_, adapter) => {
    const codes: string[] = [];
    const untouched: Runtime = {
      ...runtime,
      InferenceSession: {
        create: (model, options) => {
          expect(options?.executionProviders).toEqual(['wasm']);
          return runtime.InferenceSession.create(model, options);
        },
      },
    };
    const writer = await createDrumWriter({
      ...onWasm,
      runtime: untouched,
      gpu: { requestAdapter: async () => adapter },
      backends: ['webgpu', 'wasm'],
      onProblem: ({ code }) => codes.push(code),
    });
    expect([writer.provider, ...codes]).toEqual(['wasm', 'drums-no-webgpu']);
    await writer.dispose();
  });

  test.each([
    [
      'a file is missing',
      async (name: string) => (name.endsWith('.onnx') ? Promise.reject(new Error('404')) : loadModel(name)),
      'model-missing',
    ],
    [
      'a file is damaged',
      async (name: string) =>
        name.endsWith('.onnx') ? (await loadModel(name)).fill(0, 1000, 1001).fill(7, 2000, 2100) : loadModel(name),
      'model-mismatch',
    ],
    ['there is no manifest', async () => new TextEncoder().encode('<html>'), 'model-manifest'],
  ])('%s: drums by rule, and the user is told', async (_, broken, code) => {
    const problems: UserError[] = [];
    const writer = await createDrumWriter({
      ...onWasm,
      loadModel: broken,
      onProblem: (problem) => problems.push(problem),
    });
    const bars = await play(writer, phrase('X-x-X---X-x-X---', 8));
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(bars.map((bar) => bar.provider)).toEqual(Array(8).fill('fallback'));
    for (const bar of bars) expectSound(bar);
    expect(new Set(bars.map(barKey)).size).toBeGreaterThan(1);
  });

  test('both back ends failing in mid-performance: not one bar is lost', async () => {
    let broken = false;
    const flaky: Runtime = {
      ...runtime,
      InferenceSession: {
        create: async (model, options) => {
          const session = await runtime.InferenceSession.create(model, options);
          const run: typeof session.run = async (feeds: Parameters<typeof session.run>[0]) => {
            if (broken) throw new Error('out of memory');
            return session.run(feeds);
          };
          return Object.assign(Object.create(session), { run, release: () => session.release() });
        },
      },
    };
    const writer = await createDrumWriter({ ...onWasm, runtime: flaky });
    const providers: string[] = [];
    for (const [bar, one] of phrase('X---x---X---x---', 6).entries()) {
      broken = bar === 2 || bar === 3;
      const written = await writer.write(one, CONTROLS);
      expectSound(written);
      expect(hitCount(written)).toBeGreaterThan(0);
      providers.push(written.provider);
    }
    expect(providers).toEqual(['wasm', 'wasm', 'fallback', 'fallback', 'wasm', 'wasm']);
    await writer.dispose();
  });
});
