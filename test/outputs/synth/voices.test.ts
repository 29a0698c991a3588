import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { VOICES, type Voice } from '../../../src/core/voices.ts';
import { KITS } from '../../../src/outputs/synth/kits/kits.ts';
import { renderEvents } from '../../../src/outputs/synth/render.ts';
import { decayTime, fingerprint, groove, loudness, mono, RATE, share, spectrum, stroke, strongest } from './measure.ts';

/** What each voice of each kit must be to be recognised: usual figures of the instruments. */
const FIGURES: Record<Voice, { decay: [number, number]; band: [number, number]; atLeast: number }> = {
  kick: { decay: [0.25, 1.1], band: [40, 160], atLeast: 0.8 },
  snare: { decay: [0.12, 0.4], band: [2000, 16_000], atLeast: 0.25 },
  closedHat: { decay: [0.04, 0.15], band: [5000, 20_000], atLeast: 0.7 },
  openHat: { decay: [0.4, 1.3], band: [5000, 20_000], atLeast: 0.7 },
  lowTom: { decay: [0.4, 1.2], band: [60, 150], atLeast: 0.8 },
  midTom: { decay: [0.35, 1], band: [90, 220], atLeast: 0.8 },
  highTom: { decay: [0.3, 0.8], band: [130, 320], atLeast: 0.8 },
  crash: { decay: [1.5, 3], band: [2000, 20_000], atLeast: 0.6 },
  ride: { decay: [1, 3], band: [2000, 20_000], atLeast: 0.6 },
};

const GOLDEN = new URL('./golden/spectra.json', import.meta.url);

describe.each(KITS.map(({ name }, kit) => [name, kit] as const))('%s', (_, kit) => {
  test.each(VOICES)('%s begins on its frame, not a sample earlier or later', (voice) => {
    for (const frame of [0, 127, 128, 1000]) {
      const signal = mono([stroke(voice, frame / RATE)], kit, 0.05);
      expect(signal.findIndex((sample) => sample !== 0)).toBe(frame);
    }
  });

  test.each(VOICES)('%s decays and is coloured like one, and is silent at last', (voice) => {
    const { decay, band, atLeast } = FIGURES[voice];
    const signal = mono([stroke(voice, 0)], kit, 6);
    expect(decayTime(signal)).toBeGreaterThan(decay[0]);
    expect(decayTime(signal)).toBeLessThan(decay[1]);
    expect(share(spectrum(signal, 0, 14), band[0], band[1])).toBeGreaterThan(atLeast);
    expect(signal.slice(-RATE).every((sample) => sample === 0)).toBe(true);
  });

  test('velocity changes the colour, not only the level', () => {
    for (const voice of ['kick', 'snare', 'closedHat', 'crash'] as const) {
      const brightness = (velocity: number): number => {
        const power = spectrum(mono([stroke(voice, 0, velocity)], kit, 0.4), 0, 14);
        const total = power.reduce((sum, x) => sum + x, 0);
        return power.reduce((sum, x, bin) => sum + x * bin, 0) / total;
      };
      expect(brightness(1)).toBeGreaterThan(1.05 * brightness(0.3));
    }
  });

  test('the pitch of a kick falls to its fundamental of 50 to 60 Hz', () => {
    const signal = mono([stroke('kick', 0)], kit, 0.6);
    const crossings = (from: number, seconds: number): number => {
      let count = 0;
      for (let i = from * RATE; i < (from + seconds) * RATE; i += 1)
        if (signal[i]! < 0 !== signal[i + 1]! < 0) count += 1;
      return count / 2 / seconds;
    };
    const settled = strongest(spectrum(signal, 0.08 * RATE, 14));
    expect(settled).toBeGreaterThan(48);
    expect(settled).toBeLessThan(61);
    expect(crossings(0.004, 0.02)).toBeGreaterThan(1.2 * settled);
  });

  test('no two strokes are the same, and every performance is', () => {
    const twice = [stroke('snare', 0), stroke('snare', 1)];
    const signal = mono(twice, kit, 2);
    expect(signal.slice(0, RATE / 4)).not.toEqual(signal.slice(RATE, RATE * 1.25));
    expect(mono(twice, kit, 2)).toEqual(signal);
  });

  test('a closed hat closes an open one', () => {
    const level = (signal: Float64Array): number =>
      signal.slice(0.4 * RATE, 0.5 * RATE).reduce((sum, x) => sum + x * x, 0);
    const open = level(mono([stroke('openHat', 0)], kit, 0.5));
    expect(level(mono([stroke('openHat', 0), stroke('closedHat', 0.1, 0.3)], kit, 0.5))).toBeLessThan(open / 1000);
  });

  test('spectra are those of the golden file, within half a dB', () => {
    const now = Object.fromEntries(VOICES.map((voice) => [voice, fingerprint(voice, kit)]));
    const golden = JSON.parse(readFileSync(GOLDEN, 'utf8')) as Record<string, Record<Voice, number[]>>;
    const { GOLDEN: mode } = process.env;
    if (mode === 'write') {
      writeFileSync(GOLDEN, `${JSON.stringify({ ...golden, [KITS[kit]!.name]: now }, null, 1)}\n`);
    } else {
      for (const voice of VOICES) {
        for (const [band, level] of golden[KITS[kit]!.name]![voice].entries()) {
          if (level > -60) expect(Math.abs(now[voice]![band]! - level)).toBeLessThan(0.5);
        }
      }
    }
  });
});

test('the kits are equally loud, within 1 LU, and peaks stay below -1 dBFS at any volume', () => {
  const render = (kit: number, volume: number) => renderEvents(groove(), { sampleRate: RATE, seconds: 8, kit, volume });
  const levels = KITS.map((_, kit) => loudness(render(kit, -6)));
  expect(Math.max(...levels) - Math.min(...levels)).toBeLessThan(1);
  for (const kit of KITS.keys()) {
    const { left, right } = render(kit, 6);
    const peak = Math.max(
      ...[left, right].map((channel) => channel.reduce((most, x) => Math.max(most, Math.abs(x)), 0)),
    );
    expect(peak).toBeLessThan(10 ** (-1 / 20));
  }
});
