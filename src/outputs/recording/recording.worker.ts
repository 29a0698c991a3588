import { openDiskStore } from './disk-store.ts';
import { createMemoryStore } from './memory-store.ts';
import type { RecordingCommand, RecordingReport } from './protocol.ts';
import { createRecordingRoom } from './recording-room.ts';
import { MEMORY_LIMIT } from './types.ts';

/** What a crash can cost at most. */
const TICK_MS = 1000;

const report = (message: RecordingReport): void => self.postMessage(message);

const opening = openDiskStore()
  .catch(() => createMemoryStore(MEMORY_LIMIT))
  .then((store) => {
    const room = createRecordingRoom(store, report);
    setInterval(() => room.tick(), TICK_MS);
    return room;
  });

self.onmessage = ({ data }: MessageEvent<RecordingCommand>) => void opening.then((room) => room.command(data));
