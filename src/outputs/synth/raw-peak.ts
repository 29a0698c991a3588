import { BLOCK } from './drum-synth.ts';
import { Instrument } from './instrument.ts';
import type { Patch } from './patch.ts';
import { createWorkspace, Stroke } from './stroke.ts';
import { createTouch } from './touch.ts';

/** Long enough for every patch's loudest moment. */
const PEAK_SECONDS = 0.04;
/** Strokes whose peaks are averaged: noise and free-running oscillators never peak twice alike. */
const TRIALS = 6;

/**
 * Mean peak of full strokes of a patch as it is before anything brings it to its level. Far too long for the audio thread:
 * the kits' peaks are kept in kits/peaks.ts, which demo/tools/measure-peaks.ts writes.
 */
export function rawPeak(patch: Patch, sampleRate: number): number {
  const stroke = new Stroke(sampleRate);
  const touch = createTouch(sampleRate);
  const work = createWorkspace(BLOCK);
  const instrument = new Instrument({ ...patch, pan: 0 }, 1);
  let sum = 0;
  for (let serial = 0; serial < TRIALS; serial += 1) {
    let peak = 0;
    touch.serial = serial;
    stroke.start(instrument, touch);
    for (let frame = 0; frame < PEAK_SECONDS * sampleRate; frame += BLOCK) {
      work.left.fill(0);
      stroke.render(work, 0, BLOCK);
      for (const sample of work.left) peak = Math.max(peak, Math.abs(sample));
    }
    sum += peak;
  }
  return sum / TRIALS;
}
