import { concatMap, filter, from, map, mergeMap, type Observable, of, Subject, share, tap } from 'rxjs';
import type { ActivationModel, Beat, BeatState } from './beat/types.ts';
import type { ClockFollower } from './control/clock-follower.ts';
import type { LatencyBook } from './core/latency-meter.ts';
import type { PoseFrame } from './core/pose-frame.ts';
import type { Seconds } from './core/units.ts';
import type { DrumBar, DrumControls, DrumWriter } from './drums/types.ts';
import { createBeats } from './engine/beats.ts';
import { createDrummer } from './engine/drummer.ts';
import { createPendingCount } from './engine/pending.ts';
import { createMotion } from './motion/motion.ts';
import type { MotionFrame } from './motion/types.ts';
import { createPersonStage } from './pose/person-stage.ts';
import type { PersonFrame } from './pose/types.ts';
import { createRhythm } from './rhythm/rhythm.ts';
import { createScheduler } from './schedule/scheduler.ts';
import type { DrumEvent } from './schedule/types.ts';
import { createStyle } from './style/style.ts';
import type { StyleFrame } from './style/types.ts';

/** What differs between the page and the command line, and between tests and life. */
export interface PerformerParts {
  /** What the beat is found with until another is put in its place. */
  readonly activation: ActivationModel;
  readonly drums: DrumWriter;
  /** Asked once a bar. */
  readonly controls: () => DrumControls;
  /** 0..1, how strongly the skeleton is smoothed. */
  readonly smoothing: () => number;
  /** Where the stages' costs are written. */
  readonly book: LatencyBook;
}

/** Everything known after one motion frame. */
export interface Moment {
  readonly motion: MotionFrame;
  readonly beat: BeatState;
  readonly style: StyleFrame;
}

/** The instrument without a camera and without a loudspeaker: poses in, strokes out. Runs on the music thread or in Node. */
export interface Performer {
  readonly poses: { next(pose: PoseFrame): void };
  readonly person$: Observable<PersonFrame>;
  readonly moment$: Observable<Moment>;
  readonly beat$: Observable<Beat>;
  readonly bar$: Observable<DrumBar>;
  /** Strokes whose time has come into the horizon at `now` (stream clock); each exactly once. */
  advance(now: Seconds): readonly DrumEvent[];
  readonly scheduler: ReturnType<typeof createScheduler>;
  /** Accents of the bar being danced, for display. */
  accentsNow(): readonly number[];
  tap(time: Seconds): void;
  anchorDownbeat(time: Seconds): void;
  /** The newest moment was known so long after it was: live, beats are committed the earlier for it. */
  delayed(by: Seconds): void;
  /** Another machine's clock; it is heard whether or not it is followed. */
  readonly clock: ClockFollower;
  /** Beats are the clock's while on, else the body's. A change begins a new phrase. */
  followClock(on: boolean): void;
  /** The next bar that is written is a fill. */
  fill(): void;
  /** While on, the last bar comes again, varied. */
  hold(on: boolean): void;
  /** From the next frame on the beat is found with another activation, and found anew. */
  findBeatWith(activation: ActivationModel): void;
  /** The stream jumped: forget the body, keep the music. */
  discontinuity(): void;
  /** Resolves when everything that was put in has come out: for runs that are not in real time. */
  idle(): Promise<void>;
  reset(): void;
}

/** A value now, or when its promise resolves; a plain value stays synchronous. */
const settle = <T>(value: T | Promise<T>): Observable<T> => (value instanceof Promise ? from(value) : of(value));

/**
 * The signal graph, left to right as the folders stand:
 * poses -> person -> motion -> { beat | style } -> rhythm -> drums -> schedule.
 */
export function createPerformer(parts: PerformerParts): Performer {
  const { drums, book } = parts;
  let { activation } = parts;
  const person = createPersonStage(parts.smoothing);
  const motion = createMotion();
  const beats = createBeats(activation.alignment);
  const style = createStyle();
  const rhythm = createRhythm();
  const drummer = createDrummer(drums, parts.controls);
  const scheduler = createScheduler();
  const pending = createPendingCount();
  const poses = new Subject<PoseFrame>();

  const person$ = poses.pipe(
    map((pose) => book.time('person', () => person.step(pose))),
    share(),
  );
  const moment$ = person$.pipe(
    mergeMap((frame) => book.time('motion', () => motion.step(frame))),
    tap(pending.enter),
    concatMap((frame) =>
      settle(activation.step(frame)).pipe(
        map((evidence) => ({
          motion: frame,
          beat: book.time('beat', () => beats.step(evidence)),
          style: book.time('style', () => style.step(frame)),
        })),
      ),
    ),
    tap(pending.leave),
    share(),
  );
  const beat$ = moment$.pipe(
    mergeMap((moment) => moment.beat.committed),
    share(),
  );
  const bar$ = moment$.pipe(
    map((moment) => book.time('rhythm', () => rhythm.step(moment))),
    filter((request) => request !== null),
    tap(pending.enter),
    concatMap((request) => drummer.write(request)),
    tap((bar) => book.add('drums', bar.elapsedMs)),
    tap(pending.leave),
    share(),
  );

  beat$.subscribe((beat) => scheduler.addBeat(beat));
  bar$.subscribe((bar) => scheduler.addBar(bar));
  moment$.pipe(filter(({ beat }) => beat.mode === 'rest')).subscribe(() => scheduler.silence());

  return {
    poses,
    person$,
    moment$,
    beat$,
    bar$,
    scheduler,
    advance: (now) => scheduler.advance(now),
    accentsNow: () => rhythm.accentsNow(),
    tap: (time) => beats.tap(time),
    anchorDownbeat: (time) => beats.anchorDownbeat(time),
    delayed: (by) => beats.delayed(by),
    clock: beats.clock,
    followClock: (on) => {
      if (beats.followClock(on)) scheduler.silence();
    },
    fill: () => drummer.fill(),
    hold: (on) => drummer.hold(on),
    findBeatWith: (next) => {
      activation = next;
      activation.reset();
      beats.align(activation.alignment);
    },
    discontinuity: () => person.reset(),
    idle: pending.idle,
    reset: () => {
      for (const stage of [person, motion, beats, style, rhythm, activation, drums, drummer]) stage.reset();
      scheduler.silence();
    },
  };
}
