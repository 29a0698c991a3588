import { BehaviorSubject, type Observable, Subject } from 'rxjs';
import { UserError } from '../core/errors.ts';
import type { PoseCommand, PoseReport } from './protocol.ts';
import type { PoseModel, PoseStats } from './types.ts';

export interface PoseClientOptions {
  readonly model: PoseModel;
  /** Poses leave through this as `PoseMessage`s; it is transferred, e.g. to speak with the music worker directly. */
  readonly output: MessagePort;
  /** People looked for in a picture; left out, as many as the delegate can afford. */
  readonly maxPeople?: number;
  readonly worker?: Worker;
}

/** The pose worker as the main thread sees it. */
export interface PoseClient {
  /** A new way in, for one source; the one before falls silent. Sends 'discontinuity' down the stream. */
  connect(): MessagePort;
  useModel(model: PoseModel): void;
  /** Replays the newest; null before the first, about a second after the start. */
  readonly stats$: Observable<PoseStats | null>;
  /** Replays; null while no model is ready. */
  readonly ready$: Observable<{ readonly model: PoseModel; readonly delegate: 'GPU' | 'CPU' } | null>;
  readonly errors$: Observable<UserError>;
  /** For tests: breaks the model's graph, to see it recover. */
  poison(): void;
  dispose(): void;
}

function createWorker(): Worker {
  return new Worker(new URL('./pose.worker.ts', import.meta.url), { type: 'module', name: 'pose' });
}

/** Starts the pose worker. Main thread. */
export function createPoseClient(options: PoseClientOptions): PoseClient {
  const worker = options.worker ?? createWorker();
  const stats$ = new BehaviorSubject<PoseStats | null>(null);
  const ready$ = new BehaviorSubject<{ readonly model: PoseModel; readonly delegate: 'GPU' | 'CPU' } | null>(null);
  const errors$ = new Subject<UserError>();
  const command = (message: PoseCommand, transfer: Transferable[] = []): void => worker.postMessage(message, transfer);

  worker.onmessage = ({ data }: MessageEvent<PoseReport>) => {
    if (data.type === 'stats') stats$.next(data.stats);
    else if (data.type === 'ready') ready$.next(data);
    else errors$.next(new UserError(data.code, data.what, data.remedy));
  };
  worker.onerror = ({ message }) => {
    errors$.next(new UserError('pose-worker-failed', `The pose worker failed: ${message}.`, 'Reload the page.'));
  };
  const { model, output, maxPeople = null } = options;
  command({ type: 'start', model, maxPeople, output }, [output]);

  return {
    connect: () => {
      const { port1, port2 } = new MessageChannel();
      command({ type: 'input', port: port2 }, [port2]);
      return port1;
    },
    useModel: (next) => command({ type: 'model', model: next }),
    poison: () => command({ type: 'poison' }),
    stats$,
    ready$,
    errors$,
    dispose: () => {
      worker.terminate();
      stats$.complete();
      ready$.complete();
      errors$.complete();
    },
  };
}
