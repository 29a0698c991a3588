import { BehaviorSubject, type Observable, ReplaySubject, Subject } from 'rxjs';
import type { Beat } from '../beat/types.ts';
import type { Source, SourceStatus } from '../camera/types.ts';
import type { ClockReading } from '../control/types.ts';
import { UserError } from '../core/errors.ts';
import type { DrumBar } from '../drums/types.ts';
import type { PoseStats } from '../pose/types.ts';
import type { DrumEvent } from '../schedule/types.ts';
import type { MusicMetrics, MusicReport } from './music-protocol.ts';
import { asNotice, type NoticeBoard } from './notices.ts';
import { createPersonWatch } from './person-watch.ts';
import type { Recorders } from './recorders.ts';
import type { Engine, EngineState, Metrics, MidiCounts } from './types.ts';
import { keepBars, SILENT_MOMENT, viewMetrics, viewState } from './view.ts';

type Emitted<T> = T extends Observable<infer V> ? V : never;
type Handlers = { readonly [T in MusicReport['type']]: (report: Extract<MusicReport, { type: T }>) => void };
type Streams = Pick<
  Engine,
  'state$' | 'beats$' | 'bars$' | 'strokes$' | 'person$' | 'motion$' | 'metrics$' | 'notices$' | 'externalClock$'
>;

/** Where the threads' reports become what the page sees. Main thread. */
export interface Hub extends Streams {
  take(report: MusicReport): void;
  readonly running: boolean;
  setRunning(running: boolean): void;
  setSource(kind: Source['kind'], status: SourceStatus): void;
  setPoseStats(stats: PoseStats | null): void;
  setLateEvents(late: number): void;
  setMidiHealth(devices: readonly MidiCounts[]): void;
  complete(): void;
}

/** Before a clock was heard. */
const NO_CLOCK: ClockReading = { state: 'silent', bpm: 0, position: 0, jitter: 0, stable: false, journey: 0 };

const sumOf = (devices: readonly MidiCounts[]): MidiCounts => {
  const sum = (pick: (counts: MidiCounts) => number): number =>
    devices.reduce((total, counts) => total + pick(counts), 0);
  return { sent: sum(({ sent }) => sent), late: sum(({ late }) => late), dropped: sum(({ dropped }) => dropped) };
};

/** @param onStrokes what to do with strokes besides showing them: MIDI. */
export function createHub(
  board: NoticeBoard,
  recorders: Recorders,
  onStrokes: (strokes: readonly DrumEvent[]) => void,
): Hub {
  const watch = createPersonWatch();
  let source: EngineState['source'] = { state: 'idle', kind: 'none' };
  let running = false;
  let moment = SILENT_MOMENT;
  let bars: readonly DrumBar[] = [];
  let pose: PoseStats | null = null;
  let late = 0;
  let midi: MidiCounts | undefined;
  let music: MusicMetrics | null = null;

  const view = (): EngineState => viewState(moment, bars, source, running);
  const state$ = new BehaviorSubject<EngineState>(view());
  const metrics$ = new BehaviorSubject<Metrics>(viewMetrics(null, null, 0));
  const beats$ = new Subject<Beat>();
  const bars$ = new Subject<DrumBar>();
  const strokes$ = new Subject<DrumEvent>();
  const person$ = new ReplaySubject<Emitted<Engine['person$']>>(1);
  const motion$ = new Subject<Emitted<Engine['motion$']>>();

  const externalClock$ = new BehaviorSubject<ClockReading>(NO_CLOCK);

  const handlers: Handlers = {
    'external-clock': ({ reading }) => externalClock$.next(reading),
    ready: () => board.post('music', null),
    moment: (report) => {
      moment = report.moment;
      motion$.next(moment.motion);
      state$.next(view());
    },
    person: (report) => {
      person$.next(report);
      const missing = watch.see(report.time, report.person !== null);
      board.post('person', source.state === 'running' ? missing : null);
    },
    beat: ({ beat }) => {
      if (running) recorders.addBeat(beat);
      beats$.next(beat);
    },
    bar: ({ bar }) => {
      bars = keepBars(bars, bar);
      bars$.next(bar);
    },
    strokes: ({ strokes }) => {
      recorders.addStrokes(strokes);
      onStrokes(strokes);
      for (const stroke of strokes) strokes$.next(stroke);
    },
    pose: (report) => recorders.addPose(report.pose),
    metrics: ({ metrics }) => {
      music = metrics;
      metrics$.next(viewMetrics(music, pose, late, midi));
    },
    error: ({ code, what, remedy }) => board.post('music', asNotice(new UserError(code, what, remedy))),
  };

  return {
    state$,
    beats$,
    bars$,
    strokes$,
    person$,
    motion$,
    metrics$,
    notices$: board.notices$,
    externalClock$,
    take: (report) => (handlers[report.type] as (report: MusicReport) => void)(report),
    get running() {
      return running;
    },
    setRunning: (on) => {
      running = on;
      state$.next(view());
    },
    setSource: (kind, status) => {
      source = { ...status, kind };
      board.post('source', 'error' in status ? asNotice(status.error) : null);
      if (status.state !== 'running') board.post('person', null);
      state$.next(view());
    },
    setPoseStats: (stats) => {
      pose = stats;
    },
    setLateEvents: (count) => {
      late = count;
    },
    setMidiHealth: (devices) => {
      midi = sumOf(devices);
    },
    complete: () => {
      for (const subject of [state$, beats$, bars$, strokes$, person$, motion$, metrics$, externalClock$])
        subject.complete();
    },
  };
}
