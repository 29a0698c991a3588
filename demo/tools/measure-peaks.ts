/**
 * Writes src/outputs/synth/kits/peaks.ts anew: how high each sound of each kit peaks before it is brought to its level.
 * To be run when a patch has changed; a test says so.
 *
 *   npx tsx demo/tools/measure-peaks.ts
 */
import { writeFileSync } from 'node:fs';
import { SOUNDS } from '../../src/core/voices.ts';
import { KITS } from '../../src/outputs/synth/kits/kits.ts';
import { rawPeak } from '../../src/outputs/synth/raw-peak.ts';

const FILE = new URL('../../src/outputs/synth/kits/peaks.ts', import.meta.url);
const SAMPLE_RATE = 48_000;

const rows = KITS.map(({ name, sounds }) => {
  const peaks = SOUNDS.map((sound) => Number(rawPeak(sounds[sound], SAMPLE_RATE).toPrecision(5)));
  return `  // ${name}\n  [${peaks.join(', ')}],`;
});
const text = `/** Peaks of raw full strokes, by kit and sound in the order of KITS and SOUNDS; written by demo/tools/measure-peaks.ts. */
export const PEAKS: readonly (readonly number[])[] = [
${rows.join('\n')}
];
`;
writeFileSync(FILE, text);
