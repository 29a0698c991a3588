import type { SampleFrame } from '../../core/units.ts';
import { WAV_HEADER_BYTES, wavFrameBytes, wavHeader } from '../synth/wav.ts';
import type { SyncFile } from './types.ts';

/** As it comes from the audio thread: no rounding, no clipping. */
const ENCODING = 'float32';
const FRAME_BYTES = wavFrameBytes(ENCODING);

/** A stereo .wav that grows. In a worker. */
export interface SoundFile {
  readonly frames: SampleFrame;
  /** @throws where the storage is full; the file is then as it was before */
  append(left: Float32Array, right: Float32Array): void;
  /** Makes the file whole as far as it goes, on the disk: what was appended before survives a crash as a valid file. */
  commit(): void;
  /** Gives up the newest frames, e.g. because something else needs their room. */
  drop(count: SampleFrame): void;
  close(): void;
}

export function createSoundFile(file: SyncFile, sampleRate: number): SoundFile {
  let frames = 0;
  let samples = new Float32Array(0);
  const size = (): number => WAV_HEADER_BYTES + frames * FRAME_BYTES;
  const writeHeader = (): void => {
    file.write(wavHeader(frames, sampleRate, ENCODING), { at: 0 });
  };
  writeHeader();
  return {
    get frames() {
      return frames;
    },
    append(left, right) {
      const { length } = left;
      if (samples.length < 2 * length) samples = new Float32Array(2 * length);
      for (let i = 0; i < length; i += 1) {
        samples[2 * i] = left[i]!;
        samples[2 * i + 1] = right[i]!;
      }
      const bytes = new Uint8Array(samples.buffer, 0, length * FRAME_BYTES);
      if (file.write(bytes, { at: size() }) < bytes.length) throw new Error(`No room after ${size()} bytes`);
      frames += length;
    },
    commit() {
      writeHeader();
      file.flush();
    },
    drop(count) {
      frames = Math.max(0, frames - count);
    },
    close() {
      file.truncate(size());
      writeHeader();
      file.close();
    },
  };
}

/**
 * Makes a .wav whole whose writer was interrupted: what lies beyond its header's size counts, half a frame doesn't.
 * Closes it. @returns its frames
 */
export function repairSoundFile(file: SyncFile, sampleRate: number): SampleFrame {
  const frames = Math.max(0, Math.floor((file.getSize() - WAV_HEADER_BYTES) / FRAME_BYTES));
  file.truncate(WAV_HEADER_BYTES + frames * FRAME_BYTES);
  file.write(wavHeader(frames, sampleRate, ENCODING), { at: 0 });
  file.close();
  return frames;
}
