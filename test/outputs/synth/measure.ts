import type { Voice } from '../../../src/core/voices.ts';
import { type Rendering, renderEvents } from '../../../src/outputs/synth/render.ts';
import type { DrumEvent } from '../../../src/schedule/types.ts';

export const RATE = 48_000;

export const stroke = (voice: Voice, dueAt: number, velocity = 1): DrumEvent => ({
  voice,
  velocity,
  time: dueAt,
  dueAt,
  bar: 0,
  step: 0,
});

/** Strokes at full volume, both channels added up to mono. */
export function mono(events: readonly DrumEvent[], kit: number, seconds: number): Float64Array {
  const { left, right } = renderEvents(events, { sampleRate: RATE, seconds, kit, volume: 0 });
  return Float64Array.from(left, (sample, i) => (sample + right[i]!) / 2);
}

/** Power spectrum of 2^order samples from `from` on (falling half of a Hann window: drums begin at once; radix-2 FFT). Bin k is k * RATE / 2^order hertz. */
export function spectrum(signal: Float64Array, from: number, order: number): Float64Array {
  const n = 2 ** order;
  const re = new Float64Array(n);
  const im = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    let reversed = 0;
    for (let bit = 0; bit < order; bit += 1) reversed |= ((i >> bit) & 1) << (order - 1 - bit);
    re[reversed] = (signal[from + i] ?? 0) * (0.5 + 0.5 * Math.cos((Math.PI * i) / n));
  }
  const cos = Float64Array.from(re, (_, k) => Math.cos((-2 * Math.PI * k) / n));
  const sin = Float64Array.from(re, (_, k) => Math.sin((-2 * Math.PI * k) / n));
  for (let size = 2; size <= n; size *= 2) {
    for (let start = 0; start < n; start += size) {
      for (let k = 0; k < size / 2; k += 1) {
        const turn = (k * n) / size;
        const a = start + k;
        const b = a + size / 2;
        const r = re[b]! * cos[turn]! - im[b]! * sin[turn]!;
        const i = re[b]! * sin[turn]! + im[b]! * cos[turn]!;
        re[b] = re[a]! - r;
        im[b] = im[a]! - i;
        re[a]! += r;
        im[a]! += i;
      }
    }
  }
  return Float64Array.from({ length: n / 2 }, (_, k) => re[k]! ** 2 + im[k]! ** 2);
}

/** Share of the power between two frequencies. */
export function share(power: Float64Array, low: number, high: number): number {
  const hertz = RATE / 2 / power.length;
  const all = power.reduce((sum, x) => sum + x, 0);
  return power.slice(Math.round(low / hertz), Math.round(high / hertz)).reduce((sum, x) => sum + x, 0) / all;
}

/** Frequency of the strongest bin. */
export function strongest(power: Float64Array): number {
  return (power.indexOf(Math.max(...power)) * RATE) / 2 / power.length;
}

/** Time to fall by 60 dB, from the slope between -5 and -25 dB of the backward integral (Schroeder 1965). */
export function decayTime(signal: Float64Array): number {
  const left = Float64Array.from(signal);
  for (let i = left.length - 1, sum = 0; i >= 0; i -= 1) left[i] = sum += signal[i]! ** 2;
  const at = (decibels: number): number => left.findIndex((x) => x < left[0]! * 10 ** (decibels / 10));
  return ((at(-25) - at(-5)) / RATE) * 3;
}

/** BS.1770's K-weighting at 48 kHz: shelf, then high-pass; [b0 b1 b2 a1 a2]. */
const K_WEIGHTING = [
  [1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585],
  [1, -2, 1, -1.99004745483398, 0.99007225036621],
] as const;

function biquad(signal: Float64Array, [b0, b1, b2, a1, a2]: (typeof K_WEIGHTING)[number]): Float64Array {
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  return signal.map((x) => {
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    [x2, x1, y2, y1] = [x1, x, y1, y];
    return y;
  });
}

/** Integrated loudness in LUFS, without gating: the test's music has no pauses. */
export function loudness({ left, right }: Rendering): number {
  const power = (channel: Float32Array): number => {
    const weighted = K_WEIGHTING.reduce(biquad, Float64Array.from(channel));
    return weighted.reduce((sum, x) => sum + x * x, 0) / weighted.length;
  };
  return -0.691 + 10 * Math.log10(power(left) + power(right));
}

/** Four bars at 120 bpm with every voice in it. */
export function groove(): DrumEvent[] {
  const events: DrumEvent[] = [];
  for (let step = 0; step < 64; step += 1) {
    const time = step / 8;
    const place = step % 16;
    const play = (voice: Voice, velocity: number, when: boolean): void => {
      if (when) events.push(stroke(voice, time, velocity));
    };
    play('kick', 0.9, place % 8 === 0 || place === 10);
    play('snare', 0.85, place % 8 === 4);
    play('snare', 0.25, place % 8 === 7);
    play('closedHat', place % 4 === 0 ? 0.7 : 0.45, step < 32 && place % 2 === 0 && place !== 14);
    play('openHat', 0.6, step < 32 && place === 14);
    play('ride', 0.65, step >= 32 && place % 2 === 0);
    play('crash', 0.9, step % 32 === 0);
    if (step >= 60) play((['highTom', 'midTom', 'midTom', 'lowTom'] as const)[step - 60]!, 0.85, true);
  }
  return events;
}

/** dB in octave bands from 31 Hz to 16 kHz, relative to the loudest. What the golden file holds. */
export function fingerprint(voice: Voice, kit: number): number[] {
  const power = spectrum(mono([stroke(voice, 0, 0.8)], kit, 0.4), 0, 14);
  const bands = Array.from({ length: 10 }, (_, i) => share(power, 22 * 2 ** i, 44 * 2 ** i));
  const loudest = Math.max(...bands);
  return bands.map((band) => Math.round(100 * Math.log10(band / loudest + 1e-9)) / 10);
}
