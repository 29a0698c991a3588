import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VOICES } from '../../src/core/voices.ts';
import { wordOf, wordsOf } from '../../src/drums/columns.ts';
import { createDrumWriter } from '../../src/drums/writer.ts';
import {
  accentRates,
  barKey,
  bodyOnAccents,
  CONTROLS,
  dancedRhythms,
  hitCount,
  play,
  request,
} from './performances.ts';
import { expectSound, onWasm, phrase } from './writers.ts';

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
      topP: fc.double({ min: 0.05, max: 1, noNaN: true }),
      density: fc.double({ min: -1, max: 1, noNaN: true }),
      complexity: fc.double({ min: -1, max: 1, noNaN: true }),
      style: fc.integer({ min: -1, max: 17 }),
      muted: fc.subarray([...VOICES]),
      fill: fc.boolean(),
      hold: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(requests, controls, async (made, knobs) => {
        const bar = await writer.write(request(3, made.rhythm, made), knobs);
        expectSound(bar);
        const word = wordsOf(bar.hits).reduce((all, column) => all | column, 0);
        expect(word & wordOf(knobs.muted)).toBe(0);
        expect(bar.provider).toBe('wasm');
      }),
      { numRuns: 40, seed: 5 },
    );
    await writer.dispose();
  });
});
