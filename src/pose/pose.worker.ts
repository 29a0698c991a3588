import type { SourceMessage } from '../camera/types.ts';
import { UserError } from '../core/errors.ts';
import { chooseDelegate, hasGpu } from './choose-delegate.ts';
import { createLandmarker, type Delegate, type LandmarkerDetector } from './landmarker.ts';
import { createPoseRunner, type Detector, type PoseRunner } from './pose-runner.ts';
import type { PoseCommand, PoseReport } from './protocol.ts';
import type { PoseModel } from './types.ts';

const STATS_EVERY_MS = 1000;

/**
 * People looked for where nobody asks for a number. With more than one, MediaPipe searches the whole picture again in
 * every frame in which it has fewer, which is nearly always: on a CPU that was measured to take 2.4 times the time, and
 * a beat is found better in 30 poses of one dancer a second than in 15 of everybody. It also stops smoothing: the jitter
 * of the hips was three times as large, for 2 ms less lag. With one, MediaPipe itself follows one body through
 * crossings, and `primary-person` refuses a jump to another.
 */
const PEOPLE = { GPU: 3, CPU: 1 } as const;

const report = (message: PoseReport): void => self.postMessage(message);

/** A timer's task runs after the message tasks that are queued already, so that all waiting frames have been seen. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

function fail(error: unknown): void {
  const known = error instanceof UserError ? error : undefined;
  const remedy =
    known?.remedy ?? 'It is being restarted; if this goes on, choose the other pose model or reload the page.';
  const text = error instanceof Error ? error.message : String(error);
  const what = known ? text.slice(0, text.length - remedy.length).trim() : `The pose model stumbled: ${text}`;
  report({ type: 'error', code: known?.code ?? 'pose-model-failed', what, remedy });
}

let runner: PoseRunner | undefined;
let current: LandmarkerDetector | undefined;
let wanted: PoseModel = 'lite';
let input: MessagePort | undefined;
/** Model changes happen one after the other. */
let changes: Promise<void> = Promise.resolve();

type Create = (delegate: Delegate) => Promise<LandmarkerDetector>;

/** The same detector for the runner whatever stands behind it: a GPU that fails twice in a row is given up for the CPU. */
function createFailSafe(first: LandmarkerDetector, create: Create): Detector {
  current = first;
  let detector = first;
  return {
    get delegate() {
      return detector.delegate;
    },
    detect: (frame, time) => detector.detect(frame, time),
    recover: async (attempt) => {
      if (attempt === 1 || detector.delegate === 'CPU') return detector.recover(attempt);
      detector.close();
      current = detector = await create('CPU');
    },
  };
}

function start({ model, maxPeople, output }: PoseCommand & { type: 'start' }): void {
  wanted = model;
  const started = createPoseRunner({
    send: (message) => output.postMessage(message),
    fail,
    now: () => performance.now(),
    settle,
  });
  runner = started;
  setInterval(() => report({ type: 'stats', stats: started.readStats(wanted) }), STATS_EVERY_MS);
  const load = async (): Promise<void> => {
    const create: Create = (delegate) => createLandmarker(delegate, wanted, maxPeople ?? PEOPLE[delegate]);
    const first = await chooseDelegate(create, hasGpu());
    started.setDetector(createFailSafe(first, create));
    report({ type: 'ready', model: first.model, delegate: first.delegate });
  };
  changes = load().catch(fail);
}

function listen(port: MessagePort): void {
  input?.close();
  input = port;
  runner?.accept({ type: 'discontinuity' });
  port.onmessage = ({ data }: MessageEvent<SourceMessage>) => runner?.accept(data);
}

async function change(model: PoseModel): Promise<void> {
  await current?.use(model);
  wanted = model;
  if (current) report({ type: 'ready', model, delegate: current.delegate });
}

self.onmessage = ({ data }: MessageEvent<PoseCommand>): void => {
  if (data.type === 'start') start(data);
  else if (data.type === 'input') listen(data.port);
  else if (data.type === 'model') changes = changes.then(() => change(data.model)).catch(fail);
  else current?.poison();
};
