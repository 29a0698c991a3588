/**
 * The style formula of the reference (RhythmicNet's kinematic offsets), restated for comparison only: half circle of twelve
 * hard bins, plain magnitudes, first differences, a 16-sample moving sum (the "spectral" step takes the DC row), and the
 * largest tenth of every second.
 */
const BINS = 12;
const WINDOW = 16;
const HOP = 4;

/** @param motion frames of [x, y] differences, one a joint. @returns 12 bins a frame. */
export function referenceDirectogram(motion: readonly (readonly (readonly [number, number])[])[]): number[][] {
  return motion.map((joints) => {
    const bins = new Array<number>(BINS).fill(0);
    for (const [x, y] of joints) {
      const magnitude = Math.hypot(x, y);
      const angle = (Math.acos(Math.max(-1, Math.min(1, x / (magnitude + 1e-5)))) * 180) / Math.PI;
      bins[Math.min(BINS - 1, Math.floor(Math.floor(angle) / (180 / BINS)))]! += magnitude;
    }
    return bins;
  });
}

/** Mean over bins of the positive differences; the first frame has none. */
export function referenceOffsets(bins: readonly (readonly number[])[]): number[] {
  return bins.map((now, t) => {
    const before = bins[t - 1];
    return before ? now.reduce((sum, value, i) => sum + Math.max(0, value - before[i]!), 0) / BINS : 0;
  });
}

/** Magnitude of the DC row of a centred, reflect-padded STFT with a rectangular window. */
export function referenceMovingSum(offsets: readonly number[]): number[] {
  const half = WINDOW / 2;
  const last = offsets.length - 1;
  const reflected = (i: number): number => offsets[i < 0 ? -i : i > last ? 2 * last - i : i]!;
  const count = 1 + Math.floor((offsets.length + WINDOW - WINDOW) / HOP);
  return Array.from({ length: count }, (_, frame) =>
    Math.abs(Array.from({ length: WINDOW }, (_, i) => reflected(frame * HOP + i - half)).reduce((a, b) => a + b, 0)),
  );
}

/** In every second the largest tenth of the frames, at least one: the same number of onsets whether anybody moves or not. */
export function referenceOnsets(sums: readonly number[], seconds: number): number[] {
  return Array.from({ length: seconds }, (_, second) => {
    const low = Math.floor((sums.length / seconds) * second);
    const high = Math.ceil((sums.length / seconds) * (second + 1));
    const order = Array.from({ length: Math.min(high, sums.length) - low }, (_, i) => low + i);
    order.sort((a, b) => sums[b]! - sums[a]!);
    return order.slice(0, Math.max(1, Math.floor(order.length / 10)));
  }).flat();
}
