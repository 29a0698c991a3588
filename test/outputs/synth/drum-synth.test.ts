import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VOICE_COUNT } from '../../../src/core/voices.ts';
import { BLOCK, DrumSynth, POLYPHONY } from '../../../src/outputs/synth/drum-synth.ts';
import { KITS } from '../../../src/outputs/synth/kits/kits.ts';

const RATE = 48_000;

/** Renders in blocks of the given lengths, in turn. */
function run(synth: DrumSynth, frames: number, blocks: readonly number[] = [BLOCK]): Float32Array {
  const left = new Float32Array(frames);
  const right = new Float32Array(frames);
  for (let frame = 0, i = 0; frame < frames; i += 1) {
    const end = Math.min(frames, frame + blocks[i % blocks.length]!);
    synth.render(left.subarray(frame, end), right.subarray(frame, end), frame);
    frame = end;
  }
  return left;
}

test('without strokes: exactly nothing', () => {
  expect(run(new DrumSynth(RATE), 4096).every((sample) => sample === 0)).toBe(true);
});

test('any strokes, kit, volume and sample rate: finite, and below the ceiling', () => {
  const strokes = fc.array(
    fc.record({
      frame: fc.nat({ max: 6000 }),
      voice: fc.nat({ max: VOICE_COUNT - 1 }),
      velocity: fc.double({ min: 1e-6, max: 1, noNaN: true }),
    }),
    { maxLength: 60 },
  );
  const rate = fc.constantFrom(8000, 44_100, 48_000, 96_000);
  fc.assert(
    fc.property(
      strokes,
      rate,
      fc.nat({ max: KITS.length - 1 }),
      fc.integer({ min: -60, max: 6 }),
      (list, sampleRate, kit, volume) => {
        const synth = new DrumSynth(sampleRate);
        synth.setKit(kit);
        synth.setVolume(volume);
        for (const [serial, { frame, voice, velocity }] of list.entries())
          synth.schedule(frame, voice, velocity, serial);
        const bound = 10 ** (-1 / 20);
        expect(run(synth, 8192).every((sample) => Number.isFinite(sample) && Math.abs(sample) < bound)).toBe(true);
      },
    ),
    { numRuns: 25 },
  );
});

test('block sizes change nothing', () => {
  const play = (blocks: readonly number[]): Float32Array => {
    const synth = new DrumSynth(RATE);
    for (let i = 0; i < 12; i += 1) synth.schedule(i * 977, i % VOICE_COUNT, 0.8, i);
    return run(synth, 20_000, blocks);
  };
  expect(play([1, 17, 128, 63])).toEqual(play([128]));
});

test('too many strokes: the quietest gives way without a click, and never more than 32 sound', () => {
  const synth = new DrumSynth(RATE);
  for (let i = 0; i < 100; i += 1) synth.schedule(i * 200, 7, 0.5, i);
  let most = 0;
  const left = new Float32Array(BLOCK);
  for (let frame = 0; frame < 24_000; frame += BLOCK) {
    synth.render(left, new Float32Array(BLOCK), frame);
    most = Math.max(most, synth.sounding);
  }
  expect(most).toBe(POLYPHONY);
});

test('silence ends everything within 30 ms, and what waits', () => {
  const synth = new DrumSynth(RATE);
  synth.schedule(0, 7, 1, 0);
  synth.schedule(30_000, 0, 1, 1);
  run(synth, 1280);
  synth.silence();
  const rest = new Float32Array(48_000);
  const right = new Float32Array(BLOCK);
  for (let frame = 0; frame < rest.length; frame += BLOCK) {
    synth.render(rest.subarray(frame, frame + BLOCK), right, 1280 + frame);
  }
  expect(rest[0]).not.toBe(0);
  expect(rest.slice(0.05 * RATE).every((sample) => sample === 0)).toBe(true);
});

test('strokes that make no sense are refused', () => {
  const synth = new DrumSynth(RATE);
  expect(synth.schedule(0, 9, 1, 0)).toBe(false);
  expect(synth.schedule(0, -1, 1, 0)).toBe(false);
  expect(synth.schedule(0, 0, 0, 0)).toBe(false);
  expect(synth.schedule(Number.NaN, 0, 1, 0)).toBe(false);
  expect(synth.schedule(0, 0, Number.NaN, 0)).toBe(false);
});
