import {
  BehaviorSubject,
  concat,
  distinctUntilChanged,
  EMPTY,
  filter,
  fromEvent,
  map,
  of,
  type Subscription,
  switchMap,
} from 'rxjs';
import type { Source, SourceChoice } from '../camera/types.ts';
import { conform, DEFAULT_SETTINGS, PARAMETERS, type ParameterName, type Settings } from '../config.ts';
import type { Press } from '../control/action-map.ts';
import { createPageClock, type PageClock } from '../core/clock.ts';
import { isBusParameter } from '../outputs/bus/parameters.ts';
import type { TextStore } from '../outputs/midi/device-store.ts';
import { createMidiOutput, type MidiOutput } from '../outputs/midi/midi-output.ts';
import { createRecorder } from '../outputs/recording/recorder.ts';
import { isSynthParameter } from '../outputs/synth/parameters.ts';
import { createSynthOutput } from '../outputs/synth/synth-output.ts';
import type { SynthOutput } from '../outputs/types.ts';
import { createPoseClient, type PoseClient } from '../pose/pose-client.ts';
import { POSE_MODELS } from '../pose/types.ts';
import { type CalibrationDesk, createCalibrationDesk } from './calibration/calibration-desk.ts';
import { createControlDesk } from './control-desk.ts';
import { createHub, type Hub } from './hub.ts';
import { browserStorage, createMidiDesk } from './midi-desk.ts';
import { createMusicClient, type MusicClient } from './music-client.ts';
import { asNotice, createNoticeBoard, type NoticeBoard } from './notices.ts';
import { createRecorders, type Recorders } from './recorders.ts';
import { createRecordingDesk, type RecordingDesk } from './recording-desk.ts';
import { createSource, listCameras } from './sources.ts';
import type { Engine } from './types.ts';

/** What a page may set from the start. */
export interface EngineConfig {
  /** Values that differ from the defaults in `PARAMETERS`. */
  readonly settings?: Partial<Settings>;
  /** Where MIDI devices are remembered; null: nowhere. The browser's `localStorage` where left out. */
  readonly storage?: TextStore | null;
}

/** Everything that runs, wired. */
interface Machinery {
  readonly clock: PageClock;
  readonly settings: Settings;
  readonly board: NoticeBoard;
  readonly recorders: Recorders;
  readonly recordings: RecordingDesk;
  readonly pose: PoseClient;
  readonly music: MusicClient;
  readonly synth: SynthOutput;
  readonly midi: MidiOutput;
  readonly hub: Hub;
}

const SUSPENDED = {
  code: 'audio-suspended',
  level: 'warning',
  text: 'The browser holds the sound back until you press start or a key.',
} as const;

