/** What of the filter is heard. */
export type FilterKind = 'low' | 'band' | 'high';

/** Places in the filter's numbers. */
const [A1, A2, A3, M0, M1, M2, S1, S2] = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/**
 * State-variable filter by trapezoidal integration (A. Simper, "Solving the continuous SVF equations using trapezoidal
 * integration", Cytomic 2013): low-pass, band-pass with peak gain 1, or high-pass. Stable under any tuning.
 * Its numbers lie in one typed array: nothing is boxed on the audio thread.
 */
export class StateVariableFilter {
  private readonly numbers = new Float64Array(8);

  /** Forgets what it heard. @param frequency hertz; kept below 0.45 of the sample rate. */
  tune(kind: FilterKind, frequency: number, q: number, sampleRate: number): void {
    const { numbers } = this;
    const g = Math.tan(Math.PI * Math.min(0.45, frequency / sampleRate));
    const k = 1 / q;
    numbers[A1] = 1 / (1 + g * (g + k));
    numbers[A2] = g * numbers[A1]!;
    numbers[A3] = g * numbers[A2]!;
    numbers[M0] = kind === 'high' ? 1 : 0;
    numbers[M1] = kind === 'low' ? 0 : kind === 'band' ? k : -k;
    numbers[M2] = kind === 'low' ? 1 : kind === 'band' ? 0 : -1;
    numbers[S1] = 0;
    numbers[S2] = 0;
  }

  /** Filters `count` samples from `from` on; `input` and `output` may be the same. */
  run(input: Float64Array, output: Float64Array, from: number, count: number): void {
    const { numbers } = this;
    const a1 = numbers[A1]!;
    const a2 = numbers[A2]!;
    const a3 = numbers[A3]!;
    const m0 = numbers[M0]!;
    const m1 = numbers[M1]!;
    const m2 = numbers[M2]!;
    let s1 = numbers[S1]!;
    let s2 = numbers[S2]!;
    for (let n = from; n < from + count; n += 1) {
      const x = input[n]!;
      const v3 = x - s2;
      const v1 = a1 * s1 + a2 * v3;
      const v2 = s2 + a2 * s1 + a3 * v3;
      s1 = 2 * v1 - s1;
      s2 = 2 * v2 - s2;
      output[n] = m0 * x + m1 * v1 + m2 * v2;
    }
    numbers[S1] = s1;
    numbers[S2] = s2;
  }
}
