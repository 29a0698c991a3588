import type { Hertz, Seconds, Unit } from '../core/units.ts';

/** What the net says of the phase is worth so many independent looks a second: it has a memory of its own. */
const LOOKS: Hertz = 4;
/** Surprise (nats a look) that is usual while a beat is held. */
const USUAL = 1.1;
/** Surprise at which the beat in force is wrong, nats. */
const WRONG = 3;
/** Frames of so long are taken together. */
const MEAN: Seconds = 0.1;
/** The net is never believed to be surer than this. */
const CERTAIN: Unit = 0.95;

/** Concentration of the von Mises distribution whose mean vector is so long (Banerjee et al. 2005, 4.4). */
function concentration(length: Unit): number {
  return (length * (2 - length * length)) / (1 - length * length);
}

/**
 * Has the beat gone another way? A cumulative sum (Page 1954) of how badly the phase in force explains what a sure net says.
 * A net that is not sure adds nothing, so faint dance is held. Neither does one that is half a beat off: that is the octave's
 * question, where the body marks both halves, and for longer memories.
 */
export class Contradiction {
  private surprise = 0;
  /** What is said against the phase in force, the mean of some frames: its length is how sure the net is, not how noisy. */
  private cos = 0;
  private sin = 0;

  /**
   * Takes in one frame.
   * @param said cos and sin of the phase, as long as the net is sure; what follows them is not looked at
   * @param weight 0..1
   * @returns whether the phase in force is contradicted
   */
  step([cos, sin]: readonly [number, number, ...number[]], phase: Unit, weight: Unit, dt: Seconds): boolean {
    const held = 2 * Math.PI * phase;
    const share = 1 - Math.exp((-weight * dt) / MEAN);
    this.cos += share * (cos * Math.cos(held) + sin * Math.sin(held) - this.cos);
    this.sin += share * (sin * Math.cos(held) - cos * Math.sin(held) - this.sin);
    const length = Math.hypot(this.cos, this.sin);
    if (length === 0) return false;
    const lacks = concentration(Math.min(CERTAIN, length)) * (this.sin / length) ** 2;
    this.surprise = Math.max(0, this.surprise + weight * dt * LOOKS * (lacks - USUAL));
    return this.surprise >= WRONG;
  }

  reset(): void {
    this.surprise = this.cos = this.sin = 0;
  }
}
