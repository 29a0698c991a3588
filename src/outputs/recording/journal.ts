import type { Beat } from '../../beat/types.ts';
import type { Milliseconds, SampleFrame, Seconds } from '../../core/units.ts';
import type { DrumEvent } from '../../schedule/types.ts';
import type { RecordedSound, SyncFile } from './types.ts';

export const JOURNAL_FILE = 'journal.jsonl';

/** One line of a performance's journal. Times are stream-clock times but for `begun`. */
export type JournalEntry =
  | { readonly type: 'begin'; readonly begun: Milliseconds; readonly start: Seconds }
  | ({ readonly type: 'beat' } & Beat)
  | ({ readonly type: 'stroke' } & DrumEvent)
  | { readonly type: 'sound'; readonly file: string; readonly sampleRate: number; readonly frame: SampleFrame }
  | ({ readonly type: 'end' } & JournalEnd);

/** Stands last when all is written. */
export interface JournalEnd {
  readonly length: Seconds;
  readonly strokes: number;
  readonly sounds: readonly RecordedSound[];
  /** Written after a crash. */
  readonly recovered: boolean;
}

type Entry<T extends JournalEntry['type']> = Extract<JournalEntry, { type: T }>;

/** A journal as it is read. `end` is null where the page ended before the performance did. */
export interface Journal {
  readonly begin: Entry<'begin'> | null;
  readonly beats: readonly Beat[];
  readonly strokes: readonly DrumEvent[];
  readonly sounds: readonly Entry<'sound'>[];
  readonly end: JournalEnd | null;
}

export const formatEntry = (entry: JournalEntry): string => `${JSON.stringify(entry)}\n`;

/** Null for a line that a crash has torn. */
export function parseEntry(line: string): JournalEntry | null {
  try {
    const entry = JSON.parse(line) as JournalEntry | null;
    return typeof entry === 'object' && entry !== null && typeof entry.type === 'string' ? entry : null;
  } catch {
    return null;
  }
}

/** Reads whatever can be read; never throws. */
export function parseJournal(text: string): Journal {
  const entries = text.split('\n').flatMap((line) => parseEntry(line) ?? []);
  const all = <T extends JournalEntry['type']>(type: T): Entry<T>[] =>
    entries.filter((entry): entry is Entry<T> => entry.type === type);
  return {
    begin: all('begin')[0] ?? null,
    beats: all('beat'),
    strokes: all('stroke'),
    sounds: all('sound'),
    end: all('end').at(-1) ?? null,
  };
}

/** A journal that grows. In a worker. */
export interface JournalFile {
  add(entry: JournalEntry): void;
  /** Writes what was added. Where the storage is full it stays in memory until there is room. @throws then */
  commit(): void;
  /** All of it, what isn't written yet included. */
  text(): string;
  close(): void;
}

/** Goes on after what the file holds, on a line of its own. */
export function createJournalFile(file: SyncFile): JournalFile {
  let size = file.getSize();
  let waiting = size > 0 ? '\n' : '';
  return {
    add(entry) {
      waiting += formatEntry(entry);
    },
    commit() {
      if (waiting === '') return;
      const bytes = new TextEncoder().encode(waiting);
      if (file.write(bytes, { at: size }) < bytes.length) throw new Error(`No room after ${size} bytes`);
      size += bytes.length;
      waiting = '';
      file.flush();
    },
    text() {
      const bytes = new Uint8Array(size);
      file.read(bytes, { at: 0 });
      return new TextDecoder().decode(bytes) + waiting;
    },
    close: () => file.close(),
  };
}
