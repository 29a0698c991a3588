import { expect, test } from 'vitest';
import { SOUND_COUNT } from '../../../src/core/voices.ts';
import { BLOCK, DrumSynth, POLYPHONY } from '../../../src/outputs/synth/drum-synth.ts';
import { KITS } from '../../../src/outputs/synth/kits/kits.ts';
import { rehearse } from '../../../src/outputs/synth/rehearse.ts';
import { allocations, total } from '../../worklets/allocated.ts';

const RATE = 48_000;
const QUANTA = 1000;
const VELOCITIES = [0.2, 0.4, 0.6, 0.8, 1];

const bytesAllocated = (run: () => void): number => total(allocations(run));

/** Plays the kits in turn; every `every` blocks a stroke begins, at any place in its block. */
function player(): (every: number) => void {
  const synth = new DrumSynth(RATE);
  const left = new Float32Array(BLOCK);
  const right = new Float32Array(BLOCK);
  let frame = 0;
  let serial = 0;
  return (every) => {
    for (let quantum = 0; quantum < QUANTA; quantum += 1) {
      if (every > 0 && quantum % every === 0) {
        synth.setKit(serial % KITS.length);
        synth.schedule(frame + ((serial * 37) % BLOCK), serial % SOUND_COUNT, VELOCITIES[serial % 5]!, serial);
        serial += 1;
      }
      synth.render(left, right, frame);
      frame += BLOCK;
    }
  };
}

test('once it has been compiled the synth allocates nothing while it sounds, and few numbers where strokes begin', () => {
  rehearse(RATE);
  const play = player();
  for (let i = 0; i < 4; i += 1) play(2);
  // The least of several runs: while V8 is still optimising, it counts its own work here.
  const least = (every: number): number =>
    Math.min(...Array.from({ length: 4 }, () => bytesAllocated(() => play(every)) / QUANTA));
  // Beginnings that are too rare to be worth compiling leave some numbers behind; one a sample would be 2048 bytes a block.
  expect(least(10) * 10).toBeLessThan(400);
  expect(least(0)).toBeLessThan(0.1);
});

test('32 voices sound through the whole of a block without anything allocated', () => {
  const synth = new DrumSynth(RATE);
  const left = new Float32Array(BLOCK);
  const right = new Float32Array(BLOCK);
  for (let i = 0; i < POLYPHONY; i += 1) synth.schedule(0, 7, 0.9, i);
  let frame = 0;
  const sound = (quanta: number): void => {
    for (const end = frame + quanta * BLOCK; frame < end; frame += BLOCK) synth.render(left, right, frame);
  };
  sound(100);
  expect(synth.sounding).toBe(POLYPHONY);
  expect(Math.min(...Array.from({ length: 4 }, () => bytesAllocated(() => sound(100)) / 100))).toBeLessThan(0.1);
  expect(synth.sounding).toBe(POLYPHONY);
});
