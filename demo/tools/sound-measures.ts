/** What ears and meters say of a sound: spectra, decay, loudness. Pure; for tests and for the contact sheet. */

/** Power spectrum of the windowed samples (radix-2 FFT). Bin k is k * rate / length hertz. @param samples as many as a power of two */
export function powerSpectrum(samples: Float64Array): Float64Array {
  const n = samples.length;
  const order = Math.log2(n);
  const re = new Float64Array(n);
  const im = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    let reversed = 0;
    for (let bit = 0; bit < order; bit += 1) reversed |= ((i >> bit) & 1) << (order - 1 - bit);
    re[reversed] = samples[i]!;
  }
  const cos = new Float64Array(n / 2);
  const sin = new Float64Array(n / 2);
  for (let k = 0; k < n / 2; k += 1) {
    cos[k] = Math.cos((-2 * Math.PI * k) / n);
    sin[k] = Math.sin((-2 * Math.PI * k) / n);
  }
  for (let size = 2; size <= n; size *= 2) butterflies(re, im, cos, sin, size);
  return Float64Array.from({ length: n / 2 }, (_, k) => re[k]! ** 2 + im[k]! ** 2);
}

function butterflies(re: Float64Array, im: Float64Array, cos: Float64Array, sin: Float64Array, size: number): void {
  const n = re.length;
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

/** Spectrum of 2^order samples from `from` on under the falling half of a Hann window: drums begin at once. */
export function strokeSpectrum(signal: Float64Array, from: number, order: number): Float64Array {
  const n = 2 ** order;
  const window = (i: number): number => 0.5 + 0.5 * Math.cos((Math.PI * i) / n);
  return powerSpectrum(Float64Array.from({ length: n }, (_, i) => (signal[from + i] ?? 0) * window(i)));
}

/** Share of the power between two frequencies. */
export function share(power: Float64Array, low: number, high: number, rate: number): number {
  const hertz = rate / 2 / power.length;
  const all = power.reduce((sum, x) => sum + x, 0);
  return power.slice(Math.round(low / hertz), Math.round(high / hertz)).reduce((sum, x) => sum + x, 0) / all;
}

/** Frequency of the strongest bin between two frequencies. */
export function strongest(power: Float64Array, rate: number, low = 0, high = rate / 2): number {
  const hertz = rate / 2 / power.length;
  let best = Math.ceil(low / hertz);
  for (let k = best; k * hertz < high; k += 1) if (power[k]! > power[best]!) best = k;
  return best * hertz;
}

/** The spectrum's centre of gravity in hertz. */
export function centroid(power: Float64Array, rate: number): number {
  const total = power.reduce((sum, x) => sum + x, 0);
  return (power.reduce((sum, x, bin) => sum + x * bin, 0) / total) * (rate / 2 / power.length);
}

/** Time to fall by 60 dB, from the slope between -5 and -25 dB of the backward integral (Schroeder 1965). */
export function decayTime(signal: Float64Array, rate: number): number {
  const left = new Float64Array(signal.length);
  let sum = 0;
  for (let i = signal.length - 1; i >= 0; i -= 1) {
    sum += signal[i]! ** 2;
    left[i] = sum;
  }
  const at = (decibels: number): number => left.findIndex((x) => x < sum * 10 ** (decibels / 10));
  return ((at(-25) - at(-5)) / rate) * 3;
}

/** What is heard below `hertz`: two poles. */
function lowPassed(signal: Float64Array, hertz: number, rate: number): Float64Array {
  const pole = 1 - Math.exp((-2 * Math.PI * hertz) / rate);
  let [once, twice] = [0, 0];
  return signal.map((x) => {
    once += pole * (x - once);
    twice += pole * (once - twice);
    return twice;
  });
}

/** Frequency of the first half cycle of a sound that begins at sample 0, clicks and noise above 400 Hz not heeded. */
export function firstHalfCycle(signal: Float64Array, rate: number): number {
  const smooth = lowPassed(signal, 400, rate);
  const loudest = smooth.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const start = smooth.findIndex((x) => Math.abs(x) > loudest / 100);
  const side = Math.sign(smooth[start]!);
  const end = smooth.findIndex((x, i) => i > start && Math.sign(x) === -side);
  return rate / 2 / (end - start);
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

/**
 * Integrated loudness in LUFS of two channels at 48 kHz: blocks of 400 ms every 100 ms, those below -70 LUFS and then those
 * more than 10 LU below the rest's mean left out (ITU-R BS.1770-4). -Infinity for silence.
 */
export function integratedLoudness(left: Float32Array, right: Float32Array): number {
  const [l, r] = [left, right].map((channel) => K_WEIGHTING.reduce(biquad, Float64Array.from(channel)));
  const blocks: number[] = [];
  for (let start = 0; start + 19_200 <= left.length; start += 4800) {
    let sum = 0;
    for (let i = start; i < start + 19_200; i += 1) sum += l![i]! ** 2 + r![i]! ** 2;
    blocks.push(sum / 19_200);
  }
  const mean = (items: readonly number[]): number => items.reduce((sum, x) => sum + x, 0) / items.length;
  const power = (lufs: number): number => 10 ** ((lufs + 0.691) / 10);
  const loud = blocks.filter((block) => block > power(-70));
  const gated = loud.filter((block) => block > mean(loud) / 10);
  return gated.length === 0 ? Number.NEGATIVE_INFINITY : -0.691 + 10 * Math.log10(mean(gated));
}
