import { createMemoryStore } from '../../../src/outputs/recording/memory-store.ts';
import type { RecordingStore, SyncFile } from '../../../src/outputs/recording/types.ts';

/** A disk that outlives its pages: a file can be open only once, until the page that opened it crashes. */
export interface Disk {
  /** As a page sees it. */
  mount(): RecordingStore;
  /** The page is gone, without closing anything. */
  crash(): void;
}

export function createDisk(limit = 2 ** 26): Disk {
  const memory = createMemoryStore(limit);
  const open = new Set<string>();
  const guard = (file: SyncFile, path: string): SyncFile => ({
    write: (bytes, options) => file.write(bytes, options),
    read: (target, options) => file.read(target, options),
    truncate: (size) => file.truncate(size),
    getSize: () => file.getSize(),
    flush: () => file.flush(),
    close: () => open.delete(path),
  });
  return {
    mount: () => ({
      ...memory,
      place: 'storage',
      async open(id, name) {
        const path = `${id}/${name}`;
        if (open.has(path)) throw new Error(`${path} is open`);
        open.add(path);
        return guard(await memory.open(id, name), path);
      },
    }),
    crash: () => open.clear(),
  };
}
