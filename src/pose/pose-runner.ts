import type { CameraFrame, SourceMessage } from '../camera/types.ts';
import { createLatencyMeter } from '../core/latency-meter.ts';
import type { Person } from '../core/pose-frame.ts';
import type { Milliseconds, Seconds } from '../core/units.ts';
import { createMailbox } from './mailbox.ts';
import type { PoseMessage, PoseModel, PoseStats } from './types.ts';

/** The pose model as the runner sees it. */
export interface Detector {
  readonly delegate: 'GPU' | 'CPU';
  /** `time` must grow from call to call. Throws when the model's graph is broken, and then at every call. */
  detect(frame: CameraFrame, time: Seconds): Promise<readonly Person[]>;
  /** Mends a broken graph, more thoroughly the higher `attempt` (from 1). */
  recover(attempt: number): Promise<void>;
}

export interface PoseRunnerOptions {
  readonly send: (message: PoseMessage) => void;
  /** First failure of a row of failures. */
  readonly fail: (error: unknown) => void;
  /** A monotonic clock for the cost of things. */
  readonly now: () => Milliseconds;
  /** Resolves when all messages that have arrived by now were accepted. */
  readonly settle: () => Promise<void>;
}

export interface PoseRunner {
  accept(message: SourceMessage): void;
  /** Pictures wait (the newest of them) until there is one. */
  setDetector(detector: Detector): void;
  readStats(model: PoseModel): PoseStats;
}

/** Frees the picture's memory now rather than at the next garbage collection. */
function closeFrame({ image }: CameraFrame): void {
  if ('close' in image) image.close();
}

/**
 * Takes pictures in and sends poses out, one at a time, the newest first; what it overtakes is closed and counted.
 * Poses of a recording pass straight through. Runs in the pose worker.
 */
export function createPoseRunner({ send, fail, now, settle }: PoseRunnerOptions): PoseRunner {
  const meter = createLatencyMeter();
  const counts = { framesIn: 0, framesDropped: 0, framesWithoutPerson: 0, errors: 0 };
  let detector: Detector | undefined;
  let busy = false;
  /** Grows with every discontinuity: a pose that was begun before one is not sent after it. */
  let epoch = 0;
  let lastTime: Seconds = Number.NEGATIVE_INFINITY;
  let failures = 0;
  let report = { at: now(), sent: 0 };

  const drop = (frame: CameraFrame): void => {
    closeFrame(frame);
    counts.framesDropped += 1;
  };
  const mailbox = createMailbox(drop);

  const deliver = (message: PoseMessage & { type: 'pose' }): void => {
    if (message.pose.people.length === 0) counts.framesWithoutPerson += 1;
    report.sent += 1;
    send(message);
  };

  const detect = async (by: Detector, frame: CameraFrame): Promise<void> => {
    const begin = now();
    const begunIn = epoch;
    lastTime = frame.capturedAt;
    const people = await by.detect(frame, frame.capturedAt);
    meter.add(now() - begin);
    failures = 0;
    const { capturedAt: t, width, height } = frame;
    if (begunIn === epoch) deliver({ type: 'pose', pose: { t, width, height, people } });
    else counts.framesDropped += 1;
  };

  const mend = async (by: Detector, error: unknown): Promise<void> => {
    failures += 1;
    counts.errors += 1;
    if (failures === 1) fail(error);
    await by.recover(failures).catch(fail);
  };

  const process = async (by: Detector, frame: CameraFrame): Promise<void> => {
    if (frame.capturedAt <= lastTime) return drop(frame);
    try {
      await detect(by, frame);
      closeFrame(frame);
    } catch (error) {
      drop(frame);
      await mend(by, error);
    }
  };

  const work = async (): Promise<void> => {
    if (busy || !detector) return;
    busy = true;
    await settle();
    for (let frame = mailbox.take(); frame; frame = mailbox.take()) {
      await process(detector, frame);
      await settle();
    }
    busy = false;
  };

  return {
    accept: (message) => {
      if (message.type === 'discontinuity') {
        epoch += 1;
        const waiting = mailbox.take();
        if (waiting) drop(waiting);
        return send(message);
      }
      counts.framesIn += 1;
      if (message.type === 'pose') return deliver(message);
      mailbox.put(message.frame);
      void work();
    },
    setDetector: (next) => {
      detector = next;
      void work();
    },
    readStats: (model) => {
      const at = now();
      const rate = at > report.at ? (1000 * report.sent) / (at - report.at) : 0;
      report = { at, sent: 0 };
      return { ...counts, rate, detect: meter.read(), delegate: detector?.delegate ?? 'none', model };
    },
  };
}
