import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { referenceDirectogram, referenceMovingSum, referenceOffsets, referenceOnsets } from './reference.ts';

const folder = new URL('../../../shared/data/seed-skeletons/', import.meta.url);
const probe = new URL('style_probe.json', folder);
const missing = !existsSync(probe);
if (missing) console.log('skipped: the reference skeletons and their values are not beside this repository');

interface Segment {
  readonly segment: number;
  readonly frames: number;
  readonly used: number;
  readonly onset_stft_frames: readonly number[];
  readonly offset_max: number;
  readonly offset_mean: number;
  readonly dc_mag_first8: readonly number[];
  readonly offsets_first8: readonly number[];
}

/** A numpy file of little-endian float64 [frames, 17, 3]. */
function readSkeleton(name: string): (frame: number, joint: number, axis: number) => number {
  const bytes = readFileSync(new URL(`${name}.npy`, folder));
  const start = 10 + bytes.readUInt16LE(8);
  expect(bytes.subarray(10, start).toString('latin1')).toContain("'<f8'");
  return (frame, joint, axis) => bytes.readDoubleLE(start + 8 * ((frame * 17 + joint) * 3 + axis));
}

/** Frame-to-frame differences of one 5 s chunk, over 100, thinned as the reference does at 30 fps. */
function motionOf(name: string, fps: number, { segment, frames }: Segment): (readonly [number, number])[][] {
  const at = readSkeleton(name);
  const from = segment * 5 * fps;
  const difference = (frame: number): (readonly [number, number])[] =>
    Array.from({ length: 17 }, (_, joint) => {
      const [x, y] = [0, 1].map((axis) => (at(frame + 1, joint, axis) - at(frame, joint, axis)) / 100);
      return [x!, y!] as const;
    });
  return Array.from({ length: frames }, (_, k) => k)
    .filter((k) => fps !== 30 || k % 2 === 0)
    .map((k) => difference(from + k));
}

test.skipIf(missing)("the port gives the reference formula's values on both skeletons", () => {
  const all = JSON.parse(readFileSync(probe, 'utf8')) as Record<string, Segment[]>;
  for (const [key, segments] of Object.entries(all)) {
    const [name, fps] = key.split('@') as [string, string];
    for (const segment of segments) {
      const motion = motionOf(name, Number(fps), segment);
      const offsets = referenceOffsets(referenceDirectogram(motion));
      const sums = referenceMovingSum(offsets);
      expect(offsets).toHaveLength(segment.used);
      expect(Math.max(...offsets)).toBeCloseTo(segment.offset_max, 9);
      expect(offsets.reduce((a, b) => a + b, 0) / offsets.length).toBeCloseTo(segment.offset_mean, 9);
      segment.offsets_first8.forEach((value, i) => {
        expect(offsets[i]).toBeCloseTo(value, 9);
      });
      segment.dc_mag_first8.forEach((value, i) => {
        expect(sums[i]).toBeCloseTo(value, 9);
      });
      expect(referenceOnsets(sums, Math.ceil(segment.frames / Number(fps)))).toEqual(segment.onset_stft_frames);
    }
  }
});

test('the reference finds an onset every second in a body that does not move; that is why it is not used', () => {
  const still = Array.from({ length: 75 }, () => Array.from({ length: 17 }, () => [0, 0] as const));
  expect(referenceOnsets(referenceMovingSum(referenceOffsets(referenceDirectogram(still))), 5)).toHaveLength(5);
});
