const HEADER_BYTES = 44;
const FULL_SCALE = 32767;

function writeText(view: DataView, at: number, text: string): void {
  for (let i = 0; i < text.length; i += 1) view.setUint8(at + i, text.charCodeAt(i));
}

/**
 * A stereo RIFF/WAVE file, 16-bit PCM. Rounded, not dithered: same sound, same bytes. Samples beyond full scale are clipped.
 * @throws RangeError where the channels differ in length
 */
export function encodeWav(left: Float32Array, right: Float32Array, sampleRate: number): Uint8Array<ArrayBuffer> {
  if (left.length !== right.length) throw new RangeError(`Channels of ${left.length} and ${right.length} samples.`);
  const bytes = new Uint8Array(HEADER_BYTES + left.length * 4);
  const view = new DataView(bytes.buffer);
  writeText(view, 0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  writeText(view, 8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 2, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 4, true);
  view.setUint16(32, 4, true);
  view.setUint16(34, 16, true);
  writeText(view, 36, 'data');
  view.setUint32(40, left.length * 4, true);
  const quantise = (sample: number): number => Math.round(Math.max(-1, Math.min(1, sample)) * FULL_SCALE);
  for (let i = 0; i < left.length; i += 1) {
    view.setInt16(HEADER_BYTES + i * 4, quantise(left[i]!), true);
    view.setInt16(HEADER_BYTES + i * 4 + 2, quantise(right[i]!), true);
  }
  return bytes;
}
