import type { SampleFrame } from '../../core/units.ts';
import type { TapChunk } from '../synth/protocol.ts';
import { mostWavFrames } from '../synth/wav.ts';
import { createSoundFile, type SoundFile } from './sound-file.ts';
import type { RecordedSound, SyncFile } from './types.ts';

export interface SoundPartsOptions {
  readonly sampleRate: number;
  /** Opens the next file; its first sample stands on `frame`. */
  readonly open: (frame: SampleFrame) => Promise<{ readonly name: string; readonly file: SyncFile }>;
  /** Where a file is full and the next begins. */
  readonly mostFrames?: SampleFrame;
}

/** Sound that comes in chunks, put into as many files as it needs. In a worker. */
export interface SoundParts {
  /**
   * The next chunk; wait for one before the next. Frames that are missing before it are filled with silence, so that every
   * sample stands where it was heard. @throws where the storage is full
   */
  add(chunk: TapChunk): Promise<void>;
  commit(): void;
  close(): void;
  /** Closes, and gives back a sixth of a second so that what else is to be written has room. */
  closeShort(): void;
  readonly sounds: readonly RecordedSound[];
}

/** 64 kB. */
const GIVEN_BACK: SampleFrame = 8192;
/** Silence is written in pieces of this length. */
const PIECE = 4096;

export function createSoundParts({
  sampleRate,
  open,
  mostFrames = mostWavFrames('float32'),
}: SoundPartsOptions): SoundParts {
  const closed: RecordedSound[] = [];
  let current: { readonly name: string; readonly frame: SampleFrame; readonly sound: SoundFile } | null = null;
  const silence = new Float32Array(PIECE);

  const describe = ({ name, frame, sound }: NonNullable<typeof current>): RecordedSound => ({
    file: name,
    sampleRate,
    frame,
    frames: sound.frames,
  });
  const close = (): void => {
    if (!current) return;
    current.sound.close();
    closed.push(describe(current));
    current = null;
  };
  const put = async (frame: SampleFrame, left: Float32Array, right: Float32Array): Promise<void> => {
    for (let done = 0; done < left.length; ) {
      if (current && current.sound.frames >= mostFrames) close();
      if (!current) {
        const { name, file } = await open(frame + done);
        current = { name, frame: frame + done, sound: createSoundFile(file, sampleRate) };
      }
      const count = Math.min(left.length - done, mostFrames - current.sound.frames);
      current.sound.append(left.subarray(done, done + count), right.subarray(done, done + count));
      done += count;
    }
  };
  const next = (): SampleFrame | null => current && current.frame + current.sound.frames;

  return {
    async add({ frame, left, right }) {
      for (let at = next(); at !== null && at < frame; at = next()) {
        const piece = silence.subarray(0, Math.min(PIECE, frame - at));
        await put(at, piece, piece);
      }
      await put(frame, left, right);
    },
    commit: () => current?.sound.commit(),
    close,
    closeShort() {
      current?.sound.drop(GIVEN_BACK);
      close();
    },
    get sounds() {
      return current ? [...closed, describe(current)] : closed;
    },
  };
}
