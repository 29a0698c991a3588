import { expect, test } from 'vitest';
import { createRandom } from '../../../src/core/random.ts';
import { createOnsetDetector } from '../../../src/engine/calibration/onset-detector.ts';

const RATE = 48_000;

/** Claps: noise that begins at once and dies away within 30 ms, in a room with noise, hum and an echo. */
function room(seconds: number, claps: readonly number[], level: number, noise: number): Float32Array {
  const random = createRandom(7);
  const sound = Float32Array.from(
    { length: seconds * RATE },
    (_, n) => random.normal() * noise + 0.05 * Math.sin((2 * Math.PI * 50 * n) / RATE),
  );
  for (const clap of claps) {
    for (const [delay, gain] of [
      [0, 1],
      [0.021, 0.4],
      [0.06, 0.2],
    ] as const) {
      const from = Math.round((clap + delay) * RATE);
      for (let n = 0; n < 0.1 * RATE; n += 1)
        sound[from + n]! += random.normal() * gain * level * Math.exp(-n / (0.01 * RATE));
    }
  }
  return sound;
}

function listen(sound: Float32Array, first = 1000): number[] {
  const detector = createOnsetDetector(RATE);
  const onsets: number[] = [];
  for (let n = 0; n < sound.length; n += 4096) onsets.push(...detector.push(sound.subarray(n, n + 4096), first + n));
  return onsets.map((frame) => (frame - first) / RATE);
}

test.each([
  [0.5, 0.001],
  [0.05, 0.0005],
  [0.3, 0.01],
])('claps of size %d in noise of %d: each once, within half a millisecond', (level, noise) => {
  const claps = [0.5, 1.3, 2.25, 2.9, 3.6];
  const onsets = listen(room(4.5, claps, level, noise));
  expect(onsets).toHaveLength(claps.length);
  expect(Math.max(...onsets.map((onset, i) => Math.abs(onset - claps[i]!)))).toBeLessThan(0.0005);
});

test('a click is found on its frame', () => {
  const sound = new Float32Array(RATE);
  sound[24_000] = 0.2;
  expect(listen(sound)).toEqual([0.5]);
});

test('no clap, no onset: noise, hum, and a voice that swells', () => {
  const swell = room(4, [], 0, 0.01).map(
    (x, n) => x + 0.4 * Math.sin((2 * Math.PI * 180 * n) / RATE) * Math.min(1, n / RATE),
  );
  expect(listen(swell)).toEqual([]);
});

test('a stretch that does not continue the last one is no onset', () => {
  const detector = createOnsetDetector(RATE);
  const loud = new Float32Array(9600).fill(0.9);
  expect(detector.push(new Float32Array(9600), 0)).toEqual([]);
  expect(detector.push(loud, 50_000)).toEqual([]);
});
