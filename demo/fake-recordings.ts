import { BehaviorSubject } from 'rxjs';
import type { UserError } from '../src/core/errors.ts';
import type { Seconds } from '../src/core/units.ts';
import type { Engine } from '../src/engine/types.ts';
import type { RecordingInfo } from '../src/outputs/recording/types.ts';

const SAMPLE_RATE = 48_000;
const STROKES_PER_SECOND = 9;

/** What a test or a demonstration does in the place of a disk. */
export interface FakeRecordings {
  /** What is kept from earlier visits. */
  shelve(recordings: readonly RecordingInfo[]): void;
  /** Downloads and deletions fail with this; null: they work. */
  fail(error: UserError | null): void;
}

/** Recordings that grow by the clock and hold nothing. */
export function createFakeRecordings(now: () => Seconds, note: (name: string, argument?: unknown) => void) {
  const list = new BehaviorSubject<readonly RecordingInfo[]>([]);
  let error: UserError | null = null;
  let wanted = false;
  let began: Seconds = 0;
  /** When sound began to be recorded; null: it isn't. */
  let soundSince: Seconds | null = null;

  const change = (work: (running: RecordingInfo) => RecordingInfo): void =>
    list.next(list.value.map((each) => (each.state === 'running' ? work(each) : each)));
  const grow = (running: RecordingInfo): RecordingInfo => {
    const length = now() - began;
    const frames = soundSince === null ? 0 : Math.round((now() - soundSince) * SAMPLE_RATE);
    const sounds = frames > 0 ? [{ file: 'sound-1.wav', sampleRate: SAMPLE_RATE, frame: 0, frames }] : running.sounds;
    return { ...running, length, strokes: Math.round(length * STROKES_PER_SECOND), sounds };
  };
  const attempt = (): void => {
    if (error) throw error;
  };

  const engine: Pick<Engine, 'recordings$' | 'recordAudio' | 'downloadRecording' | 'deleteRecording'> = {
    recordings$: list,
    recordAudio: async (on) => {
      note('recordAudio', on);
      wanted = on;
      change(grow);
      soundSince = on && list.value.some(({ state }) => state === 'running') ? now() : null;
    },
    downloadRecording: async (id, kind) => {
      note('downloadRecording', `${id} ${kind}`);
      attempt();
      return [{ extension: kind === 'midi' ? 'mid' : 'wav', part: 1, blob: new Blob(['RIFF']) }];
    },
    deleteRecording: async (id) => {
      note('deleteRecording', id);
      attempt();
      list.next(list.value.filter((recording) => recording.id !== id));
    },
  };
  const recordings: FakeRecordings = {
    shelve: (kept) => list.next(kept),
    fail: (cause) => {
      error = cause;
    },
  };
  return {
    engine,
    recordings,
    begin: (): void => {
      began = now();
      soundSince = wanted ? began : null;
      const id = `played-${list.value.length + 1}`;
      const begun = Date.now();
      list.next([{ id, begun, length: 0, strokes: 0, sounds: [], state: 'running', place: 'storage' }, ...list.value]);
    },
    /** Call it about once a second. */
    tick: (): void => change(grow),
    end: (): void => change((running) => ({ ...grow(running), state: 'finished' })),
  };
}
