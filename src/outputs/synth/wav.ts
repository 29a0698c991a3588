const FULL_SCALE = 32767;
const CHANNELS = 2;

/** How samples are written; the format's tag and its bytes a sample. */
const ENCODINGS = { pcm16: { tag: 1, bytes: 2 }, float32: { tag: 3, bytes: 4 } } as const;
export type WavEncoding = keyof typeof ENCODINGS;

/** Bytes before the first sample. */
export const WAV_HEADER_BYTES = 44;

/** Bytes of one stereo frame. */
export const wavFrameBytes = (encoding: WavEncoding): number => CHANNELS * ENCODINGS[encoding].bytes;

/** The most frames a file can hold: sizes are 32-bit numbers. */
export const mostWavFrames = (encoding: WavEncoding): number =>
  Math.floor((2 ** 32 - 1 - WAV_HEADER_BYTES) / wavFrameBytes(encoding));

/** The head of a stereo RIFF/WAVE file. */
export function wavHeader(frames: number, sampleRate: number, encoding: WavEncoding): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(WAV_HEADER_BYTES);
  const view = new DataView(header.buffer);
  const text = (at: number, letters: string): void => header.set(new TextEncoder().encode(letters), at);
  const frameBytes = wavFrameBytes(encoding);
  text(0, 'RIFF');
  view.setUint32(4, WAV_HEADER_BYTES - 8 + frames * frameBytes, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, ENCODINGS[encoding].tag, true);
  view.setUint16(22, CHANNELS, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * frameBytes, true);
  view.setUint16(32, frameBytes, true);
  view.setUint16(34, 8 * ENCODINGS[encoding].bytes, true);
  text(36, 'data');
  view.setUint32(40, frames * frameBytes, true);
  return header;
}

/**
 * A stereo RIFF/WAVE file, 16-bit PCM. Rounded, not dithered: same sound, same bytes. Samples beyond full scale are clipped.
 * @throws RangeError where the channels differ in length
 */
export function encodeWav(left: Float32Array, right: Float32Array, sampleRate: number): Uint8Array<ArrayBuffer> {
  if (left.length !== right.length) throw new RangeError(`Channels of ${left.length} and ${right.length} samples.`);
  const bytes = new Uint8Array(WAV_HEADER_BYTES + left.length * wavFrameBytes('pcm16'));
  const view = new DataView(bytes.buffer);
  bytes.set(wavHeader(left.length, sampleRate, 'pcm16'));
  const quantise = (sample: number): number => Math.round(Math.max(-1, Math.min(1, sample)) * FULL_SCALE);
  for (let i = 0; i < left.length; i += 1) {
    view.setInt16(WAV_HEADER_BYTES + i * 4, quantise(left[i]!), true);
    view.setInt16(WAV_HEADER_BYTES + i * 4 + 2, quantise(right[i]!), true);
  }
  return bytes;
}
