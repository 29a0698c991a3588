import { UserError } from '../../core/errors.ts';
import type { Seconds } from '../../core/units.ts';
import type { TapChunk } from '../synth/protocol.ts';
import { type OpenPerformance, openPerformance } from './performance.ts';
import type { RecordingCommand, RecordingReport } from './protocol.ts';
import { createShelf, journalToMidi } from './shelf.ts';
import type { TapMessage } from './tap-protocol.ts';
import type { RecordingFile, RecordingStore } from './types.ts';

/** The part of a MessagePort that the tap's sound needs. */
export interface SoundPort {
  onmessage: ((event: MessageEvent<TapMessage>) => void) | null;
  postMessage(message: unknown, transfer: Transferable[]): void;
}

/** The recording worker's inside. Everything is done in the order in which it was asked for. */
export interface RecordingRoom {
  command(command: RecordingCommand): void;
  /** Call it once a second: puts on the disk what came in meanwhile. */
  tick(): void;
  /** Resolves when all that was asked for so far is done. */
  idle(): Promise<void>;
}

type Work = Promise<void> | void;
type Handlers = {
  readonly [T in RecordingCommand['type']]: (command: Extract<RecordingCommand, { type: T }>) => Work;
};

/** A tap answers within milliseconds, but not while the audio thread is gone. */
const ENDING_TICKS = 2;

const ofTime = (seconds: Seconds): string =>
  [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((part) => String(Math.floor(part)).padStart(2, '0'))
    .join(':');

const full = (seconds: Seconds, cause: unknown): UserError =>
  new UserError(
    'recording-full',
    `Recording of sound stopped after ${ofTime(seconds)}: there is no room left (${cause instanceof Error ? cause.message : cause}).`,
    'What was recorded is kept: stop, download it, then delete recordings.',
  );
const unwritten = (cause: unknown): UserError =>
  new UserError(
    'recording-unwritten',
    `The performance could not be written down (${cause instanceof Error ? cause.message : cause}).`,
    'Delete old recordings, or free room on this device.',
  );

const fields = ({ code, message, remedy }: UserError) => ({
  code,
  what: message.slice(0, -remedy.length).trim(),
  remedy,
});

/** Recording thread. @param report what the main thread is told; problems are told once each */
export function createRecordingRoom(store: RecordingStore, report: (report: RecordingReport) => void): RecordingRoom {
  const shelf = createShelf(store);
  let running: OpenPerformance | null = null;
  /** Sound that comes in from another tap than the newest is not wanted any more. */
  let listening: SoundPort | null = null;
  let busyElsewhere = 0;
  /** Ticks until the performance ends, whether or not its tap has sent the last of its sound. */
  let ending = 0;
  let queue = Promise.resolve();
  let told = '';

  const complain = (error: UserError): void => {
    if (told !== error.code) report({ type: 'problem', ...fields(error) });
    told = error.code;
  };
  const enqueue = (work: () => Work): void => {
    queue = queue.then(work).catch((cause) => complain(cause instanceof UserError ? cause : unwritten(cause)));
  };
  const list = (): void =>
    report({
      type: 'list',
      place: store.place,
      recordings: running ? [running.info, ...shelf.recordings] : shelf.recordings,
    });
  const inspect = async (): Promise<void> => {
    const { busy, recovered } = await shelf.inspect(running?.id ?? null);
    busyElsewhere = busy;
    if (recovered > 0) report({ type: 'recovered', count: recovered });
  };

  const end = async (): Promise<void> => {
    const over = running;
    running = null;
    listening = null;
    ending = 0;
    told = '';
    try {
      await over?.close();
    } finally {
      await inspect();
    }
  };
  const begin = async ({ begun, start }: Extract<RecordingCommand, { type: 'begin' }>): Promise<void> => {
    await end();
    running = await openPerformance(store, begun, start);
    list();
  };
  const endNow = async (): Promise<void> => {
    await end();
    list();
  };

  const take = async (chunk: TapChunk): Promise<void> => {
    try {
      await running?.addSound(chunk);
    } catch (cause) {
      listening = null;
      complain(full(running?.info.length ?? 0, cause));
    }
  };

  const listen = (port: SoundPort, sampleRate: number): void => {
    running?.openSound(sampleRate);
    listening = port;
    port.onmessage = ({ data }) =>
      enqueue(async () => {
        if (listening !== port) return;
        if ('end' in data) {
          listening = null;
          running?.closeSound();
          return ending > 0 ? endNow() : list();
        }
        await take(data);
        port.postMessage({ left: data.left, right: data.right }, [data.left.buffer, data.right.buffer]);
      });
  };

  const filesOf = async (id: string, kind: RecordingFile['extension']): Promise<readonly RecordingFile[]> => {
    if (id === running?.id && kind === 'mid')
      return [{ extension: 'mid', part: 1, blob: journalToMidi(running.journal()) }];
    return shelf.files(id, kind);
  };

  const remove = async (id: string): Promise<readonly RecordingFile[]> => {
    await shelf.remove(id);
    list();
    return [];
  };

  const close = async (): Promise<readonly RecordingFile[]> => {
    await endNow();
    return [];
  };

  const answer = async (request: number, work: () => Promise<readonly RecordingFile[]>): Promise<void> => {
    try {
      report({ type: 'answer', request, files: await work() });
    } catch (cause) {
      report({ type: 'refusal', request, ...fields(cause instanceof UserError ? cause : unwritten(cause)) });
    }
  };

  const handlers: Handlers = {
    begin,
    beat: ({ beat }) => running?.addBeat(beat),
    strokes: ({ strokes }) => {
      for (const stroke of strokes) running?.addStroke(stroke);
    },
    sound: ({ port, sampleRate }) => listen(port, sampleRate),
    end: async () => {
      if (listening) ending = ENDING_TICKS;
      else await endNow();
    },
    files: ({ request, id, kind }) => answer(request, () => filesOf(id, kind)),
    remove: ({ request, id }) => answer(request, () => remove(id)),
    close: ({ request }) => answer(request, close),
  };

  enqueue(async () => {
    await inspect();
    list();
  });

  return {
    command: (command) => enqueue(() => (handlers[command.type] as (command: RecordingCommand) => Work)(command)),
    tick: () =>
      enqueue(async () => {
        running?.commit();
        if (ending > 0 && --ending === 0) await end();
        if (busyElsewhere > 0) await inspect();
        list();
      }),
    async idle() {
      for (let seen: Promise<void> | null = null; seen !== queue; ) {
        seen = queue;
        await seen;
      }
    },
  };
}
