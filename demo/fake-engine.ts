import { BehaviorSubject, ReplaySubject, Subject } from 'rxjs';
import type { Beat, BeatState } from '../src/beat/types.ts';
import { COMMIT_LEAD } from '../src/beat/types.ts';
import type { SourceChoice } from '../src/camera/types.ts';
import { DEFAULT_SETTINGS, type ParameterName, type Settings } from '../src/config.ts';
import type { UserError } from '../src/core/errors.ts';
import { createRandom } from '../src/core/random.ts';
import type { Seconds } from '../src/core/units.ts';
import { STEPS, STEPS_PER_BEAT, VOICE_COUNT, VOICES } from '../src/core/voices.ts';
import type { DrumBar } from '../src/drums/types.ts';
import type { Engine, EngineState, Metrics, Notice } from '../src/engine/types.ts';
import type { DrumEvent } from '../src/schedule/types.ts';
import type { StyleDescriptors } from '../src/style/types.ts';
import { ASPECT, fakePerson, paintBody } from './fake-body.ts';
import { fakeCalibration } from './fake-calibration.ts';
import { createFakeMidiDesk, type FakeMidi } from './fake-midi-desk.ts';
import { createFakeRecordings, type FakeRecordings } from './fake-recordings.ts';

/** How the stand-in behaves. Times in seconds on its clock. */
export interface FakeOptions {
  readonly bpm: number;
  /** Seconds from creation to the lock. */
  readonly lockAfter: Seconds;
  readonly now: () => Seconds;
}

/** The stand-in's extra handles, for tests. */
export interface FakeEngine extends Engine {
  /** Names of the methods that the page called, in order, with their first argument where it has one. */
  readonly calls: string[];
  notify(notices: readonly Notice[]): void;
  readonly midi: FakeMidi;
  readonly recordings: FakeRecordings;
  /** How calibrations end; null: well. */
  failCalibration(error: UserError | null): void;
  /** Emits one state and one person for the present moment. */
  tick(): void;
}

const RATE_MS = 33;
const DESCRIPTORS: StyleDescriptors = { energy: 0.6, regularity: 0.8, balance: 0, arms: 0.5 };

