/**
 * `process()` itself, as the audio thread calls it: the worklets' own classes, with strokes from the ring in shared memory and
 * a value for every AudioParam, under the heap profiler.
 */
import { expect, test, vi } from 'vitest';
import { createRing, createRingWriter } from '../../src/core/ring.ts';
import { SOUND_COUNT } from '../../src/core/voices.ts';
import { LIMITER_PROCESSOR } from '../../src/outputs/bus/protocol.ts';
import { QUANTUM } from '../../src/outputs/synth/frame-count.ts';
import { SYNTH_AUDIO_PARAMS } from '../../src/outputs/synth/parameters.ts';
import { DRUMS_PROCESSOR, RING_CAPACITY, RING_WIDTH } from '../../src/outputs/synth/protocol.ts';
import { allocations, total } from './allocated.ts';

/** 2.7 s of sound. */
const QUANTA = 1000;

interface Processor {
  process(inputs: Float32Array[][], outputs: Float32Array[][], parameters: Record<string, Float32Array>): boolean;
}
type Constructor = new (options: unknown) => Processor;

const registered = new Map<string, Constructor>();
const posted: unknown[] = [];
class AudioWorkletProcessor {
  readonly port = { onmessage: null, postMessage: (message: unknown) => void posted.push(message) };
}
const scope = globalThis as unknown as { currentFrame: number };

vi.stubGlobal('AudioWorkletProcessor', AudioWorkletProcessor);
vi.stubGlobal('registerProcessor', (name: string, processor: Constructor) => void registered.set(name, processor));
vi.stubGlobal('sampleRate', 48_000);
vi.stubGlobal('currentFrame', 0);
await import('../../worklets/drums.worklet.ts');
await import('../../worklets/limiter.worklet.ts');

/** The two worklets one after the other, as on the stage, and a writer at the ring's other end. */
function createStage() {
  const ring = createRing(RING_CAPACITY, RING_WIDTH);
  const writer = createRingWriter(ring);
  const drums = new (registered.get(DRUMS_PROCESSOR)!)({ processorOptions: { ring, kit: 0 } });
  const limiter = new (registered.get(LIMITER_PROCESSOR)!)({});
  const parameters = Object.fromEntries(
    SYNTH_AUDIO_PARAMS.map(({ name, defaultValue }) => [name, Float32Array.of(defaultValue)]),
  );
  // Loud, so that the limiter has something to do.
  parameters['volume']![0] = 6;
  const stroke = new Float64Array(RING_WIDTH);
  const [sound, heard] = [0, 1].map(() => [[new Float32Array(QUANTUM), new Float32Array(QUANTUM)]]);
  let serial = 0;
  const strike = (): void => {
    stroke[0] = scope.currentFrame + ((serial * 37) % QUANTUM);
    stroke[1] = serial % SOUND_COUNT;
    stroke[2] = 0.2 + 0.2 * (serial % 5);
    stroke[3] = serial;
    writer.write(stroke);
    serial += 1;
  };
  /** Every so many quanta a stroke begins, at any place in its quantum, or a knob is turned; 0: never. */
  return (strokeEvery: number, knobEvery: number): void => {
    for (let quantum = 0; quantum < QUANTA; quantum += 1) {
      if (strokeEvery > 0 && quantum % strokeEvery === 0) strike();
      if (knobEvery > 0 && quantum % knobEvery === 0) parameters['kickLevel']![0] = (quantum % 7) - 6;
      drums.process([], sound!, parameters);
      limiter.process(sound!, heard!, {});
      scope.currentFrame += QUANTUM;
    }
  };
}

const play = createStage();
for (let i = 0; i < 6; i += 1) play(2, 10);

/** Runs until one is below the bound, at most so many: on a busy machine V8 takes long to optimise, and counts its own work here. */
const TRIES = 30;

/** The least of several runs, bytes; ends with the first below `bound`. */
function least(what: string, strokeEvery: number, knobEvery: number, bound: number): number {
  let best = allocations(() => play(strokeEvery, knobEvery));
  for (let i = 1; i < TRIES && total(best) >= bound; i += 1) {
    const next = allocations(() => play(strokeEvery, knobEvery));
    if (total(next) < total(best)) best = next;
  }
  const list = [...best].sort((a, b) => b[1] - a[1]).map(([where, size]) => `${size} in ${where}`);
  console.log(
    `process(), ${QUANTA} quanta ${what}: ${total(best)} bytes${list.length > 0 ? `: ${list.join(', ')}` : ''}`,
  );
  return total(best);
}

test('process() of synth and limiter puts nothing on the heap for sounds, and less than one boxed number for a stroke', () => {
  const messages = posted.length;
  // V8 boxes a number, 16 bytes, where it hasn't optimised; what is played seldom is optimised late.
  const everySecond = 4 * (QUANTA / 2);
  const everyTenth = 16 * (QUANTA / 10);
  expect(least('with a stroke every second one', 2, 0, everySecond)).toBeLessThan(everySecond);
  expect(least('with a stroke every tenth', 10, 0, everyTenth)).toBeLessThan(everyTenth);
  expect(least('in which sounds ring', 0, 0, 64)).toBeLessThan(64);
  expect(posted.length).toBe(messages);
});

test('a turn of a knob costs a few numbers', () => {
  const bound = 96 * (QUANTA / 10);
  expect(least('with a turn every tenth', 10, 10, bound)).toBeLessThan(bound);
});

test('nor does it after a day, when frame numbers are no small integers any more', () => {
  scope.currentFrame = 24 * 3600 * 48_000;
  play(2, 0);
  const bound = 4 * QUANTA;
  expect(least('after a day, with a stroke every second one', 2, 0, bound)).toBeLessThan(bound);
});
