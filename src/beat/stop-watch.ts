import { JOINT_COUNT } from '../core/joints.ts';
import type { Seconds, TorsosPerSecond, Unit } from '../core/units.ts';
import { MOTION_RATE, type MotionFrame } from '../motion/types.ts';

/** Two poles of this on every joint: 2 px of jitter are a third of a quiet dance, and a stop shows within 0.8 s. */
const SMOOTHING: Seconds = 0.12;
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

const KEEP = Math.exp(-1 / (SMOOTHING * MOTION_RATE));
const FORGET = 1 - Math.exp(-1 / (LIVELY_MEMORY * MOTION_RATE));

/** Notices at once that a dancer has stopped. */
export interface StopWatch {
  /** The frame's activity, 0 as soon as the body has plainly stopped. Motion's own, which knows no dancer's liveliness, takes 0.3 s longer. */
  step(frame: MotionFrame): Unit;
  reset(): void;
}

export function createStopWatch(): StopWatch {
  const once = new Float64Array(JOINT_COUNT * 2);
  const twice = new Float64Array(JOINT_COUNT * 2);
  let lively: TorsosPerSecond = 0;
  let stopped = false;
  let slowFor: Seconds = 0;

  const level = ({ velocity, visibility }: MotionFrame): TorsosPerSecond => {
    let sum = 0;
    let total = 1e-9;
    for (let i = 0; i < JOINT_COUNT * 2; i++) {
      once[i] = velocity[i]! + KEEP * (once[i]! - velocity[i]!);
      twice[i] = once[i]! + KEEP * (twice[i]! - once[i]!);
      const seen = visibility[i >> 1]!;
      sum += seen * twice[i]! ** 2;
      total += seen / 2;
    }
    return Math.sqrt(sum / total);
  };

  /** Brings `stopped` up to date, and the scale where the dance has only become quieter. */
  const judge = (now: TorsosPerSecond, activity: Unit): void => {
    const slow = now < PLAIN && now < lively * (stopped ? MOVES : STOPS);
    slowFor = slow ? slowFor + 1 / MOTION_RATE : 0;
    const quieter = slowFor > HOLDS + QUIETER_AFTER && activity > QUIETER;
    if (quieter) lively = now;
    stopped = slow && !quieter && (stopped || slowFor > HOLDS);
  };

  return {
    step(frame) {
      const now = level(frame);
      judge(now, frame.activity);
      if (frame.activity > 0 && !stopped) lively = lively === 0 ? now : lively + FORGET * (now - lively);
      return stopped ? 0 : frame.activity;
    },
    reset() {
      once.fill(0);
      twice.fill(0);
      lively = 0;
      stopped = false;
      slowFor = 0;
    },
  };
}
