import type { RecordingStore, SyncFile } from './types.ts';

const PAGE_BYTES = 2 ** 20;

/** What all files together hold. */
interface Budget {
  left: number;
}

interface MemoryFile extends SyncFile {
  readonly blob: () => Blob;
}

function createMemoryFile(budget: Budget): MemoryFile {
  const pages: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  /** Calls back with each stretch of `length` bytes from `at` on that lies in one page. */
  const walk = (at: number, length: number, visit: (page: Uint8Array<ArrayBuffer>, done: number) => void): void => {
    for (let done = 0; done < length; ) {
      const from = (at + done) % PAGE_BYTES;
      const count = Math.min(length - done, PAGE_BYTES - from);
      visit(pages[Math.floor((at + done) / PAGE_BYTES)]!.subarray(from, from + count), done);
      done += count;
    }
  };
  return {
    write(bytes, { at }) {
      const growth = Math.max(0, at + bytes.length - size);
      if (growth > budget.left) return 0;
      budget.left -= growth;
      size += growth;
      while (pages.length * PAGE_BYTES < size) pages.push(new Uint8Array(PAGE_BYTES));
      walk(at, bytes.length, (page, done) => page.set(bytes.subarray(done, done + page.length)));
      return bytes.length;
    },
    read(target, { at }) {
      const count = Math.max(0, Math.min(target.length, size - at));
      walk(at, count, (page, done) => target.set(page, done));
      return count;
    },
    truncate(length) {
      budget.left += size - length;
      size = length;
      pages.length = Math.ceil(size / PAGE_BYTES);
    },
    getSize: () => size,
    flush() {},
    close() {},
    blob: () => new Blob(pages.map((page, i) => page.subarray(0, Math.min(PAGE_BYTES, size - i * PAGE_BYTES)))),
  };
}

/** Files that live as long as the page. @param limit bytes of all together; what doesn't fit is not written */
export function createMemoryStore(limit: number): RecordingStore {
  const folders = new Map<string, Map<string, MemoryFile>>();
  const budget: Budget = { left: limit };
  return {
    place: 'memory',
    ids: async () => [...folders.keys()],
    open: async (id, name) => {
      const folder = folders.get(id) ?? new Map<string, MemoryFile>();
      const file = folder.get(name) ?? createMemoryFile(budget);
      folders.set(id, folder.set(name, file));
      return file;
    },
    blob: async (id, name) => {
      const file = folders.get(id)?.get(name);
      if (!file) throw new Error(`There is no ${name} in ${id}`);
      return file.blob();
    },
    remove: async (id) => {
      for (const file of folders.get(id)?.values() ?? []) file.truncate(0);
      folders.delete(id);
    },
  };
}
