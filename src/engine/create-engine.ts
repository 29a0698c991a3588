import { BehaviorSubject, type Subscription } from 'rxjs';
import type { Source, SourceChoice } from '../camera/types.ts';
import { conform, DEFAULT_SETTINGS, type ParameterName, type Settings } from '../config.ts';
import { createPageClock, type PageClock } from '../core/clock.ts';
import { createMidiOutput, type MidiOutput } from '../outputs/midi/midi-output.ts';
import { createSynthOutput } from '../outputs/synth/synth-output.ts';
import type { SynthOutput } from '../outputs/types.ts';
import { createPoseClient, type PoseClient } from '../pose/pose-client.ts';
import { POSE_MODELS } from '../pose/types.ts';
import { createHub, type Hub } from './hub.ts';
import { createMusicClient, type MusicClient } from './music-client.ts';
import { asNotice, createNoticeBoard, type NoticeBoard } from './notices.ts';
import { createRecorders, type Recorders } from './recorders.ts';
import { createSource, listCameras } from './sources.ts';
import type { Engine } from './types.ts';

/** What a page may set from the start. */
export interface EngineConfig {
  /** Values that differ from the defaults in `PARAMETERS`. */
  readonly settings?: Partial<Settings>;
}

/** Everything that runs, wired. */
interface Machinery {
  readonly clock: PageClock;
  readonly settings: Settings;
  readonly board: NoticeBoard;
  readonly recorders: Recorders;
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

/** Threads and outputs, connected to each other so that the main thread is on none of their ways. */
function assemble(settings: Settings): Machinery {
  const clock = createPageClock();
  const board = createNoticeBoard();
  const recorders = createRecorders();
  const poses = new MessageChannel();
  const pose = createPoseClient({ model: POSE_MODELS[settings.poseModel]!, output: poses.port1 });
  const music = createMusicClient();
  const synth = createSynthOutput({ clock, volume: settings.volume, kit: settings.kit });
  const midi = createMidiOutput({ clock });
  const hub = createHub(board, recorders, (strokes) => midi.send(strokes));
  const { channel } = synth;
  music.send({ type: 'start', origin: clock.origin, settings, poses: poses.port2 }, [poses.port2]);
  music.send({ type: 'channel', channel }, channel.kind === 'port' ? [channel.port] : []);
  midi.setDelay(settings.midiDelay);
  return { clock, settings, board, recorders, pose, music, synth, midi, hub };
}

function connect({ board, pose, music, synth, midi, hub }: Machinery): void {
  music.report$.subscribe((report) => hub.take(report));
  pose.stats$.subscribe((stats) => hub.setPoseStats(stats));
  pose.errors$.subscribe((error) => board.post('pose', asNotice(error)));
  pose.ready$.subscribe((ready) => ready && board.post('pose', null));
  synth.late$.subscribe((late) => hub.setLateEvents(late));
  synth.clock$.subscribe((sample) => music.send({ type: 'clock', sample }));
  synth.state$.subscribe((audio) => {
    if (audio.state === 'failed') board.post('audio', asNotice(audio.error));
    else board.post('audio', hub.running && audio.state === 'suspended' ? SUSPENDED : null);
  });
  midi.problem$.subscribe((error) => board.post('midi', error && asNotice(error, 'warning')));
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
function applySetting({ settings, synth, pose, midi, music }: Machinery, parameter: ParameterName): void {
  const value = settings[parameter];
  if (parameter === 'volume' || parameter === 'kit') synth.set(parameter, value);
  if (parameter === 'poseModel') pose.useModel(POSE_MODELS[value]!);
  if (parameter === 'midiDelay') midi.setDelay(value);
  music.send({ type: 'set', parameter, value });
}

/** Sound on and off. */
function createTransport({ clock, music, synth, midi, recorders, hub }: Machinery) {
  const run = (on: boolean): void => {
    hub.setRunning(on);
    music.send({ type: 'sound', on });
  };
  const stop = (): void => {
    run(false);
    synth.stop();
  };
  return {
    stop,
    async start(): Promise<void> {
      if (!hub.running) recorders.restart(clock.now());
      run(true);
      await synth.start();
    },
    panic: (): void => {
      stop();
      midi.panic();
    },
  };
}

/**
 * Builds the instrument: pose worker, music worker, audio worklet and MIDI. Nothing is seen before `use()`, nothing sounds
 * before `start()`. Main thread; one a page.
 * @throws RangeError where a setting is not a number
 */
export function createEngine(config: EngineConfig = {}): Engine {
  const machinery = assemble(initialSettings(config));
  const { clock, settings, recorders, pose, music, synth, midi, hub } = machinery;
  const door = createStageDoor(machinery);
  const transport = createTransport(machinery);
  const settings$ = new BehaviorSubject<Settings>({ ...settings });
  const { state$, beats$, bars$, strokes$, person$, motion$, metrics$, notices$ } = hub;
  connect(machinery);

  return {
    ...{ state$, beats$, bars$, strokes$, person$, motion$, metrics$, notices$ },
    ...transport,
    midiPorts$: midi.ports$,
    settings$: settings$.asObservable(),
    use: door.use,
    get picture() {
      return door.picture();
    },
    cameras: () => listCameras(),
    tap: () => music.send({ type: 'tap', time: clock.now() }),
    downbeat: () => music.send({ type: 'downbeat', time: clock.now() }),
    set: (parameter, value) => {
      settings[parameter] = conform(parameter, value);
      applySetting(machinery, parameter);
      settings$.next({ ...settings });
    },
    get: (parameter) => settings[parameter],
    connectMidi: () => midi.connect(),
    chooseMidiPort: (id) => midi.choose(id),
    exportMidi: () => recorders.midi(),
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
      pose.dispose();
      music.dispose();
      await Promise.all([synth.dispose(), midi.dispose()]);
      hub.complete();
      settings$.complete();
    },
  };
}
