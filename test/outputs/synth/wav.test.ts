import { expect, test } from 'vitest';
import { encodeWav } from '../../../src/outputs/synth/wav.ts';

test('16-bit stereo PCM with a correct header, clipped at full scale', () => {
  const bytes = encodeWav(Float32Array.of(0, 0.5, 2), Float32Array.of(-1, -0.25, -3), 48_000);
  const view = new DataView(bytes.buffer);
  expect(String.fromCharCode(...bytes.slice(0, 4), ...bytes.slice(8, 16), ...bytes.slice(36, 40))).toBe(
    'RIFFWAVEfmt data',
  );
  expect(view.getUint32(4, true)).toBe(bytes.length - 8);
  expect([view.getUint16(20, true), view.getUint16(22, true), view.getUint32(24, true)]).toEqual([1, 2, 48_000]);
  expect([view.getUint32(28, true), view.getUint16(32, true), view.getUint16(34, true)]).toEqual([192_000, 4, 16]);
  expect(view.getUint32(40, true)).toBe(12);
  const samples = Array.from({ length: 6 }, (_, i) => view.getInt16(44 + i * 2, true));
  expect(samples).toEqual([0, -32767, 16384, -8192, 32767, -32767]);
});

test('channels of different length are refused', () => {
  expect(() => encodeWav(new Float32Array(1), new Float32Array(2), 48_000)).toThrow('1 and 2 samples');
});
