import { asyncScheduler, BehaviorSubject, type Observable, type SchedulerLike, type Subscription } from 'rxjs';
import type { PageClock } from '../core/clock.ts';
import { UserError } from '../core/errors.ts';
import type { PoseFrame } from '../core/pose-frame.ts';
import type { Seconds } from '../core/units.ts';
import { decodeBytes, type PoseRecording, parseRecording } from './pose-recording.ts';
import { sendMessage } from './send-frame.ts';
import type { Source, SourceStatus } from './types.ts';

export interface RecordingOptions {
  readonly clock: Pick<PageClock, 'now'>;
  /** A `*.pose.jsonl`, gzipped or not. */
  readonly file: Blob;
  readonly name: string;
  readonly loop: boolean;
  readonly scheduler?: SchedulerLike;
}

/** A {@link Source} that may have something to say about a file that it plays all the same. */
export interface RecordingSource extends Source {
  /** Replays; empty while nothing was read. */
  readonly warnings$: Observable<readonly string[]>;
}

/** How long the last frame of a loop lasts: as long as the others on average. */
function lastStep(frames: readonly PoseFrame[], fps: number): Seconds {
  const span = (frames.at(-1)?.t ?? 0) - (frames[0]?.t ?? 0);
  return span > 0 ? span / (frames.length - 1) : 1 / fps;
}

/** Plays recorded poses in their own time. Main thread. */
export function createRecordingSource(options: RecordingOptions): RecordingSource {
  const { clock, file, name, loop, scheduler = asyncScheduler } = options;
  const status$ = new BehaviorSubject<SourceStatus>({ state: 'idle' });
  const warnings$ = new BehaviorSubject<readonly string[]>([]);
  let port: MessagePort | null = null;
  let timer: Subscription | undefined;

  /** @param origin stream time of the recording's second 0. */
  const playFrom = (to: MessagePort, { header, frames }: PoseRecording, start: Seconds): void => {
    let origin = start - (frames[0]?.t ?? 0);
    let next = 0;
    const turn = (): boolean => {
      if (!loop) return false;
      sendMessage(to, { type: 'discontinuity' });
      const end = origin + (frames.at(-1)?.t ?? 0) + lastStep(frames, header.fps);
      origin = Math.max(end, clock.now()) - (frames[0]?.t ?? 0);
      next = 0;
      return true;
    };
    const sendDue = (): void => {
      for (let frame = frames[next]; frame && origin + frame.t <= clock.now(); frame = frames[++next])
        sendMessage(to, { type: 'pose', pose: { ...frame, t: origin + frame.t } });
      if (next < frames.length || turn())
        timer = scheduler.schedule(sendDue, Math.max(0, 1000 * (origin + (frames[next]?.t ?? 0) - clock.now())));
      else status$.next({ state: 'ended' });
    };
    sendDue();
  };

  const read = async (): Promise<PoseRecording> =>
    parseRecording(await decodeBytes(new Uint8Array(await file.arrayBuffer()), name), name);

  const stop = (): void => {
    timer?.unsubscribe();
    port = null;
    status$.next({ state: 'idle' });
  };

  const begin = async (to: MessagePort): Promise<void> => {
    const recording = await read();
    if (port !== to) return;
    warnings$.next(recording.warnings);
    status$.next({ state: 'running' });
    playFrom(to, recording, clock.now());
  };

  const fail = (cause: unknown): void => {
    const unreadable = (): UserError =>
      new UserError('recording-unreadable', `${name} cannot be read: ${String(cause)}.`, 'Choose the file again.', {
        cause,
      });
    status$.next({ state: 'failed', error: cause instanceof UserError ? cause : unreadable() });
  };

  return {
    kind: 'recording',
    yields: 'pose',
    picture: null,
    status$,
    warnings$,
    stop,
    start: async (to) => {
      if (port) stop();
      port = to;
      status$.next({ state: 'starting' });
      await begin(to).catch((error: unknown) => {
        if (port === to) fail(error);
      });
    },
  };
}
