import { LANDMARK } from '../../core/joints.ts';
import type { Landmark, Person } from '../../core/pose-frame.ts';
import type { Seconds, Torsos, TorsosPerSecond, Unit } from '../../core/units.ts';

/** One look at the body. */
export interface BodyMoment {
  readonly time: Seconds;
  readonly person: Person | null;
  /** Width of the picture over its height. */
  readonly aspect: number;
}

/** Sees claps. */
export interface ClapWatch {
  /** Time at which the hands met, told about 70 ms later; else null. Frames come in order, best 25 to 60 a second. */
  step(moment: BodyMoment): Seconds | null;
}

/** How far the wrists are from each other. */
interface Gap {
  readonly time: Seconds;
  readonly gap: Torsos;
}

/** Wrists of hands that touch are closer than this; a torso is about half a metre. */
const CLOSED: Torsos = 0.45;
/** They come from further away than this within MEMORY. */
const OPEN: Torsos = 0.6;
/** Slower than half a metre a second is no clap. */
const LEAST_SPEED: TorsosPerSecond = 1;
/** The hands have met where they come closer by less than this part of what they did before. */
const STOPPED = 0.3;
const MEMORY: Seconds = 0.6;
/** A clap is over, and the hands apart again, before the next. */
const PAUSE: Seconds = 0.25;
/** Frames closer than this are skipped: between them noise would look like speed. */
const LEAST_STEP: Seconds = 0.024;
/** Wrists seen worse than this are guessed. */
const VISIBLE: Unit = 0.3;

/** Null where wrists or torso can't be seen. */
export function wristGap({ person, aspect }: BodyMoment): Torsos | null {
  if (!person) return null;
  const at = (name: keyof typeof LANDMARK): Landmark => person.image[LANDMARK[name]]!;
  const distance = (a: readonly number[], b: readonly number[]): number =>
    Math.hypot((a[0]! - b[0]!) * aspect, a[1]! - b[1]!);
  const middle = (a: Landmark, b: Landmark): readonly number[] => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const [left, right] = [at('left_wrist'), at('right_wrist')];
  if (Math.min(left[3], right[3]) < VISIBLE) return null;
  const torso = distance(middle(at('left_shoulder'), at('right_shoulder')), middle(at('left_hip'), at('right_hip')));
  return torso > 0 ? distance(left, right) / torso : null;
}

const speed = (a: Gap, b: Gap): TorsosPerSecond => (b.gap - a.gap) / (b.time - a.time);

/**
 * The hands met between the frames before and after `c`: where the line of their coming, through a and b, crosses the line of
 * what they did then, through d and e: they bounce, or rest together. So it is known better than the frame rate says.
 */
function meeting([a, b, c, d, e]: readonly [Gap, Gap, Gap, Gap, Gap]): Seconds {
  const coming = speed(a, b);
  const going = speed(d, e);
  const met = (b.gap - coming * b.time - (d.gap - going * d.time)) / (going - coming);
  return going - coming > LEAST_SPEED / 2 ? Math.min(d.time, Math.max(b.time, met)) : c.time;
}

export function createClapWatch(): ClapWatch {
  let gaps: Gap[] = [];
  let last = Number.NEGATIVE_INFINITY;

  /** c is where the hands stopped coming closer. */
  const isClap = ([a, b, c, d]: readonly [Gap, Gap, Gap, Gap, Gap]): boolean => {
    const coming = -speed(a, b);
    const opened = gaps.some(({ gap }) => gap > OPEN);
    const closed = Math.min(b.gap, c.gap, d.gap) < CLOSED;
    const stopped = -speed(c, d) < STOPPED * coming;
    return opened && closed && stopped && coming > LEAST_SPEED && c.time - last > PAUSE;
  };

  return {
    step(moment) {
      if (moment.time - (gaps.at(-1)?.time ?? Number.NEGATIVE_INFINITY) < LEAST_STEP) return null;
      const gap = wristGap(moment);
      if (gap === null) {
        gaps = [];
        return null;
      }
      const { time } = moment;
      gaps = [...gaps.filter((known) => time - known.time < MEMORY), { time, gap }];
      if (gaps.length < 5) return null;
      const five = gaps.slice(-5) as unknown as readonly [Gap, Gap, Gap, Gap, Gap];
      if (!isClap(five)) return null;
      last = five[2].time;
      return meeting(five);
    },
  };
}
