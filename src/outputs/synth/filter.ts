/**
 * State-variable filter by trapezoidal integration (A. Simper, "Solving the continuous SVF equations using trapezoidal
 * integration", Cytomic 2013). Low-, band- (peak gain 1) and high-pass from one state; stable under any modulation.
 */
export class StateVariableFilter {
  private a1 = 0;
  private a2 = 0;
  private a3 = 0;
  private k = 1;
  private ic1 = 0;
  private ic2 = 0;
  low = 0;
  band = 0;
  high = 0;

  /** @param frequency hertz; kept below 0.45 of the sample rate. */
  tune(frequency: number, q: number, sampleRate: number): void {
    const g = Math.tan(Math.PI * Math.min(0.45, frequency / sampleRate));
    this.k = 1 / q;
    this.a1 = 1 / (1 + g * (g + this.k));
    this.a2 = g * this.a1;
    this.a3 = g * this.a2;
    this.ic1 = 0;
    this.ic2 = 0;
  }

  /** Afterwards `low`, `band` and `high` hold the three outputs. */
  process(input: number): void {
    const v3 = input - this.ic2;
    const v1 = this.a1 * this.ic1 + this.a2 * v3;
    const v2 = this.ic2 + this.a2 * this.ic1 + this.a3 * v3;
    this.ic1 = 2 * v1 - this.ic1;
    this.ic2 = 2 * v2 - this.ic2;
    this.low = v2;
    this.band = this.k * v1;
    this.high = input - this.k * v1 - v2;
  }
}
