import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { groove } from '../../../demo/tools/groove.ts';
import { figure, SETTLED } from '../../../demo/tools/sound-figures.ts';
import { SOUNDS, type Sound } from '../../../src/core/voices.ts';
import { KITS } from '../../../src/outputs/synth/kits/kits.ts';
import { KIT_NAMES } from '../../../src/outputs/synth/parameters.ts';
import { renderEvents } from '../../../src/outputs/synth/render.ts';
import {
  centroid,
  decayTime,
  fingerprint,
  firstHalfCycle,
  loudness,
  mono,
  RATE,
  share,
  soundHash,
  spectrum,
  stroke,
  strongest,
} from './measure.ts';

const GOLDEN = new URL('./golden/spectra.json', import.meta.url);

/** By kit and sound. */
type Golden = Record<string, Record<Sound, { readonly hash: string; readonly bands: readonly number[] }>>;

test('the kits stand in the order of their names', () => {
  expect(KITS.map(({ name }) => name)).toEqual([...KIT_NAMES]);
});

describe.each(KITS.map(({ name }, kit) => [name, kit] as const))('%s', (name, kit) => {
  test.each(SOUNDS)('%s begins on its frame, not a sample earlier or later', (sound) => {
    for (const frame of [0, 127, 1000]) {
      const signal = mono([stroke(sound, frame / RATE)], kit, 0.03);
      expect(signal.findIndex((sample) => sample !== 0)).toBe(frame);
    }
  });

  test.each(SOUNDS)('%s decays and is coloured like one, and is silent at last', (sound) => {
    const { decay, band, share: least, peaks = [] } = figure(name, sound);
    const signal = mono([stroke(sound, 0)], kit, 4.2);
    expect(decayTime(signal)).toBeGreaterThan(decay[0]);
    expect(decayTime(signal)).toBeLessThan(decay[1]);
    expect(share(spectrum(signal, 0, 14), band[0], band[1])).toBeGreaterThan(least);
    const settled = spectrum(signal, (SETTLED[sound] ?? 0) * RATE, 14);
    for (const hertz of peaks) {
      // The strongest of its neighbourhood, and not its edge.
      expect(Math.abs(strongest(settled, hertz * 0.92, hertz * 1.08) / hertz - 1)).toBeLessThan(0.04);
    }
    expect(signal.slice(-RATE / 4).every((sample) => sample === 0)).toBe(true);
  });

  test.each(SOUNDS)('%s struck harder is brighter, not only louder', (sound) => {
    const brightness = (velocity: number): number =>
      centroid(spectrum(mono([stroke(sound, 0, velocity)], kit, 0.4), 0, 14));
    expect(brightness(1)).toBeGreaterThan(1.03 * brightness(0.3));
  });

  test('the pitch of the kick falls', () => {
    const signal = mono([stroke('kick', 0)], kit, 0.6);
    const crossings = (from: number, seconds: number): number => {
      let count = 0;
      for (let i = from * RATE; i < (from + seconds) * RATE; i += 1)
        if (signal[i]! < 0 !== signal[i + 1]! < 0) count += 1;
      return count / 2 / seconds;
    };
    const rest = strongest(spectrum(signal, 0.1 * RATE, 14));
    expect(crossings(0.004, 0.02)).toBeGreaterThan(1.06 * rest);
    const [least, most] = figure(name, 'kick').drop ?? [1, Number.POSITIVE_INFINITY];
    expect(firstHalfCycle(signal) / rest).toBeGreaterThan(least);
    expect(firstHalfCycle(signal) / rest).toBeLessThan(most);
  });

  test('no two strokes are the same, and every performance is', () => {
    for (const sound of SOUNDS) {
      const twice = [stroke(sound, 0), stroke(sound, 0.25)];
      const signal = mono(twice, kit, 0.5);
      const first = signal.slice(0, 0.03 * RATE);
      const second = signal.slice(0.25 * RATE, 0.28 * RATE);
      expect(first.reduce((most, x, i) => Math.max(most, Math.abs(x - second[i]!)), 0)).toBeGreaterThan(1e-4);
      expect(mono(twice, kit, 0.5).every((sample, i) => sample === signal[i])).toBe(true);
    }
  });

  test('a closed hat closes an open one', () => {
    const level = (signal: Float64Array): number =>
      signal.slice(0.4 * RATE, 0.5 * RATE).reduce((sum, x) => sum + x * x, 0);
    const open = level(mono([stroke('openHat', 0)], kit, 0.5));
    expect(level(mono([stroke('openHat', 0), stroke('closedHat', 0.1, 0.3)], kit, 0.5))).toBeLessThan(open / 1000);
  });

  test('the clap is several hands: bursts some 10 ms apart', () => {
    const signal = mono([stroke('clap', 0)], kit, 0.1).map(Math.abs);
    const loud = (ms: number): number => Math.max(...signal.slice(ms * 48, (ms + 2) * 48));
    const rises = Array.from({ length: 50 }, (_, ms) => ms).filter((ms) => ms > 1 && loud(ms) > 1.6 * loud(ms - 2));
    expect(rises.length).toBeGreaterThan(0);
  });

  test('sounds are those of the golden file: spectra within half a dB, and the very samples', () => {
    const now = Object.fromEntries(
      SOUNDS.map((sound) => [sound, { hash: soundHash(sound, kit), bands: fingerprint(sound, kit) }]),
    ) as unknown as Golden[string];
    const golden = JSON.parse(readFileSync(GOLDEN, 'utf8')) as Golden;
    const { GOLDEN: mode } = process.env;
    if (mode === 'write') {
      writeFileSync(GOLDEN, `${JSON.stringify({ ...golden, [name]: now }, null, 1)}\n`);
      return;
    }
    for (const sound of SOUNDS) {
      expect(now[sound].hash).toBe(golden[name]![sound].hash);
      for (const [band, level] of golden[name]![sound].bands.entries()) {
        if (level > -60) expect(Math.abs(now[sound].bands[band]! - level)).toBeLessThan(0.5);
      }
    }
  });
});

test('the kits are equally loud, within 1 LU', () => {
  const levels = KITS.map((_, kit) =>
    loudness(renderEvents(groove(), { sampleRate: RATE, seconds: 8, kit, volume: -12 })),
  );
  expect(Math.max(...levels) - Math.min(...levels)).toBeLessThan(1);
});
