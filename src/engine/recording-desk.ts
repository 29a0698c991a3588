import { UserError } from '../core/errors.ts';
import type { Milliseconds, Seconds } from '../core/units.ts';
import { createMidiRecorder } from '../outputs/midi/midi-file.ts';
import type { Recorder } from '../outputs/recording/recorder.ts';
import { MEMORY_LIMIT, recordingId } from '../outputs/recording/types.ts';
import type { AudioTap } from '../outputs/types.ts';
import { asNotice, type NoticeBoard } from './notices.ts';
import type { Engine, Notice } from './types.ts';

/** Sound goes on being recorded so long after a stop: the room rings on. */
const TAIL: Milliseconds = 500;

export interface RecordingDeskParts {
  readonly recorder: Recorder;
  readonly board: NoticeBoard;
  /** Null before the first start. */
  readonly audio: () => AudioTap | null;
  readonly sleep: (ms: Milliseconds) => Promise<void>;
  /** Asks the browser not to clear the files away when the device gets full. */
  readonly persist: () => Promise<unknown>;
}

/** When what is recorded: the engine's part of it. Main thread. */
export interface RecordingDesk {
  /** What the engine shows of it. */
  readonly face: Pick<Engine, 'recordings$' | 'recordAudio' | 'downloadRecording' | 'deleteRecording' | 'exportMidi'>;
  /** A performance begins. @param start on the stream clock */
  begin(begun: Milliseconds, start: Seconds): void;
  /** The audio output is there: where sound is to be recorded, it is from now on. */
  soundRuns(): void;
  /** The performance is over; its files are closed when its sound has died away. */
  end(): Promise<void>;
  /** Ends what runs, at once. */
  dispose(): Promise<void>;
}

const IN_MEMORY: Notice = {
  code: 'recording-in-memory',
  level: 'warning',
  text: `This browser keeps no files for the page (a private window?). Recordings end with the page, and at ${MEMORY_LIMIT / 2 ** 20} MB, about 11 minutes of sound. Download them before you leave.`,
};

function recoveredNotice(count: number): Notice | null {
  if (count === 0) return null;
  const what = count === 1 ? 'A recording that was cut off is' : `${count} recordings that were cut off are`;
  return { code: 'recording-recovered', level: 'info', text: `${what} safe: download or delete under recordings.` };
}

export function createRecordingDesk({ recorder, board, audio, sleep, persist }: RecordingDeskParts): RecordingDesk {
  let wanted = false;
  /** Counts performances; odd while one runs. */
  let performance = 0;
  let newest: string | null = null;
  let sound: Promise<() => void> | null = null;
  const running = (): boolean => performance % 2 === 1;
  recorder.recovered$.subscribe((count) => board.post('recording-recovered', recoveredNotice(count)));
  recorder.problem$.subscribe((error) => board.post('recording', asNotice(error, 'warning')));

  const closeSound = async (): Promise<void> => {
    const stop = await sound;
    sound = null;
    stop?.();
  };
  const openSound = (): void => {
    const tap = audio();
    if (!wanted || !running() || sound || !tap) return;
    sound = recorder.recordSound(tap);
  };
  const settle = (): void => {
    board.post('recording', null);
    board.post('recording-recovered', null);
  };

  const face: RecordingDesk['face'] = {
    recordings$: recorder.recordings$,
    async recordAudio(on) {
      wanted = on;
      board.post('recording-memory', on && recorder.place === 'memory' ? IN_MEMORY : null);
      if (!on) return closeSound();
      openSound();
      await persist();
    },
    async downloadRecording(id, kind) {
      settle();
      return recorder.files(id, kind === 'midi' ? 'mid' : 'wav');
    },
    async deleteRecording(id) {
      settle();
      await recorder.remove(id);
    },
    async exportMidi() {
      const nothing = (): Blob => new Blob([createMidiRecorder(0).toFile()], { type: 'audio/midi' });
      if (!newest) return nothing();
      try {
        const [file] = await recorder.files(newest, 'mid');
        return file!.blob;
      } catch (error) {
        if (error instanceof UserError && error.code === 'recording-unknown') return nothing();
        throw error;
      }
    },
  };

  return {
    face,
    begin(begun, start) {
      performance += 1;
      newest = recordingId(begun);
      sound = null;
      settle();
      recorder.begin(begun, start);
    },
    soundRuns: openSound,
    async end() {
      if (!running()) return;
      performance += 1;
      const [over, stop] = [performance, sound];
      await sleep(TAIL);
      (await stop)?.();
      if (performance !== over) return;
      sound = null;
      recorder.end();
    },
    async dispose() {
      await closeSound();
      await recorder.dispose();
    },
  };
}