function initialSettings(config: EngineConfig): Settings {
  const settings = { ...DEFAULT_SETTINGS };
  for (const [name, value] of Object.entries(config.settings ?? {})) {
    settings[name as ParameterName] = conform(name as ParameterName, value);
  }
  return settings;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Threads and outputs, connected to each other so that the main thread is on none of their ways. */
function assemble(settings: Settings): Machinery {
  const clock = createPageClock();
  const board = createNoticeBoard();
  const recorder = createRecorder();
  const recorders = createRecorders(recorder);
  const poses = new MessageChannel();
  const pose = createPoseClient({ model: POSE_MODELS[settings.poseModel]!, output: poses.port1 });
  const music = createMusicClient();
  const synth = createSynthOutput({ clock, settings });
  const midi = createMidiOutput({ clock });
  const recordings = createRecordingDesk({
    ...{ recorder, board, sleep, audio: () => synth.tap },
    persist: async () => navigator.storage?.persist?.(),
  });
  const hub = createHub(board, recorders, (strokes) => midi.send(strokes));
  const { channel } = synth;
  music.send({ type: 'start', origin: clock.origin, settings, poses: poses.port2 }, [poses.port2]);
  music.send({ type: 'channel', channel }, channel.kind === 'port' ? [channel.port] : []);
  synth.setOutputDelay(settings.outputDelay);
  return { clock, settings, board, recorders, recordings, pose, music, synth, midi, hub };
}

/** MIDI keeps up with the settings and devices; strokes come early enough for the device that plays earliest. */
function shiftMidi({ midi, music, settings }: Pick<Machinery, 'midi' | 'music' | 'settings'>): void {
  midi.setShifts(settings.midiDelay, settings.latency);
  music.send({ type: 'early', seconds: midi.early });
}

function connect(machinery: Machinery): void {
  const { board, pose, music, synth, midi, hub } = machinery;
  music.report$.subscribe((report) => hub.take(report));
  pose.stats$.subscribe((stats) => hub.setPoseStats(stats));
  pose.errors$.subscribe((error) => board.post('pose', asNotice(error)));
  pose.ready$.subscribe((ready) => ready && board.post('pose', null));
  synth.late$.subscribe((late) => hub.setLateEvents(late));
  midi.health$.subscribe((devices) => hub.setMidiHealth(devices));
  synth.clock$.subscribe((sample) => music.send({ type: 'clock', sample }));
  synth.state$.subscribe((audio) => {
    if (audio.state === 'failed') board.post('audio', asNotice(audio.error));
    else board.post('audio', hub.running && audio.state === 'suspended' ? SUSPENDED : null);
  });
  hub.beats$.subscribe((beat) => midi.addBeat(beat));
  midi.devices$.subscribe(() => shiftMidi(machinery));
}

/** The one source in use. */
function createStageDoor({ clock, settings, pose, hub }: Machinery) {
  let source: Source | null = null;
  let following: Subscription | undefined;
  const leave = (): void => {
    following?.unsubscribe();
    source?.stop();
  };
  return {
    leave,
    picture: () => source?.picture ?? null,
    async use(choice: SourceChoice): Promise<void> {
      leave();
      const next = createSource(choice, clock, () => settings.cameraDelay);
      source = next;
      following = next.status$.subscribe((status) => hub.setSource(next.kind, status));
      await next.start(pose.connect());
    },
  };
}

/** Sends a changed parameter to whoever lives by it. */
function applySetting(machinery: Machinery, parameter: ParameterName): void {
  const { settings, synth, pose, music } = machinery;
  const value = settings[parameter];
  if (isSynthParameter(parameter) || isBusParameter(parameter)) synth.set(parameter, value);
  if (parameter === 'poseModel') pose.useModel(POSE_MODELS[value]!);
  if (parameter === 'outputDelay') synth.setOutputDelay(value);
  if (parameter === 'midiDelay' || parameter === 'latency') shiftMidi(machinery);
  music.send({ type: 'set', parameter, value });
}

/** What was calibrated for a camera or a sound output is set when it comes into use. */
function recallCalibrations({ recall }: CalibrationDesk, { hub, synth }: Machinery): void {
  const source$ = hub.state$.pipe(
    map(({ source }) => source),
    distinctUntilChanged(),
  );
  source$
    .pipe(filter(({ kind, state }) => kind === 'webcam' && state === 'running'))
    .subscribe(() => void recall('cameraDelay'));
  const running$ = synth.state$.pipe(filter(({ state }) => state === 'running'));
  const { mediaDevices } = navigator;
  const change$ = mediaDevices ? fromEvent(mediaDevices, 'devicechange') : EMPTY;
  running$.pipe(switchMap(() => concat(of(null), change$))).subscribe(() => void recall('outputDelay'));
}

/** Sound on and off. */
function createTransport({ clock, music, synth, midi, recordings, hub }: Machinery) {
  const run = (on: boolean): void => {
    hub.setRunning(on);
    music.send({ type: 'sound', on });
    midi.play(on);
  };
  const stop = (): void => {
    run(false);
    synth.stop();
    void recordings.end();
  };
  return {
    stop,
    async start(): Promise<void> {
      if (!hub.running) recordings.begin(Date.now(), clock.now());
      run(true);
      await synth.start();
      recordings.soundRuns();
    },
    panic: (): void => {
      stop();
      midi.panic();
    },
  };
}

/** What keys and pedals do, as the buttons of the page do it. */
function createActions(
  { music, settings, hub }: Machinery,
  transport: ReturnType<typeof createTransport>,
  { set, hold }: Pick<Engine, 'set' | 'hold'>,
): (press: Press) => void {
  const { kit } = PARAMETERS;
  const onPress: Readonly<Record<Press['action'], (time: number) => void>> = {
    tap: (time) => music.send({ type: 'tap', time }),
    downbeat: (time) => music.send({ type: 'downbeat', time }),
    fill: () => music.send({ type: 'fill' }),
    hold: () => hold(true),
    nextKit: () => set('kit', settings.kit < kit.max ? settings.kit + 1 : kit.min),
    startStop: () => (hub.running ? transport.stop() : void transport.start()),
    panic: () => transport.panic(),
  };
  return ({ action, down, time }) => {
    if (down) onPress[action](time);
    else if (action === 'hold') hold(false);
  };
}

/**
 * Builds the instrument: pose worker, music worker, audio worklet and MIDI. Nothing is seen before `use()`, nothing sounds
 * before `start()`. Main thread; one a page.
 * @throws RangeError where a setting is not a number
 */
export function createEngine(config: EngineConfig = {}): Engine {
  const machinery = assemble(initialSettings(config));
  const { clock, settings, recorders, recordings, pose, music, synth, midi, hub } = machinery;
  const door = createStageDoor(machinery);
  const transport = createTransport(machinery);
  const settings$ = new BehaviorSubject<Settings>({ ...settings });
  const { state$, beats$, bars$, strokes$, person$, motion$, metrics$, notices$ } = hub;
  const set = (parameter: ParameterName, value: number): void => {
    settings[parameter] = conform(parameter, value);
    applySetting(machinery, parameter);
    settings$.next({ ...settings });
  };
  const holding$ = new BehaviorSubject(false);
  const hold = (on: boolean): void => {
    music.send({ type: 'hold', on });
    holding$.next(on);
  };
  connect(machinery);
  const storage = config.storage === undefined ? browserStorage() : config.storage;
  const desk = createMidiDesk(midi, machinery.board, storage);
  const calibration = createCalibrationDesk({
    ...{ synth, storage, set, now: clock.now, body$: person$, stopMusic: transport.stop, picture: door.picture },
    get: (parameter) => settings[parameter],
  });
  recallCalibrations(calibration, machinery);
  const { dispose: disposeControls, ...controls } = createControlDesk({
    ...{ access$: midi.access$, sent$: midi.sent$, clock, board: machinery.board, storage, settings$, set },
    externalClock$: hub.externalClock$,
    get: (parameter) => settings[parameter],
    act: createActions(machinery, transport, { set, hold }),
    hearClock: (message) => music.send({ type: 'midi-clock', message }),
  });

  return {
    ...{ state$, beats$, bars$, strokes$, person$, motion$, metrics$, notices$ },
    ...transport,
    ...desk,
    ...controls,
    ...recordings.face,
    externalClock$: hub.externalClock$,
    settings$: settings$.asObservable(),
    holding$: holding$.asObservable(),
    use: door.use,
    get picture() {
      return door.picture();
    },
    cameras: () => listCameras(),
    tap: () => {
      const time = clock.now();
      if (!calibration.tap(time)) music.send({ type: 'tap', time });
    },
    calibrate: calibration.calibrate,
    strike: (sound, velocity = 0.8) => void synth.strike(sound, velocity),
    downbeat: () => music.send({ type: 'downbeat', time: clock.now() }),
    fill: () => music.send({ type: 'fill' }),
    hold,
    set: (parameter, value) => {
      set(parameter, value);
      if (parameter === 'cameraDelay' || parameter === 'outputDelay') void calibration.remember(parameter);
    },
    get: (parameter) => settings[parameter],
    recordPoses: (on) => {
      music.send({ type: 'record-poses', on });
      return on ? null : recorders.poses();
    },
    get audio() {
      return synth.tap;
    },
    now: () => clock.now(),
    async dispose() {
      transport.stop();
      door.leave();
      disposeControls();
      pose.dispose();
      music.dispose();
      await recordings.dispose();
      await Promise.all([synth.dispose(), midi.dispose()]);
      hub.complete();
      settings$.complete();
    },
  };
}
