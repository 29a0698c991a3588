/**
 * Every sound of every kit against what is published of its instrument: decay time, where its power lies, spectral peaks, and how
 * far the pitch falls from the first half cycle on; then the kits' loudness. The same figures are held by the tests.
 *
 *   npx tsx demo/tools/compare-sounds.ts
 */
import { SOUND_LABELS, SOUNDS, type Sound } from '../../src/core/voices.ts';
import { BLOCK, DrumSynth } from '../../src/outputs/synth/drum-synth.ts';
import { KITS } from '../../src/outputs/synth/kits/kits.ts';
import { renderEvents } from '../../src/outputs/synth/render.ts';
import { groove } from './groove.ts';
import { figure, SETTLED } from './sound-figures.ts';
import { decayTime, firstHalfCycle, integratedLoudness, share, strokeSpectrum, strongest } from './sound-measures.ts';

const RATE = 48_000;
const SECONDS = 4.2;

function strike(kit: number, sound: number): Float64Array {
  const synth = new DrumSynth(RATE);
  synth.setKit(kit);
  synth.schedule(0, sound, 1, 0);
  const left = new Float32Array(Math.ceil((SECONDS * RATE) / BLOCK) * BLOCK);
  const right = new Float32Array(left.length);
  for (let frame = 0; frame < left.length; frame += BLOCK) {
    synth.render(left.subarray(frame, frame + BLOCK), right.subarray(frame, frame + BLOCK), frame);
  }
  return Float64Array.from(left, (sample, i) => (sample + right[i]!) / 2);
}

interface Comparison {
  readonly text: string;
  readonly within: boolean;
}

const inside = (value: number, [least, most]: readonly [number, number]): boolean => value > least && value < most;

function compare(kit: number, sound: Sound): Comparison[] {
  const { decay, band, share: least, peaks = [], drop } = figure(KITS[kit]!.name, sound);
  const signal = strike(kit, SOUNDS.indexOf(sound));
  const settled = strokeSpectrum(signal, (SETTLED[sound] ?? 0) * RATE, 14);
  const t60 = decayTime(signal, RATE);
  const part = share(strokeSpectrum(signal, 0, 14), band[0], band[1], RATE);
  const found = [
    { text: `T60 ${t60.toFixed(3)} s (${decay.join('-')})`, within: inside(t60, decay) },
    { text: `${(100 * part).toFixed(0)} % in ${band.join('-')} Hz (from ${100 * least} %)`, within: part > least },
    ...peaks.map((hertz) => {
      const peak = strongest(settled, RATE, hertz * 0.92, hertz * 1.08);
      return { text: `peak ${peak.toFixed(1)} Hz (${hertz})`, within: Math.abs(peak / hertz - 1) < 0.04 };
    }),
  ];
  if (!drop) return found;
  const factor = firstHalfCycle(signal, RATE) / strongest(settled, RATE);
  return [
    ...found,
    { text: `first half cycle ${factor.toFixed(2)} × (${drop.join('-')})`, within: inside(factor, drop) },
  ];
}

let outside = 0;
for (const [kit, { name }] of KITS.entries()) {
  console.log(name);
  for (const sound of SOUNDS) {
    const found = compare(kit, sound);
    outside += found.filter(({ within }) => !within).length;
    const figures = found.map(({ text, within }) => (within ? text : `${text} OUTSIDE`)).join('; ');
    const { source } = figure(name, sound);
    console.log(`  ${SOUND_LABELS[sound].padEnd(11)} ${figures}${source ? ` [${source}]` : ''}`);
  }
}
console.log(
  `${outside} figures outside their ranges; ranges without a source are ours, wide enough for any such instrument`,
);
const levels = KITS.map((_, kit) => {
  const { left, right } = renderEvents(groove(), { sampleRate: RATE, seconds: 8, kit, volume: -12 });
  return integratedLoudness(left, right);
});
const list = KITS.map(({ name }, kit) => `${name} ${levels[kit]!.toFixed(2)}`).join(', ');
console.log(
  `a groove on each kit, LUFS: ${list}; apart by ${(Math.max(...levels) - Math.min(...levels)).toFixed(2)} LU`,
);
process.exitCode = outside === 0 ? 0 : 1;