/** Voices by beat pattern: which steps, how loud. */
const GROOVE: readonly (readonly number[])[] = [
  [9, 0, 0, 0, 0, 0, 0, 7, 8, 0, 6, 0, 0, 0, 0, 0],
  [0, 0, 0, 0, 9, 0, 0, 3, 0, 2, 0, 0, 9, 0, 0, 3],
  [8, 4, 6, 4, 8, 4, 6, 4, 8, 4, 6, 4, 8, 4, 0, 0],
  [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0],
];
const FILL: readonly (readonly number[])[] = [
  GROOVE[0]!,
  [0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  [8, 0, 6, 0, 8, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  [],
  [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 9],
  [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 8, 6, 0, 0],
  [0, 0, 0, 0, 0, 0, 0, 0, 7, 6, 8, 0, 0, 0, 0, 0],
  [8],
];

const ACCENTS = [0.9, 0, 0.25, 0.1, 0.75, 0, 0.5, 0, 0.85, 0.15, 0.35, 0, 0.7, 0, 0.6, 0.2];

function fakeBeat(index: number, time: Seconds, bpm: number): Beat {
  const beatInBar = (index % 4) as Beat['beatInBar'];
  const bar = Math.floor(index / 4);
  return { time, emittedAt: time - COMMIT_LEAD, bpm, confidence: 0.9, index, beatInBar, bar, first: index === 0 };
}

function fakeBar(downbeat: Beat): DrumBar {
  const random = createRandom(downbeat.bar + 1);
  const hits = new Uint8Array(STEPS * VOICE_COUNT);
  const velocity = new Float32Array(STEPS * VOICE_COUNT);
  const offset = new Float32Array(STEPS * VOICE_COUNT);
  const pattern = downbeat.bar % 4 === 3 ? FILL : GROOVE;
  pattern.forEach((row, voice) => {
    row.forEach((level, step) => {
      if (level === 0) return;
      const cell = step * VOICE_COUNT + voice;
      hits[cell] = 1;
      velocity[cell] = Math.min(1, Math.max(0.1, level / 9 + random.between(-0.08, 0.08)));
      offset[cell] = random.between(-0.18, 0.22);
    });
  });
  const { bar, time: start, bpm } = downbeat;
  const rhythm = Float32Array.from(ACCENTS);
  const request = { bar, downbeat, start, bpm, decidedAt: start - COMMIT_LEAD, rhythm, danced: 16, from: 0 };
  const full = { ...request, sinceStart: bar, descriptors: DESCRIPTORS };
  return { request: full, hits, velocity, offset, elapsedMs: 21, provider: 'wasm' };
}

/** The bar's strokes on the grid, all at once. */
function strokesOf({ request, hits, velocity }: DrumBar): DrumEvent[] {
  return [...hits].flatMap((hit, cell) => {
    if (!hit) return [];
    const step = Math.floor(cell / VOICE_COUNT);
    const time = request.start + (step / STEPS_PER_BEAT) * (60 / request.bpm);
    const voice = VOICES[cell % VOICE_COUNT]!;
    return [{ voice, velocity: velocity[cell]!, time, dueAt: time, bar: request.bar, step }];
  });
}

function fakeMetrics(time: Seconds, bars: number): Metrics {
  const at = (p50: number) => ({ count: 100, min: p50 * 0.8, p50, p95: p50 * 1.6, p99: p50 * 1.9, max: p50 * 2.4 });
  const latency = { pose: at(18.4), motion: at(0.1), beat: at(0.4), style: at(0.3), drums: at(21), age: at(64) };
  const losses = { framesDropped: 12, framesWithoutPerson: 0, fallbackBars: 0, lateEvents: 0, droppedEvents: 0 };
  const counts = { framesIn: 1 + Math.round(time * 30), beats: bars * 4, bars, events: bars * 24, ...losses };
  const midi = { sent: bars * 24, late: 0, dropped: 0 };
  return {
    ...counts,
    midi,
    slackBudget: 100,
    poseRate: 29.7,
    provider: 'wasm',
    poseDelegate: 'CPU',
    latency: { ...latency, slack: at(98) },
  };
}

function createCanvas(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = Math.round(640 / ASPECT);
  return canvas;
}

/**
 * An engine without ears, eyes or drums, for building and testing the page: beats, bars and a body come from formulas,
 * and every call is written down. Anything that publishes here publishes as the real engine's interface says.
 */
export function createFakeEngine(options: Partial<FakeOptions> = {}): FakeEngine {
  const { bpm = 112, lockAfter = 1, now = () => performance.now() / 1000 } = options;
  const calls: string[] = [];
  const settings = new BehaviorSubject<Settings>(DEFAULT_SETTINGS);
  const state = new ReplaySubject<EngineState>(1);
  const metrics = new ReplaySubject<Metrics>(1);
  const holding = new BehaviorSubject(false);
  const notices = new BehaviorSubject<readonly Notice[]>([]);
  const beats = new Subject<Beat>();
  const bars = new Subject<DrumBar>();
  const strokes = new Subject<DrumEvent>();
  const person = new Subject<{ time: Seconds; person: ReturnType<typeof fakePerson>; aspect: number }>();
  const motion = new Subject<{ time: Seconds; energy: never; activity: number }>();
  const canvas = createCanvas();
  const context = canvas.getContext('2d');
  const origin = now() + lockAfter;
  const written = new Map<number, DrumBar>();
  let running = false;
  let calibrationError: UserError | null = null;
  let kind: SourceChoice['kind'] = 'dancer';
  let committed = -1;
  let measuredAt = -Infinity;

  const beatTime = (index: number): Seconds => origin + (index * 60) / bpm;
  const position = (time: Seconds): number => ((time - origin) * bpm) / 60;

  const commit = (time: Seconds): void => {
    while (beatTime(committed + 1) <= time + COMMIT_LEAD) {
      const beat = fakeBeat(++committed, beatTime(committed), bpm);
      beats.next(beat);
      if (beat.beatInBar !== 0 || !running) continue;
      const bar = fakeBar(beat);
      written.set(beat.bar, bar);
      written.delete(beat.bar - 2);
      bars.next(bar);
      for (const stroke of strokesOf(bar)) strokes.next(stroke);
    }
  };

  const beatState = (time: Seconds): BeatState => {
    const at = position(time);
    const mode = at >= 0 ? 'locked' : at > -1 ? 'seeking' : 'rest';
    const confidence = mode === 'locked' ? 0.88 + 0.04 * Math.sin(time) : 0.2;
    return { time, mode, bpm, phase: at - Math.floor(at), confidence, committed: [] };
  };

  const stateAt = (time: Seconds): EngineState => {
    const at = position(time);
    const bar = Math.floor(at / 4);
    const step = Math.floor((at - bar * 4) * 4);
    const playing = running ? (written.get(bar) ?? null) : null;
    const accents = ACCENTS.map((value, index) => (at >= 0 && index < step ? value : 0));
    const music = { playing, coming: running ? (written.get(bar + 1) ?? null) : null, step: playing ? step : -1 };
    return {
      running,
      source: { kind, state: 'running' },
      beat: beatState(time),
      accents,
      descriptors: DESCRIPTORS,
      ...music,
    };
  };

  const tick = (): void => {
    const time = now();
    commit(time);
    if (context && kind !== 'recording') paintBody(context, position(time));
    state.next(stateAt(time));
    person.next({ time, person: fakePerson(position(time)), aspect: ASPECT });
    if (time - measuredAt < 1) return;
    measuredAt = time;
    shelf.tick();
    metrics.next(fakeMetrics(time, Math.floor((committed + 1) / 4)));
  };

  const timer = setInterval(tick, RATE_MS);
  const note = (name: string, argument: unknown = ''): void => {
    calls.push(argument === '' ? name : `${name} ${String(argument)}`);
  };

  const { midi, engine: midiDesk } = createFakeMidiDesk(note);
  const shelf = createFakeRecordings(now, note);
  const set = (name: ParameterName, value: number): void => {
    note('set', `${name} ${value}`);
    settings.next({ ...settings.value, [name]: value });
  };
  const setRunning = (on: boolean): void => {
    if (on !== running) (on ? shelf.begin : shelf.end)();
    running = on;
  };

  return {
    calls,
    tick,
    midi,
    ...midiDesk,
    ...shelf.engine,
    recordings: shelf.recordings,
    failCalibration: (error) => {
      calibrationError = error;
    },
    notify: (list) => notices.next(list),
    state$: state,
    beats$: beats,
    bars$: bars,
    strokes$: strokes,
    person$: person,
    motion$: motion,
    metrics$: metrics,
    notices$: notices,
    settings$: settings,
    use: async (choice) => {
      note('use', choice.kind);
      kind = choice.kind;
    },
    audio: null,
    get picture() {
      return kind === 'recording' ? null : canvas;
    },
    cameras: async () => [{ id: 'front', label: 'Front camera' }],
    start: async () => {
      note('start');
      setRunning(true);
    },
    stop: () => {
      note('stop');
      setRunning(false);
      written.clear();
    },
    panic: () => {
      note('panic');
      setRunning(false);
    },
    tap: () => note('tap'),
    fill: () => note('fill'),
    holding$: holding,
    hold: (on) => {
      note(`hold ${on}`);
      holding.next(on);
    },
    calibrate: (kind) => {
      note(`calibrate ${kind}`);
      setRunning(false);
      return fakeCalibration(kind, now, calibrationError, ({ parameter, value }) => set(parameter, value));
    },
    downbeat: () => note('downbeat'),
    set,
    get: (name) => settings.value[name],
    strike: (sound) => note('strike', sound),
    exportMidi: async () => {
      note('exportMidi');
      return new Blob(['MThd'], { type: 'audio/midi' });
    },
    recordPoses: (on) => {
      note('recordPoses', on);
      return on ? null : new Blob(['{}\n'], { type: 'application/jsonl' });
    },
    now,
    dispose: async () => clearInterval(timer),
  };
}
