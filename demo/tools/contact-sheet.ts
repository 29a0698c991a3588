/**
 * Every sound of every kit to be heard and seen: a WAV each, and a page of spectrograms with what was measured beside them.
 *
 *   npx tsx demo/tools/contact-sheet.ts --out DIR [--velocity 0.8]
 *
 * Writes DIR/index.html, DIR/contact-sheet.png (a row a kit, a column a sound) and DIR/KIT/SOUND.wav.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SOUND_LABELS, SOUNDS } from '../../src/core/voices.ts';
import { BLOCK, DrumSynth } from '../../src/outputs/synth/drum-synth.ts';
import { KITS } from '../../src/outputs/synth/kits/kits.ts';
import { encodeWav } from '../../src/outputs/synth/wav.ts';
import { createPicture, encodePng, type Picture, paste } from './png.ts';
import { centroid, decayTime, powerSpectrum, strokeSpectrum, strongest } from './sound-measures.ts';
import { LINE, write } from './tiny-font.ts';

const RATE = 48_000;
const SECONDS = 4;
/** A cell shows this much of a sound, from LOW to HIGH hertz, down to RANGE dB below the loudest. */
const SHOWN = 1;
const LOW = 40;
const HIGH = 20_000;
const RANGE = 80;
const WIDTH = 150;
const HEIGHT = 130;
const WINDOW = 2048;
const GAP = 6;
/** Room for a kit's name and for its sounds' names. */
const MARGIN_LEFT = 90;
const MARGIN_TOP = LINE + 2 * GAP;

/** One stroke and silence after it. */
function render(kit: number, sound: number, velocity: number) {
  const synth = new DrumSynth(RATE);
  synth.setKit(kit);
  synth.schedule(0, sound, velocity, 1);
  const left = new Float32Array(SECONDS * RATE);
  const right = new Float32Array(left.length);
  for (let frame = 0; frame < left.length; frame += BLOCK) {
    synth.render(left.subarray(frame, frame + BLOCK), right.subarray(frame, frame + BLOCK), frame);
  }
  return { left, right, mono: Float64Array.from(left, (x, i) => (x + right[i]!) / 2) };
}

/** Black over violet and orange to white as `level` goes from 0 to 1. */
function colour(level: number): readonly [number, number, number] {
  const ramp = (from: number, to: number): number => 255 * Math.min(1, Math.max(0, (level - from) / (to - from)));
  return [
    ramp(0.15, 0.65),
    ramp(0.45, 0.95),
    level < 0.5 ? ramp(0, 0.4) * 0.6 : 255 * 0.6 * (1 - level) + ramp(0.8, 1),
  ];
}

/** Power at each of HEIGHT frequencies, from high to low, around the middle of one column. */
function column(signal: Float64Array, middle: number): number[] {
  const hann = (i: number): number => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / WINDOW);
  const power = powerSpectrum(
    Float64Array.from({ length: WINDOW }, (_, i) => (signal[middle - WINDOW / 2 + i] ?? 0) * hann(i)),
  );
  return Array.from({ length: HEIGHT }, (_, row) => {
    const at = (r: number): number => (LOW * (HIGH / LOW) ** (1 - r / HEIGHT) * WINDOW) / RATE;
    const from = Math.floor(at(row + 1));
    return Math.max(...power.subarray(from, Math.max(from + 1, Math.ceil(at(row)))));
  });
}

function spectrogram(signal: Float64Array): Picture {
  const step = (SHOWN * RATE) / WIDTH;
  const columns = Array.from({ length: WIDTH }, (_, x) => column(signal, Math.round((x + 0.5) * step)));
  const loudest = Math.max(...columns.flat());
  const picture = createPicture(WIDTH, HEIGHT);
  for (const [x, powers] of columns.entries()) {
    for (const [y, power] of powers.entries()) {
      const level = 1 + (10 * Math.log10(power / loudest + 1e-12)) / RANGE;
      picture.rgb.set(colour(Math.max(0, level)), (y * WIDTH + x) * 3);
    }
  }
  return picture;
}

/** What the page says below a picture. */
function figures(signal: Float64Array): string {
  const power = strokeSpectrum(signal, 0, 14);
  const peak = 20 * Math.log10(signal.reduce((most, x) => Math.max(most, Math.abs(x)), 0));
  const decay = decayTime(signal, RATE) * 1000;
  return `${peak.toFixed(1)} dB, T60 ${decay.toFixed(0)} ms<br>peak ${strongest(power, RATE).toFixed(0)} Hz, centre ${centroid(power, RATE).toFixed(0)} Hz`;
}

function cell(kit: number, sound: number, velocity: number, out: string): { picture: Picture; html: string } {
  const folder = KITS[kit]!.name.toLowerCase();
  const name = SOUNDS[sound]!;
  const { left, right, mono } = render(kit, sound, velocity);
  const picture = spectrogram(mono);
  mkdirSync(join(out, folder), { recursive: true });
  writeFileSync(join(out, folder, `${name}.wav`), encodeWav(left, right, RATE));
  const image = encodePng(picture).toString('base64');
  const alt = `Spectrogram of ${SOUND_LABELS[name]}`;
  const html = `<td><img alt="${alt}" src="data:image/png;base64,${image}"><br><b>${SOUND_LABELS[name]}</b><br>${figures(mono)}<br>
<audio controls preload="none" src="${folder}/${name}.wav"></audio></td>`;
  return { picture, html };
}

function page(rows: readonly string[], velocity: number): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Kits</title>
<style>body{background:#111;color:#ddd;font:12px/1.4 sans-serif}td{vertical-align:top;padding:4px}audio{width:${WIDTH}px;height:24px}</style>
<h1>Kits</h1><p>Strokes of velocity ${velocity}. Pictures: ${SHOWN} s, ${LOW} Hz to ${HIGH / 1000} kHz, ${RANGE} dB.</p>
${rows.join('\n')}</html>\n`;
}

const { values } = parseArgs({ options: { out: { type: 'string' }, velocity: { type: 'string', default: '0.8' } } });
if (!values.out) {
  console.error('Usage: npx tsx demo/tools/contact-sheet.ts --out DIR [--velocity 0.8]');
  process.exit(2);
}
const { out } = values;
const velocity = Number(values.velocity);
const sheet = createPicture(MARGIN_LEFT + SOUNDS.length * (WIDTH + GAP), MARGIN_TOP + KITS.length * (HEIGHT + GAP));
for (const [i, sound] of SOUNDS.entries()) write(SOUND_LABELS[sound], sheet, MARGIN_LEFT + i * (WIDTH + GAP), GAP);
const rows = KITS.map(({ name }, kit) => {
  write(name, sheet, GAP, MARGIN_TOP + kit * (HEIGHT + GAP) + (HEIGHT - LINE) / 2);
  const cells = SOUNDS.map((_, sound) => {
    const { picture, html } = cell(kit, sound, velocity, out);
    paste(picture, sheet, MARGIN_LEFT + sound * (WIDTH + GAP), MARGIN_TOP + kit * (HEIGHT + GAP));
    return html;
  });
  return `<h2>${name}</h2><table><tr>${cells.join('\n')}</tr></table>`;
});
writeFileSync(join(out, 'index.html'), page(rows, velocity));
writeFileSync(join(out, 'contact-sheet.png'), encodePng(sheet));
console.log(`${join(out, 'index.html')}: ${KITS.length} kits of ${SOUNDS.length} sounds`);
