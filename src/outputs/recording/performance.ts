import type { Beat } from '../../beat/types.ts';
import type { Milliseconds, Seconds } from '../../core/units.ts';
import type { DrumEvent } from '../../schedule/types.ts';
import type { TapChunk } from '../synth/protocol.ts';
import { createJournalFile, JOURNAL_FILE, type JournalEnd } from './journal.ts';
import { createSoundParts, type SoundParts } from './sound-parts.ts';
import { type RecordedSound, type RecordingInfo, type RecordingStore, recordingId } from './types.ts';

/** A performance that is being written down. In a worker. */
export interface OpenPerformance {
  readonly id: string;
  addBeat(beat: Beat): void;
  addStroke(stroke: DrumEvent): void;
  /** A new stretch of sound begins. */
  openSound(sampleRate: number): void;
  /** @throws where the storage is full: the sound is closed then, with what was written before */
  addSound(chunk: TapChunk): Promise<void>;
  closeSound(): void;
  /** Puts everything on the disk. About once a second. @throws where the storage is full */
  commit(): void;
  journal(): string;
  readonly info: RecordingInfo;
  /** Ends it. @returns false where nothing was in it: it has been removed then */
  close(): Promise<boolean>;
}

/** Seconds of all the stretches together. */
const soundLength = (sounds: readonly RecordedSound[]): Seconds =>
  sounds.reduce((sum, { frames, sampleRate }) => sum + frames / sampleRate, 0);

/** @throws where the store can't make a file */
export async function openPerformance(
  store: RecordingStore,
  begun: Milliseconds,
  start: Seconds,
): Promise<OpenPerformance> {
  const id = recordingId(begun);
  const journal = createJournalFile(await store.open(id, JOURNAL_FILE));
  const finished: RecordedSound[] = [];
  let parts: SoundParts | null = null;
  let strokes = 0;
  let last = start;
  let files = 0;

  const sounds = (): RecordedSound[] => [...finished, ...(parts?.sounds ?? [])];
  const end = (): JournalEnd => {
    const all = sounds();
    return { length: Math.max(last - start, soundLength(all)), strokes, sounds: all, recovered: false };
  };
  const closeSound = (): void => {
    parts?.close();
    finished.push(...(parts?.sounds ?? []));
    parts = null;
  };
  journal.add({ type: 'begin', begun, start });
  journal.commit();

  return {
    id,
    addBeat: (beat) => journal.add({ type: 'beat', ...beat }),
    addStroke: (stroke) => {
      journal.add({ type: 'stroke', ...stroke });
      strokes += 1;
      last = Math.max(last, stroke.time);
    },
    openSound: (sampleRate) => {
      closeSound();
      parts = createSoundParts({
        sampleRate,
        open: async (frame) => {
          files += 1;
          const name = `sound-${files}.wav`;
          const file = await store.open(id, name);
          journal.add({ type: 'sound', file: name, sampleRate, frame });
          return { name, file };
        },
      });
    },
    async addSound(chunk) {
      try {
        await parts?.add(chunk);
      } catch (cause) {
        parts?.closeShort();
        closeSound();
        throw cause;
      }
    },
    closeSound,
    commit: () => {
      parts?.commit();
      journal.commit();
    },
    journal: () => journal.text(),
    get info(): RecordingInfo {
      const { recovered, ...facts } = end();
      return { id, begun, ...facts, state: 'running', place: store.place };
    },
    async close() {
      closeSound();
      const summary = end();
      if (summary.strokes > 0 || summary.sounds.length > 0) journal.add({ type: 'end', ...summary });
      try {
        journal.commit();
      } finally {
        journal.close();
      }
      if (summary.strokes > 0 || summary.sounds.length > 0) return true;
      await store.remove(id);
      return false;
    },
  };
}
