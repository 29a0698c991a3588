import type { Seconds, TorsosPerSecond, Unit } from '../core/units.ts';
import { MOTION_RATE, type MotionFrame } from '../motion/types.ts';
import { createBodySpeed } from './body-speed.ts';

/** Memory of how lively this dancer is. */
const LIVELY_MEMORY: Seconds = 4;
/** Parts of that liveliness below which the body has stopped and above which it moves again. */
const STOPS = 0.4;
const MOVES = 0.55;
/** Slow for this long: a pose on the beat is shorter. */
const HOLDS: Seconds = 0.2;
/** If motion still sees this activity so long after the stop, it was a turn to a quieter dance, no stop. */
const QUIETER: Unit = 0.6;
const QUIETER_AFTER: Seconds = 1.5;
/** As fast as this is never a stop. */
const PLAIN: TorsosPerSecond = 0.5;

const FORGET = 1 - Math.exp(-1 / (LIVELY_MEMORY * MOTION_RATE));

/** Notices at once that a dancer has stopped. */
export interface StopWatch {
  /** The frame's activity, 0 as soon as the body has plainly stopped. Motion's own, which knows no dancer's liveliness, takes 0.3 s longer. */
  step(frame: MotionFrame): Unit;
  /** The body speed that the last answer was based on. */
  readonly speed: TorsosPerSecond;
  reset(): void;
}

export function createStopWatch(): StopWatch {
  const bodySpeed = createBodySpeed();
  let speed: TorsosPerSecond = 0;
  let lively: TorsosPerSecond = 0;
  let stopped = false;
  let slowFor: Seconds = 0;

  /** Brings `stopped` up to date, and the scale where the dance has only become quieter. */
  const judge = (now: TorsosPerSecond, activity: Unit): void => {
    const slow = now < PLAIN && now < lively * (stopped ? MOVES : STOPS);
    slowFor = slow ? slowFor + 1 / MOTION_RATE : 0;
    const quieter = slowFor > HOLDS + QUIETER_AFTER && activity > QUIETER;
    if (quieter) lively = now;
    stopped = slow && !quieter && (stopped || slowFor > HOLDS);
  };

  return {
    get speed() {
      return speed;
    },
    step(frame) {
      speed = bodySpeed.step(frame);
      judge(speed, frame.activity);
      if (frame.activity > 0 && !stopped) lively = lively === 0 ? speed : lively + FORGET * (speed - lively);
      return stopped ? 0 : frame.activity;
    },
    reset() {
      bodySpeed.reset();
      speed = 0;
      lively = 0;
      stopped = false;
      slowFor = 0;
    },
  };
}
