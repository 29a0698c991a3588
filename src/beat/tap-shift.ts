import type { Seconds, Unit } from '../core/units.ts';
import { wrap } from './wrap.ts';

/** From this part of a beat on taps name another place of the body's than the evidence does: another beat, not the same one more exactly. */
const OTHER: Unit = 0.25;
/** What taps say within that fades to 1/e in so long: where exactly the beat is now, the body says better than what was tapped then. */
const FADES: Seconds = 8;

/**
 * What taps know that bodies don't show. Of dancers whose tempo is found, one in six is heard half a beat off, all dance long: some go down on the beat and
 * some go up. Whoever taps says which it is, and that stays.
 */
export class TapShift {
  private off: Unit = 0;

  /** Beats by which the beat lies behind the evidence's. */
  get beats(): Unit {
    return this.off;
  }

  /** @param beats by which the tapped beat lies behind the evidence's; whole ones are nothing */
  teach(beats: number): void {
    this.off = wrap(beats);
  }

  step(dt: Seconds): void {
    if (Math.abs(this.off) < OTHER) this.off *= Math.exp(-dt / FADES);
  }

  forget(): void {
    this.off = 0;
  }
}
