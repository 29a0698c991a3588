import * as measures from '../../../demo/tools/sound-measures.ts';
import { SOUNDS, type Sound } from '../../../src/core/voices.ts';
import { BLOCK, DrumSynth } from '../../../src/outputs/synth/drum-synth.ts';
import type { Rendering } from '../../../src/outputs/synth/render.ts';
import type { DrumEvent } from '../../../src/schedule/types.ts';

export const RATE = 48_000;

export const stroke = (voice: Sound, dueAt: number, velocity = 1): DrumEvent => ({
  voice,
  velocity,
  time: dueAt,
  dueAt,
  bar: 0,
  step: 0,
});

/** Strokes as the synth makes them, before any limiter; both channels added up to mono. */
export function mono(events: readonly DrumEvent[], kit: number, seconds: number): Float64Array {
  const synth = new DrumSynth(RATE);
  synth.setKit(kit);
  for (const [serial, { voice, velocity, dueAt }] of events.entries()) {
    synth.schedule(Math.round(dueAt * RATE), SOUNDS.indexOf(voice), velocity, serial);
  }
  const left = new Float32Array(Math.ceil(seconds * RATE));
  const right = new Float32Array(left.length);
  for (let frame = 0; frame < left.length; frame += BLOCK) {
    synth.render(left.subarray(frame, frame + BLOCK), right.subarray(frame, frame + BLOCK), frame);
  }
  return Float64Array.from(left, (sample, i) => (sample + right[i]!) / 2);
}

export const spectrum = measures.strokeSpectrum;
export const share = (power: Float64Array, low: number, high: number): number => measures.share(power, low, high, RATE);
export const strongest = (power: Float64Array, low?: number, high?: number): number =>
  measures.strongest(power, RATE, low, high);
export const centroid = (power: Float64Array): number => measures.centroid(power, RATE);
export const decayTime = (signal: Float64Array): number => measures.decayTime(signal, RATE);
export const firstHalfCycle = (signal: Float64Array): number => measures.firstHalfCycle(signal, RATE);
export const loudness = ({ left, right }: Rendering): number => measures.integratedLoudness(left, right);

/** dB in octave bands from 31 Hz to 16 kHz, relative to the loudest. What the golden file holds. */
export function fingerprint(sound: Sound, kit: number): number[] {
  const power = spectrum(mono([stroke(sound, 0, 0.8)], kit, 0.4), 0, 14);
  const bands = Array.from({ length: 10 }, (_, i) => share(power, 22 * 2 ** i, 44 * 2 ** i));
  const loudest = Math.max(...bands);
  return bands.map((band) => Math.round(100 * Math.log10(band / loudest + 1e-9)) / 10);
}

/** FNV-1a of the samples as 24-bit integers: changes with the sound, not with a processor's last bit. */
export function soundHash(sound: Sound, kit: number): string {
  let hash = 0x811c9dc5;
  for (const sample of mono([stroke(sound, 0, 0.8)], kit, 0.4)) {
    hash = Math.imul(hash ^ (Math.round(sample * 0x7fffff) & 0xffffff), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
