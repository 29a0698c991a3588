import type { Seconds } from '../core/units.ts';

/** Memory of the running mean and power of the activation. */
const NORM_MEMORY: Seconds = 6;
/** Clips what one frame may say, in standard deviations: a single jerk is not a beat. */
const CLIP_LOW = -2;
const CLIP_HIGH = 3;
/** Below this deviation (of 0..1) an activation says nothing. */
const SILENT_DEVIATION = 0.01;

/** Brings an activation to zero mean and unit variance, by what it was lately: absolute height means nothing. */
export class EvidenceScale {
  private mean = 0;
  private power = 0;
  private span: Seconds = 0;

  /** @param weight 0..1, how much this frame counts. */
  step(value: number, weight: number, dt: Seconds): number {
    const share = weight * dt;
    this.span = Math.min(NORM_MEMORY, this.span + share);
    const rate = this.span > 0 ? share / this.span : 0;
    const before = value - this.mean;
    this.mean += rate * before;
    this.power += rate * (before * (value - this.mean) - this.power);
    const deviation = Math.sqrt(this.power);
    if (deviation < SILENT_DEVIATION) return 0;
    return Math.min(CLIP_HIGH, Math.max(CLIP_LOW, (value - this.mean) / deviation));
  }

  reset(): void {
    this.mean = 0;
    this.power = 0;
    this.span = 0;
  }
}
