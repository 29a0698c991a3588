import type { Milliseconds, SampleFrame, Seconds } from '../../core/units.ts';

/** A stretch of sound in one file. Longer than 3 hours of it (4 GB, all that a .wav can hold) goes on in the next file. */
export interface RecordedSound {
  readonly file: string;
  readonly sampleRate: number;
  /** Where on the audio clock its first sample stood. */
  readonly frame: SampleFrame;
  readonly frames: number;
}

/** One performance from `start()` to `stop()` as it is kept: its strokes and beats always, its sound where that was asked for. */
export interface RecordingInfo {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly begun: Milliseconds;
  /** From its start to its last stroke or sample. */
  readonly length: Seconds;
  readonly strokes: number;
  readonly sounds: readonly RecordedSound[];
  /** 'running': can be neither downloaded nor deleted yet. 'recovered': the page ended before the performance did. */
  readonly state: 'running' | 'finished' | 'recovered';
  /** 'memory': this browser keeps no files for the page; it is gone when the page is. */
  readonly place: 'storage' | 'memory';
}

/** One file to hand to the user. Read from the disk when it is used, so its size doesn't matter. */
export interface RecordingFile {
  readonly extension: 'mid' | 'wav';
  /** Counts the files of one kind from 1. */
  readonly part: number;
  readonly blob: Blob;
}

/** The part of a `FileSystemSyncAccessHandle` that is used: an open file, in a worker. */
export interface SyncFile {
  /** Bytes written: fewer than given where the storage is full, which may throw as well. */
  write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  read(target: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  truncate(size: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

/** Folders of files, one a recording. */
export interface RecordingStore {
  readonly place: RecordingInfo['place'];
  ids(): Promise<readonly string[]>;
  /** Opens or makes a file. Rejects where it is open already, in another page, say. */
  open(id: string, file: string): Promise<SyncFile>;
  /** What a closed file holds. Rejects where there is none. */
  blob(id: string, file: string): Promise<Blob>;
  remove(id: string): Promise<void>;
}

/** Bytes of all recordings together where they can only be kept in memory: 11 minutes of sound at 48 kHz. */
export const MEMORY_LIMIT = 256 * 2 ** 20;

/** A recording's id: when it began, in digits. */
export const recordingId = (begun: Milliseconds): string => new Date(begun).toISOString().replace(/\D/g, '');
