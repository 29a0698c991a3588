import { type Observable, Subject } from 'rxjs';
import type { MusicCommand, MusicReport } from './music-protocol.ts';

/** The music worker as the main thread sees it. */
export interface MusicClient {
  send(command: MusicCommand, transfer?: Transferable[]): void;
  readonly report$: Observable<MusicReport>;
  dispose(): void;
}

/** Starts the music worker; it waits for 'start'. Main thread. */
export function createMusicClient(): MusicClient {
  const worker = new Worker(new URL('./music.worker.ts', import.meta.url), { type: 'module', name: 'music' });
  const report$ = new Subject<MusicReport>();
  worker.onmessage = ({ data }: MessageEvent<MusicReport>) => report$.next(data);
  worker.onerror = ({ message }) => {
    const what = `The music worker failed: ${message}.`;
    report$.next({ type: 'error', code: 'music-worker-failed', what, remedy: 'Reload the page.' });
  };
  return {
    send: (command, transfer = []) => worker.postMessage(command, transfer),
    report$: report$.asObservable(),
    dispose: () => {
      worker.terminate();
      report$.complete();
    },
  };
}
