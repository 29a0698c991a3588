/** Zero crossings of the sinc on either side: long enough that what is left out doesn't show. */
const REACH = 64;
const OVERSAMPLING = 16;

/** Phase by phase: what the samples around weigh for the point `phase / 16` after a sample. */
const KERNELS = Array.from({ length: OVERSAMPLING }, (_, phase) =>
  Float64Array.from({ length: 2 * REACH }, (_, k) => {
    const x = k - REACH + 1 - phase / OVERSAMPLING;
    const turn = (Math.PI * x) / REACH;
    const window = 0.42 + 0.5 * Math.cos(turn) + 0.08 * Math.cos(2 * turn);
    return (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)) * window;
  }),
);

function at(signal: ArrayLike<number>, place: number, kernel: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < kernel.length; k += 1) sum += (signal[place + k - REACH + 1] ?? 0) * kernel[k]!;
  return Math.abs(sum);
}

/** Samples that are heeded on either side of a stretch. */
export const PEAK_REACH = REACH;

/** A grid four times as coarse sees at least so much of a peak: 0.9 dB more than it can overlook. */
const COARSE = 0.85;
const COARSE_KERNELS = KERNELS.filter((_, phase) => phase % 4 === 0);

/**
 * Largest magnitude in the samples from `from` to before `to` and between them, by interpolation with a sinc under Blackman's
 * window, 16 times oversampled: independent of the limiter's own detector and finer. Looks only where a sample comes within
 * 6 dB of the loudest (between two softer ones nothing is as loud as that), and closely only where a coarse look is promising.
 * @param known peaks below this are of no interest; the least that is returned
 */
export function peakBetween(signal: ArrayLike<number>, from: number, to: number, known = 0): number {
  let loudest = known;
  for (let i = from; i < to; i += 1) loudest = Math.max(loudest, Math.abs(signal[i]!));
  for (let i = from; i < to; i += 1) {
    if (Math.max(Math.abs(signal[i]!), Math.abs(signal[i + 1] ?? 0)) < loudest / 2) continue;
    const about = COARSE_KERNELS.reduce((most, kernel) => Math.max(most, at(signal, i, kernel)), 0);
    if (about < COARSE * loudest) continue;
    for (const kernel of KERNELS) loudest = Math.max(loudest, at(signal, i, kernel));
  }
  return loudest;
}

/** True peak of whole channels in dB. */
export function truePeak(...channels: readonly ArrayLike<number>[]): number {
  return 20 * Math.log10(Math.max(...channels.map((signal) => peakBetween(signal, 0, signal.length))));
}
