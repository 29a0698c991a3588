/** A .wav as a program that knows nothing of ours reads it: chunk by chunk, 32-bit float stereo. */
export interface ReadWav {
  readonly sampleRate: number;
  readonly left: Float32Array;
  readonly right: Float32Array;
}

export async function readWav(blob: Blob): Promise<ReadWav> {
  const view = new DataView(await blob.arrayBuffer());
  const text = (at: number): string => String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));
  if (text(0) !== 'RIFF' || text(8) !== 'WAVE') throw new Error('Not a RIFF/WAVE file');
  if (view.getUint32(4, true) + 8 !== view.byteLength) throw new Error('The size in the header is not the file’s');
  let format: { tag: number; channels: number; rate: number; align: number; bits: number } | null = null;
  for (let at = 12; at < view.byteLength; at += 8 + view.getUint32(at + 4, true)) {
    if (text(at) === 'fmt ') {
      const [tag, channels, rate] = [
        view.getUint16(at + 8, true),
        view.getUint16(at + 10, true),
        view.getUint32(at + 12, true),
      ];
      format = { tag, channels, rate, align: view.getUint16(at + 20, true), bits: view.getUint16(at + 22, true) };
    }
    if (text(at) !== 'data') continue;
    if (format?.tag !== 3 || format.channels !== 2 || format.align !== 8 || format.bits !== 32)
      throw new Error(`Not 32-bit float stereo: ${JSON.stringify(format)}`);
    const frames = view.getUint32(at + 4, true) / format.align;
    const channel = (offset: number): Float32Array =>
      Float32Array.from({ length: frames }, (_, i) => view.getFloat32(at + 8 + i * 8 + offset, true));
    return { sampleRate: format.rate, left: channel(0), right: channel(4) };
  }
  throw new Error('No data chunk');
}
