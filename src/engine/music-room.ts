import type { ActivationModel } from '../beat/types.ts';
import type { Settings } from '../config.ts';
import type { ClockMessage, ClockReading } from '../control/types.ts';
import type { PageClock } from '../core/clock.ts';
import type { LatencyBook } from '../core/latency-meter.ts';
import type { Seconds } from '../core/units.ts';
import type { DrumWriter } from '../drums/types.ts';
import type { Performer } from '../engine.ts';
import { orchestrate } from '../outputs/orchestrate.ts';
import { createEventWriter, type EventWriter, strokeSink } from '../outputs/synth/event-writer.ts';
import type { PoseMessage } from '../pose/types.ts';
import { HORIZON } from '../schedule/scheduler.ts';
import type { MusicCommand, MusicMetrics, MusicReport } from './music-protocol.ts';

const REPORT_EVERY = 1;
const REPORT_CLOCK_EVERY = 0.2;

export interface MusicRoomParts {
  readonly performer: Performer;
  readonly drums: DrumWriter;
  readonly book: LatencyBook;
  readonly clock: PageClock;
  /** Shared with the performer: what it asks for its controls. Written here. */
  readonly settings: Settings;
  readonly report: (report: MusicReport) => void;
  /** Opens what the beat is found with, by the parameter's value. */
  readonly openBeatFinder: (index: number) => Promise<ActivationModel>;
}

/** What is done about each command; 'start' has been obeyed when there is a room. */
type Commands = {
  readonly [T in Exclude<MusicCommand['type'], 'start'>]: (command: Extract<MusicCommand, { type: T }>) => void;
};

/** The music worker's inside: poses and commands in, strokes to the audio thread, reports to the main thread. */
export interface MusicRoom {
  pose(message: PoseMessage): void;
  command(command: MusicCommand): void;
  /** Call it every 10 ms or so. */
  tick(): void;
}

/** Music thread. All times are stream-clock times; `clock` is asked only where the outside world enters. */
export function createMusicRoom(parts: MusicRoomParts): MusicRoom {
  const { performer, drums, book, clock, settings, report, openBeatFinder } = parts;
  let writer: EventWriter | null = null;
  let sounding = false;
  let recording = false;
  let early: Seconds = 0;
  let reported = clock.now();
  let clockReported = reported;
  let clockState: ClockReading['state'] = 'silent';
  const counts = { beats: 0, bars: 0, fallbackBars: 0 };
  performer.scheduler.setLatency(settings.latency / 1000);
  performer.clock.setDelay(settings.clockDelay / 1000);
  performer.followClock(settings.clockSource === 1);

  performer.person$.subscribe(({ time, person, width, height }) =>
    report({ type: 'person', time, person, aspect: width / height }),
  );
  performer.beat$.subscribe((beat) => {
    counts.beats += 1;
    report({ type: 'beat', beat });
  });
  performer.bar$.subscribe((bar) => {
    counts.bars += 1;
    counts.fallbackBars += bar.provider === 'fallback' ? 1 : 0;
    report({ type: 'bar', bar });
  });
  performer.moment$.subscribe(({ motion, beat, style }) => {
    const age = clock.now() - motion.time;
    book.add('age', age * 1000);
    performer.delayed(age);
    const position = performer.scheduler.position(clock.now());
    report({
      type: 'moment',
      moment: {
        beat,
        accents: performer.accentsNow(),
        descriptors: style.descriptors,
        motion: { time: motion.time, energy: motion.energy, activity: motion.activity },
        bar: position?.bar ?? -1,
        step: position?.step ?? -1,
      },
    });
  });

  const metrics = (): MusicMetrics => {
    const dropped = performer.scheduler.counts.dropped + (writer?.counts.dropped ?? 0);
    const events = writer?.counts.written ?? 0;
    return {
      ...counts,
      events,
      droppedEvents: dropped,
      slackBudget: (HORIZON + early) * 1000,
      provider: drums.provider,
      latency: book.read(),
    };
  };

  const handOver = (): void => {
    const now = clock.now();
    const strokes = orchestrate(performer.advance(now), settings.percussion);
    if (strokes.length === 0 || !sounding) return;
    const lead = writer?.lead ?? 0;
    for (const stroke of strokes) book.add('slack', (stroke.dueAt - now - lead) * 1000);
    writer?.write(strokes, now);
    report({ type: 'strokes', strokes });
  };

  const applySetting = (parameter: keyof Settings, value: number): void => {
    settings[parameter] = value;
    if (parameter === 'latency') performer.scheduler.setLatency(value / 1000);
    if (parameter === 'seed') drums.reset(value);
    if (parameter === 'beatFinder') void useBeatFinder(value);
    if (parameter === 'clockSource') performer.followClock(value === 1);
    if (parameter === 'clockDelay') performer.clock.setDelay(value / 1000);
  };

  /** The net is loaded when it is first asked for; until then, and where it can't be had, the beat is found as before. */
  const useBeatFinder = async (index: number): Promise<void> => {
    try {
      const activation = await openBeatFinder(index);
      if (settings.beatFinder === index) performer.findBeatWith(activation);
    } catch (cause) {
      const what = `The trained beat finder could not be loaded: ${cause}.`;
      report({ type: 'error', code: 'beat-net', what, remedy: 'The beat is found by rule meanwhile.' });
    }
  };

  const lookAhead = (): void => performer.scheduler.setHorizon(HORIZON + (writer?.lead ?? 0) + early);

  const takeClock = (sample: Parameters<EventWriter['addClock']>[0]): void => {
    writer?.addClock(sample);
    lookAhead();
  };

  /** A clock that stops, stops the music now, not with the next frame. */
  const hearClock = (message: ClockMessage | null): void => {
    if (message === null) performer.clock.reset();
    else performer.clock.take(message);
    if (message?.type === 'stop' && settings.clockSource === 1) performer.scheduler.silence();
  };

  const reportClock = (): void => {
    const now = clock.now();
    if (now - clockReported < REPORT_CLOCK_EVERY) return;
    const reading = performer.clock.at(now);
    if (reading.state === 'silent' && clockState === 'silent') return;
    clockReported = now;
    clockState = reading.state;
    report({ type: 'external-clock', reading });
  };

  const obey: Commands = {
    channel: ({ channel }) => {
      writer = createEventWriter(strokeSink(channel));
    },
    clock: ({ sample }) => takeClock(sample),
    sound: ({ on }) => {
      sounding = on;
    },
    early: ({ seconds }) => {
      early = seconds;
      lookAhead();
    },
    set: ({ parameter, value }) => applySetting(parameter, value),
    tap: ({ time }) => performer.tap(time),
    downbeat: ({ time }) => performer.anchorDownbeat(time),
    fill: () => performer.fill(),
    hold: ({ on }) => performer.hold(on),
    'midi-clock': ({ message }) => hearClock(message),
    'record-poses': ({ on }) => {
      recording = on;
    },
  };

  if (settings.beatFinder !== 0) void useBeatFinder(settings.beatFinder);
  return {
    command: (message) => {
      if (message.type !== 'start') (obey[message.type] as (command: MusicCommand) => void)(message);
    },
    pose: (message) => {
      if (message.type === 'discontinuity') return performer.discontinuity();
      if (recording) report({ type: 'pose', pose: message.pose });
      performer.poses.next(message.pose);
    },
    tick: () => {
      handOver();
      reportClock();
      if (clock.now() - reported < REPORT_EVERY) return;
      reported = clock.now();
      report({ type: 'metrics', metrics: metrics() });
    },
  };
}
