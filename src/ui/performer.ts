import { PARAMETERS } from '../config.ts';
import type { Engine } from '../engine/types.ts';
import type { StageCommand } from './keys.ts';

/** What the performer needs from the page around it. */
export interface Desk {
  /** Hands a file to the user. */
  download(blob: Blob, extension: string): void;
  /** Says what went wrong, in place. */
  say(text: string): void;
  showHelp(): void;
  /** Sound is on. */
  running(): boolean;
  /** The groove is held, by whatever asked for it last. */
  holding(): boolean;
  /** Sound is being started, which can take a moment, or no longer. */
  onStarting(on: boolean): void;
  /** Poses are being recorded, or no longer. */
  onRecording(on: boolean): void;
  /** The sound is to be recorded, or no longer. */
  onRecordingSound(on: boolean): void;
}

/** Carries out commands, wherever they came from: a key or a button. */
export interface Performer {
  perform(command: StageCommand): void;
}

const { min: MUTED, default: USUAL_VOLUME } = PARAMETERS.volume;

export function createPerformer(engine: Engine, desk: Desk): Performer {
  let volumeBefore: number = USUAL_VOLUME;
  let recording = false;
  let recordingSound = false;
  let starting = false;

  const sayError = (error: unknown): void => desk.say(error instanceof Error ? error.message : String(error));

  const setStarting = (on: boolean): void => {
    starting = on;
    desk.onStarting(on);
  };

  const start = (): void => {
    if (starting) return;
    setStarting(true);
    engine
      .start()
      .catch(sayError)
      .finally(() => setStarting(false));
  };

  const mute = (): void => {
    const volume = engine.get('volume');
    if (volume > MUTED) volumeBefore = volume;
    engine.set('volume', volume > MUTED ? MUTED : volumeBefore);
  };

  const hold = (): void => engine.hold(!desk.holding());

  const save = (): void => {
    engine
      .exportMidi()
      .then((file) => desk.download(file, 'mid'))
      .catch(sayError);
  };

  const record = (): void => {
    recording = !recording;
    const blob = engine.recordPoses(recording);
    if (blob) desk.download(blob, 'pose.jsonl');
    desk.onRecording(recording);
  };

  const recordSound = (): void => {
    recordingSound = !recordingSound;
    engine.recordAudio(recordingSound).catch(sayError);
    desk.onRecordingSound(recordingSound);
  };

  const actions: Readonly<Record<Exclude<StageCommand['type'], 'kit'>, () => void>> = {
    toggle: () => (desk.running() ? engine.stop() : start()),
    start,
    panic: () => engine.panic(),
    tap: () => engine.tap(),
    downbeat: () => engine.downbeat(),
    fill: () => engine.fill(),
    hold,
    mute,
    record,
    'record-sound': recordSound,
    save,
    help: () => desk.showHelp(),
  };

  return {
    perform(command) {
      if (command.type === 'kit') engine.set('kit', command.kit);
      else actions[command.type]();
    },
  };
}
