/**
 * V8 boxes a number with a fraction that a function hands back, unless it inlines the call; whether it does hangs on what it has
 * seen by chance. So here it may inline nothing: what leaves the heap alone even so, always does.
 */
import { setFlagsFromString } from 'node:v8';
import { expect, test } from 'vitest';
import { SOUND_COUNT } from '../../../src/core/voices.ts';
import { Limiter } from '../../../src/outputs/bus/limiter.ts';
import { rehearseLimiter } from '../../../src/outputs/bus/rehearse.ts';
import { BLOCK, DrumSynth, POLYPHONY } from '../../../src/outputs/synth/drum-synth.ts';
import { KITS } from '../../../src/outputs/synth/kits/kits.ts';
import { rehearse } from '../../../src/outputs/synth/rehearse.ts';
import { allocations, total } from '../../worklets/allocated.ts';

setFlagsFromString('--no-turbo-inlining');

const RATE = 48_000;
/** 0.1 s: long enough for a clap's hands. */
const QUANTA = 40;
/** Runs in which one must be clean: in the others V8's own work, while it still optimises, is counted as the synth's. */
const TRIES = 10;
/** Bytes: a number boxed where the next hand of a clap falls, once or twice a stroke, is none of each quantum's or sample's. */
const BOUND = POLYPHONY * 2 * 16;

/** A kit's sounds, struck within one block; what is given back lets them ring, through the limiter. */
function strike(kit: number): (quanta: number) => void {
  const synth = new DrumSynth(RATE);
  const limiter = new Limiter(RATE);
  const left = new Float32Array(BLOCK);
  const right = new Float32Array(BLOCK);
  let frame = 0;
  const ring = (quanta: number): void => {
    for (const end = frame + quanta * BLOCK; frame < end; frame += BLOCK) {
      synth.render(left, right, frame);
      limiter.process(left, right);
    }
  };
  synth.setKit(kit);
  for (let i = 0; i < POLYPHONY; i += 1) synth.schedule(i * 4, i % SOUND_COUNT, 0.3 + i / 50, i);
  ring(1);
  // Hats and the like that choke each other don't count.
  expect(synth.sounding).toBeGreaterThan(POLYPHONY - SOUND_COUNT);
  return ring;
}

rehearse(RATE);
rehearseLimiter(RATE);

test.each(KITS.map(({ name }, kit) => [name, kit] as const))('%s: what sounds boxes no number', (_name, kit) => {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < TRIES && least >= BOUND; i += 1) {
    const ring = strike(kit);
    least = Math.min(least, total(allocations(() => ring(QUANTA))));
  }
  expect(least, `bytes in ${QUANTA} quanta`).toBeLessThan(BOUND);
});
