import { Session } from 'node:inspector';

interface CallNode {
  readonly callFrame: { readonly url: string; readonly functionName: string };
  readonly selfSize: number;
  readonly children: readonly CallNode[];
}

/** Bytes by the function that put them on the heap. */
export type Allocations = ReadonlyMap<string, number>;

/**
 * What functions of `src` and `worklets` put on the heap while `run` runs, by V8's sampling profiler (on average every 64
 * bytes), what has been collected meanwhile included. Not what V8 itself does, nor the test.
 */
export function allocations(run: () => void): Allocations {
  const session = new Session();
  session.connect();
  const sampling = {
    samplingInterval: 64,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  };
  session.post('HeapProfiler.startSampling', sampling);
  run();
  const bytes = new Map<string, number>();
  const add = ({ callFrame: { url, functionName }, selfSize, children }: CallNode): void => {
    const place = /(?<!\/test)\/(?:src|worklets)\/.*$/.exec(url)?.[0];
    if (place && selfSize > 0)
      bytes.set(`${functionName} ${place}`, (bytes.get(`${functionName} ${place}`) ?? 0) + selfSize);
    children.forEach(add);
  };
  session.post('HeapProfiler.stopSampling', (error, result) => {
    if (error) throw error;
    add(result.profile.head as CallNode);
  });
  session.disconnect();
  return bytes;
}

export const total = (bytes: Allocations): number => [...bytes.values()].reduce((sum, size) => sum + size, 0);
