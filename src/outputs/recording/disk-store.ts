import type { RecordingStore, SyncFile } from './types.ts';

/** The folder in the origin's private file system. */
const FOLDER = 'recordings';

/** What TypeScript's page library leaves out: it exists in workers only. */
type SyncFileHandle = FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncFile> };

/**
 * The origin's private file system (OPFS): files that survive the page. In a worker.
 * @throws where the browser has none, or not in this window: private ones, say
 */
export async function openDiskStore(): Promise<RecordingStore> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(FOLDER, { create: true });
  if (!('createSyncAccessHandle' in FileSystemFileHandle.prototype)) throw new Error('No synchronous file access');
  return {
    place: 'storage',
    async ids() {
      const ids: string[] = [];
      for await (const [name, handle] of folder.entries()) if (handle.kind === 'directory') ids.push(name);
      return ids;
    },
    async open(id, name) {
      const directory = await folder.getDirectoryHandle(id, { create: true });
      const handle = (await directory.getFileHandle(name, { create: true })) as SyncFileHandle;
      return handle.createSyncAccessHandle();
    },
    async blob(id, name) {
      const directory = await folder.getDirectoryHandle(id);
      return (await directory.getFileHandle(name)).getFile();
    },
    remove: (id) => folder.removeEntry(id, { recursive: true }),
  };
}
