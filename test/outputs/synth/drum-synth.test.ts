import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decayTime, strokeSpectrum, strongest } from '../../../demo/tools/sound-measures.ts';
import { SOUND_COUNT, SOUNDS } from '../../../src/core/voices.ts';
import { BLOCK, DrumSynth, POLYPHONY } from '../../../src/outputs/synth/drum-synth.ts';
import { KITS } from '../../../src/outputs/synth/kits/kits.ts';
import { PEAKS } from '../../../src/outputs/synth/kits/peaks.ts';
import { rawPeak } from '../../../src/outputs/synth/raw-peak.ts';

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

test('any strokes, kit, volume and sample rate: finite', () => {
  const strokes = fc.array(
    fc.record({
      frame: fc.nat({ max: 6000 }),
      voice: fc.nat({ max: SOUND_COUNT - 1 }),
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
        expect(run(synth, 8192).every(Number.isFinite)).toBe(true);
      },
    ),
    { numRuns: 25 },
  );
});

test.each(KITS.map(({ name }, kit) => [name, kit] as const))('%s: block sizes change nothing', (_, kit) => {
  const play = (blocks: readonly number[]): Float32Array => {
    const synth = new DrumSynth(RATE);
    synth.setKit(kit);
    for (let i = 0; i < 12; i += 1) synth.schedule(i * 977, i % SOUND_COUNT, 0.8, i);
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
  expect(synth.schedule(0, 12, 1, 0)).toBe(false);
  expect(synth.schedule(0, -1, 1, 0)).toBe(false);
  expect(synth.schedule(0, 0, 0, 0)).toBe(false);
  expect(synth.schedule(Number.NaN, 0, 1, 0)).toBe(false);
  expect(synth.schedule(0, 0, Number.NaN, 0)).toBe(false);
});

/** One full stroke of a sound, as the player has set it. */
function strike(sound: number, set: (synth: DrumSynth) => void, frames = 24_000): Float64Array {
  const synth = new DrumSynth(RATE);
  set(synth);
  synth.schedule(0, sound, 1, 0);
  const left = new Float32Array(frames);
  const right = new Float32Array(frames);
  for (let frame = 0; frame < frames; frame += BLOCK) {
    synth.render(left.subarray(frame, frame + BLOCK), right.subarray(frame, frame + BLOCK), frame);
  }
  return Float64Array.from([...left, ...right]);
}

/** Samples of the left, then of the right channel. */
const halves = (both: Float64Array): readonly [Float64Array, Float64Array] => [
  both.subarray(0, both.length / 2),
  both.subarray(both.length / 2),
];
const power = (signal: Float64Array): number => signal.reduce((sum, x) => sum + x * x, 0);

test('tune moves the pitch by semitones, decay the length, level the power, pan the side; other sounds stay as they are', () => {
  const [plain] = halves(strike(4, () => {}));
  const tuned = (semitones: number): Float64Array =>
    halves(strike(4, (synth) => synth.setVoice(4, 'tune', semitones)))[0];
  const pitch = (signal: Float64Array): number => strongest(strokeSpectrum(signal, 2400, 14), RATE, 30, 400);
  expect(pitch(tuned(12)) / pitch(plain)).toBeCloseTo(2, 1);
  expect(pitch(tuned(-12)) / pitch(plain)).toBeCloseTo(0.5, 1);

  const [damped] = halves(strike(4, (synth) => synth.setVoice(4, 'decay', 0.5)));
  expect(decayTime(damped, RATE) / decayTime(plain, RATE)).toBeCloseTo(0.5, 1);

  const [softer] = halves(strike(4, (synth) => synth.setVoice(4, 'level', -6)));
  expect(10 * Math.log10(power(softer) / power(plain))).toBeCloseTo(-6, 1);

  const [left, right] = halves(strike(4, (synth) => synth.setVoice(4, 'pan', -1.9)));
  expect(power(right)).toBeLessThan(power(left) / 1e6);

  expect(strike(5, (synth) => synth.setVoice(4, 'tune', 7))).toEqual(strike(5, () => {}));
});

/** Settings of the kick that change every block, each at another pace. */
function jump(synth: DrumSynth, block: number): void {
  synth.setVoice(0, 'level', block % 4 === 0 ? 0 : -40);
  synth.setVoice(0, 'pan', block % 3 === 0 ? -1 : 1);
  synth.setVoice(0, 'tune', block % 12);
  synth.setVoice(0, 'decay', 1 + (block % 3));
}

test('settings that jump while sounds ring make no click: nothing moves much faster than without them', () => {
  const steepest = (jumps: boolean): number => {
    const synth = new DrumSynth(RATE);
    synth.setKit(1);
    synth.schedule(0, 0, 1, 0);
    const heard = new Float32Array(24_000);
    for (let frame = 0; frame < heard.length; frame += BLOCK) {
      if (jumps && frame > 4800) jump(synth, frame / BLOCK);
      const block = heard.subarray(frame, frame + BLOCK);
      synth.render(block, new Float32Array(block.length), frame);
    }
    return heard.reduce((most, x, i) => (i > 4800 ? Math.max(most, Math.abs(x - heard[i - 1]!)) : most), 0);
  };
  // A gain that goes its whole way in 10 ms adds at most 1 / 480 of the amplitude a sample, less than 50 Hz does by itself.
  expect(steepest(true)).toBeLessThan(2.5 * steepest(false));
});

test('peaks are those of the patches as they are now', () => {
  for (const [kit, { sounds }] of KITS.entries()) {
    for (const [i, sound] of SOUNDS.entries()) {
      expect(rawPeak(sounds[sound], RATE) / PEAKS[kit]![i]!).toBeCloseTo(1, 3);
    }
  }
});
