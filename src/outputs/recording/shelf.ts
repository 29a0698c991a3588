import { UserError } from '../../core/errors.ts';
import { createMidiRecorder } from '../midi/midi-file.ts';
import { createJournalFile, JOURNAL_FILE, type JournalEnd, parseEntry, parseJournal } from './journal.ts';
import { repairSoundFile } from './sound-file.ts';
import type { RecordedSound, RecordingFile, RecordingInfo, RecordingStore } from './types.ts';

/** A journal's last line is found in so many bytes at its end. */
const TAIL_BYTES = 65_536;
/** Of performances without sound so many are kept; the oldest go. */
export const MOST_SILENT = 50;

/** null: not finished. @throws where there is no journal */
async function readInfo(store: RecordingStore, id: string): Promise<RecordingInfo | null> {
  const blob = await store.blob(id, JOURNAL_FILE);
  const [head, tail] = await Promise.all([blob.slice(0, TAIL_BYTES).text(), blob.slice(-TAIL_BYTES).text()]);
  const begin = parseEntry(head.split('\n')[0]!);
  const end = parseEntry(tail.trimEnd().split('\n').at(-1)!);
  if (begin?.type !== 'begin' || end?.type !== 'end') return null;
  const { length, strokes, sounds, recovered } = end;
  return {
    id,
    begun: begin.begun,
    length,
    strokes,
    sounds,
    state: recovered ? 'recovered' : 'finished',
    place: store.place,
  };
}

/** Makes a recording whole whose page ended before it. False where nothing is in it. @throws where it is open in another page */
async function repair(store: RecordingStore, id: string): Promise<boolean> {
  const journal = createJournalFile(await store.open(id, JOURNAL_FILE));
  const { begin, strokes, sounds: begun } = parseJournal(journal.text());
  const sounds: RecordedSound[] = [];
  for (const { file, sampleRate, frame } of begun) {
    const frames = repairSoundFile(await store.open(id, file), sampleRate);
    if (frames > 0) sounds.push({ file, sampleRate, frame, frames });
  }
  const start = begin?.start ?? 0;
  const seconds = sounds.reduce((sum, { frames, sampleRate }) => sum + frames / sampleRate, 0);
  const length = strokes.reduce((most, { time }) => Math.max(most, time - start), seconds);
  const end: JournalEnd = { length, strokes: strokes.length, sounds, recovered: true };
  journal.add({ type: 'end', ...end });
  journal.commit();
  journal.close();
  return strokes.length > 0 || sounds.length > 0;
}

/** The .mid of a journal, as far as it goes. */
export function journalToMidi(text: string): Blob {
  const { begin, beats, strokes } = parseJournal(text);
  const recorder = createMidiRecorder(begin?.start ?? 0);
  for (const beat of beats) recorder.addBeat(beat);
  for (const stroke of strokes) recorder.addStroke(stroke);
  return new Blob([recorder.toFile()], { type: 'audio/midi' });
}

/** What became of what was found in the store. */
export interface Inspection {
  /** Recordings that are open in another page. */
  readonly busy: number;
  /** Recordings that a crash had left unfinished. */
  readonly recovered: number;
}
type Finding = 'fine' | 'empty' | keyof Inspection;

/** What is kept of performances that are over. In a worker. */
export interface Shelf {
  readonly recordings: readonly RecordingInfo[];
  /**
   * Looks through the store, makes whole what a crash has left behind, and forgets what is empty. What is open in another page
   * is left alone. @param except the performance that runs in this page
   */
  inspect(except: string | null): Promise<Inspection>;
  files(id: string, kind: RecordingFile['extension']): Promise<readonly RecordingFile[]>;
  remove(id: string): Promise<void>;
}

const unknown = (id: string): UserError =>
  new UserError(
    'recording-unknown',
    `There is no finished recording "${id}".`,
    'Stop the performance first if it is the running one.',
  );

export function createShelf(store: RecordingStore): Shelf {
  const shelf = new Map<string, RecordingInfo>();
  const newestFirst = (): RecordingInfo[] => [...shelf.values()].sort((a, b) => b.begun - a.begun);
  const find = (id: string): RecordingInfo => {
    const info = shelf.get(id);
    if (!info) throw unknown(id);
    return info;
  };

  const look = async (id: string): Promise<Finding> => {
    try {
      const known = await readInfo(store, id).catch(() => null);
      if (!known && !(await repair(store, id))) {
        await store.remove(id);
        return 'empty';
      }
      shelf.set(id, known ?? (await readInfo(store, id))!);
      return known ? 'fine' : 'recovered';
    } catch {
      return 'busy';
    }
  };
  const forget = async (id: string): Promise<void> => {
    await store.remove(id);
    shelf.delete(id);
  };

  return {
    get recordings() {
      return newestFirst();
    },
    async inspect(except) {
      const findings: Finding[] = [];
      for (const id of await store.ids()) if (id !== except && !shelf.has(id)) findings.push(await look(id));
      const silent = newestFirst().filter(({ sounds }) => sounds.length === 0);
      for (const { id } of silent.slice(MOST_SILENT)) await forget(id);
      const count = (wanted: Finding): number => findings.filter((finding) => finding === wanted).length;
      return { busy: count('busy'), recovered: count('recovered') };
    },
    async files(id, kind) {
      const { sounds } = find(id);
      if (kind === 'mid') {
        const journal = await store.blob(id, JOURNAL_FILE);
        return [{ extension: 'mid', part: 1, blob: journalToMidi(await journal.text()) }];
      }
      const blobs = await Promise.all(sounds.map(({ file }) => store.blob(id, file)));
      return blobs.map((blob, i) => ({ extension: 'wav', part: i + 1, blob }));
    },
    remove: async (id) => forget(find(id).id),
  };
}
