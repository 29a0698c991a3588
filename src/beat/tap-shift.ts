import type { Seconds, Unit } from '../core/units.ts';

/** From this part of a beat on taps name another place of the body's than the evidence does: another beat, not the same one more exactly. */
const OTHER: Unit = 0.25;
/** What taps say beyond that fades to 1/e in so long: where exactly the beat is now, the body says better than what was tapped then. */
const FADES: Seconds = 8;

/**
 * What taps know that bodies don't show. Of dancers whose tempo is found, one in six is heard half a beat off, all dance long: some go down on the beat and
 * some go up. Whoever taps says which it is, and that stays.
 */
export class TapShift {
  private lasting: Unit = 0;
  private passing: Unit = 0;

  /** Beats by which the beat lies behind the evidence's. */
  get beats(): Unit {
    return this.lasting + this.passing;
  }

  /** @param beats by which the tapped beat lies behind the evidence's; whole ones are nothing */
  teach(beats: number): void {
    const off = beats - Math.round(beats);
    const other = Math.abs(off) >= OTHER;
    this.lasting = other ? off : 0;
    this.passing = other ? 0 : off;
  }

  step(dt: Seconds): void {
    this.passing *= Math.exp(-dt / FADES);
  }

  forget(): void {
    this.lasting = this.passing = 0;
  }
}
