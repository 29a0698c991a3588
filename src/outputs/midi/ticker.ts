import type { Milliseconds } from '../../core/units.ts';

/** Calls back again and again until the function that it returns is called. */
export type Ticker = (tick: () => void, every: Milliseconds) => () => void;

/** Beats in a worker: a hidden page's own timers come once a second, which would drop nearly every note. Main thread. */
export const workerTicker: Ticker = (tick, every) => {
  const worker = new Worker(new URL('./ticker.worker.ts', import.meta.url), { type: 'module', name: 'midi-ticker' });
  worker.onmessage = tick;
  worker.postMessage(every);
  return () => worker.terminate();
};
