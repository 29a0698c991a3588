import { BehaviorSubject, type Observable, Subject } from 'rxjs';
import tapUrl from '../../../worklets/tap.worklet.ts?worker&url';
import type { Beat } from '../../beat/types.ts';
import { UserError } from '../../core/errors.ts';
import type { Milliseconds, Seconds } from '../../core/units.ts';
import type { DrumEvent } from '../../schedule/types.ts';
import { TAP_PROCESSOR } from '../synth/protocol.ts';
import type { AudioTap } from '../types.ts';
import type { RecordingCommand, RecordingReport } from './protocol.ts';
import type { TapCommand, TapOptions } from './tap-protocol.ts';
import type { RecordingFile, RecordingInfo } from './types.ts';

/**
 * Writes performances down, in a worker of its own and on the disk where the browser allows it: nothing of them is kept in
 * memory, and what was played up to a second before a crash is there on the next visit. Main thread.
 */
export interface Recorder {
  /** Newest first. Replays. */
  readonly recordings$: Observable<readonly RecordingInfo[]>;
  /** Where they are kept; null before it is known. */
  readonly place: RecordingInfo['place'] | null;
  /** How many unfinished recordings of earlier visits were made whole. Replays. */
  readonly recovered$: Observable<number>;
  /** Storage that is full, a worker that failed. */
  readonly problem$: Observable<UserError>;
  begin(begun: Milliseconds, start: Seconds): void;
  addBeat(beat: Beat): void;
  addStrokes(strokes: readonly DrumEvent[]): void;
  /** The running performance's sound is recorded until the function that it resolves to is called. */
  recordSound(tap: AudioTap): Promise<() => void>;
  end(): void;
  /** @throws UserError 'recording-unknown', 'recording-unwritten' */
  files(id: string, kind: RecordingFile['extension']): Promise<readonly RecordingFile[]>;
  /** @throws UserError as `files` */
  remove(id: string): Promise<void>;
  /** Ends the running performance, however long ago its last sound. */
  dispose(): Promise<void>;
}

/** A worker that doesn't answer is not waited for. */
const PATIENCE: Milliseconds = 1000;

/** Sends what the tap hears straight from the audio thread to the recording worker. */
async function connectTap({ context, node }: AudioTap, port: MessagePort): Promise<() => void> {
  await context.audioWorklet.addModule(tapUrl);
  const processorOptions: TapOptions = { elsewhere: true };
  const options = { numberOfOutputs: 0, channelCount: 2, channelCountMode: 'explicit', processorOptions } as const;
  const tap = new AudioWorkletNode(context, TAP_PROCESSOR, options);
  node.connect(tap);
  tap.port.postMessage({ type: 'to', port } satisfies TapCommand, [port]);
  return () => {
    tap.port.postMessage({ type: 'stop' } satisfies TapCommand);
    node.disconnect(tap);
  };
}

export function createRecorder(): Recorder {
  const worker = new Worker(new URL('./recording.worker.ts', import.meta.url), { type: 'module', name: 'recording' });
  const recordings$ = new BehaviorSubject<readonly RecordingInfo[]>([]);
  const recovered$ = new BehaviorSubject(0);
  const problem$ = new Subject<UserError>();
  let place: Recorder['place'] = null;
  const requests = new Map<number, (report: RecordingReport) => void>();
  let request = 0;
  const send = (command: RecordingCommand, transfer: Transferable[] = []): void =>
    worker.postMessage(command, transfer);

  worker.onmessage = ({ data }: MessageEvent<RecordingReport>) => {
    if (data.type === 'list') {
      place = data.place;
      recordings$.next(data.recordings);
    } else if (data.type === 'recovered') recovered$.next(recovered$.value + data.count);
    else if (data.type === 'problem') problem$.next(new UserError(data.code, data.what, data.remedy));
    else requests.get(data.request)?.(data);
  };
  worker.onerror = ({ message }) => {
    const what = `Recording failed: ${message}.`;
    problem$.next(new UserError('recording-worker-failed', what, 'What was recorded before is there after a reload.'));
  };

  const ask = (command: (request: number) => RecordingCommand) =>
    new Promise<readonly RecordingFile[]>((resolve, reject) => {
      request += 1;
      const number = request;
      requests.set(number, (report) => {
        requests.delete(number);
        if (report.type === 'answer') resolve(report.files);
        else if (report.type === 'refusal') reject(new UserError(report.code, report.what, report.remedy));
      });
      send(command(number));
    });

  return {
    recordings$: recordings$.asObservable(),
    get place() {
      return place;
    },
    recovered$: recovered$.asObservable(),
    problem$: problem$.asObservable(),
    begin: (begun, start) => send({ type: 'begin', begun, start }),
    addBeat: (beat) => send({ type: 'beat', beat }),
    addStrokes: (strokes) => send({ type: 'strokes', strokes }),
    async recordSound(tap) {
      const { port1, port2 } = new MessageChannel();
      send({ type: 'sound', port: port2, sampleRate: tap.context.sampleRate }, [port2]);
      return connectTap(tap, port1);
    },
    end: () => send({ type: 'end' }),
    files: (id, kind) => ask((request) => ({ type: 'files', request, id, kind })),
    async remove(id) {
      await ask((request) => ({ type: 'remove', request, id }));
    },
    async dispose() {
      const closed = ask((request) => ({ type: 'close', request }));
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
      worker.terminate();
    },
  };
}
