import type { Hertz, Seconds, Unit } from '../core/units.ts';
import { wrap } from './wrap.ts';

/** Time in which the sounding beat moves to what is believed: short enough to follow, long enough not to jitter. */
const PULL: Seconds = 0.4;
/**
 * A beat that was found anew moves as what is believed of it does, and less and less from then on, until it has been held for so long:
 * of some seconds' evidence, each moment changes the mean by the reciprocal of their number.
 */
const GROWN: Seconds = 4;
/** The next beat comes no earlier than this part of a period after the last. */
const MIN_GAP = 0.6;
/** No beat is committed later than this before its time. */
const MIN_LEAD: Seconds = 0.12;
/** Beyond this part of a beat the clock jumps instead of sliding: another beat was found, not a drift. */
const JUMP = 0.3;

/** A time that became final. */
export interface Tick {
  readonly time: Seconds;
  readonly frequency: Hertz;
}

/** The oscillator that sounds: slides to the believed phase and tempo, and hands out beats ahead of time. */
export class BeatClock {
  private phase: Unit = 0;
  private frequency: Hertz = 2;
  private running = false;
  private age: Seconds = 0;
  private last: Seconds = Number.NEGATIVE_INFINITY;

  /** Moves on by `dt` and towards the belief; without one it runs freely. */
  advance(dt: Seconds, target: { readonly phase: Unit; readonly frequency: Hertz } | null): void {
    this.phase += this.frequency * dt;
    if (target !== null) this.pull(dt, target);
    this.phase -= Math.floor(this.phase);
  }

  private pull(dt: Seconds, target: { readonly phase: Unit; readonly frequency: Hertz }): void {
    const error = wrap(target.phase - this.phase);
    const jump = !this.running || Math.abs(error) > JUMP || Math.abs(Math.log(target.frequency / this.frequency)) > 0.1;
    this.age = jump ? 0 : this.age + dt;
    const share = jump ? 1 : 1 - Math.exp(-dt / (PULL * Math.min(1, this.age / GROWN)));
    this.phase += share * error;
    this.frequency *= (target.frequency / this.frequency) ** share;
    this.running = true;
  }

  /** Whether the beat was found only some seconds ago, and may move more than it will later. */
  get young(): boolean {
    return this.age < GROWN;
  }

  get now(): { readonly phase: Unit; readonly frequency: Hertz } {
    return { phase: this.phase, frequency: this.frequency };
  }

  /** Time of the next beat that is not committed yet, seen from stream time `now`. */
  due(now: Seconds): Seconds {
    const period = 1 / this.frequency;
    const earliest = Math.max(this.last + MIN_GAP * period, now + MIN_LEAD);
    const next = now + (1 - this.phase) * period;
    return next + Math.ceil((earliest - next) / period) * period;
  }

  /** The next beat, if it comes within `lead` of stream time `now`: it is committed. */
  commit(now: Seconds, lead: Seconds): Tick | null {
    const time = this.due(now);
    if (time > now + lead) return null;
    this.last = time;
    return { time, frequency: this.frequency };
  }

  /** Forgets phase and tempo, but not the last beat's time: time never goes back. */
  stop(): void {
    this.running = false;
  }

  reset(): void {
    this.running = false;
    this.age = 0;
    this.phase = 0;
    this.frequency = 2;
    this.last = Number.NEGATIVE_INFINITY;
  }
}
