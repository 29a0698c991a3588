import { afterEach, expect, test } from 'vitest';
import { createPageClock } from '../../src/core/clock.ts';
import { createRing, createRingWriter } from '../../src/core/ring.ts';
import { VOICES } from '../../src/core/voices.ts';
import { DRUMS_PROCESSOR, type DrumsOptions, TAP_PROCESSOR, type TapChunk } from '../../src/outputs/synth/protocol.ts';
import { renderEvents } from '../../src/outputs/synth/render.ts';
import { createSynthOutput } from '../../src/outputs/synth/synth-output.ts';
import type { AudioClockSample, SynthOutput } from '../../src/outputs/types.ts';
import drumsUrl from '../../worklets/drums.worklet.ts?worker&url';
import tapUrl from '../../worklets/tap.worklet.ts?worker&url';
import type { PlayerMessage, PlayerReport } from './audio-player.worker.ts';

/** Nothing on the way but a delay. */
const DRY = { room: 0, compression: 0, saturation: 0 };

let output: SynthOutput | null = null;
afterEach(async () => {
  await output?.dispose();
  output = null;
});

/** Collects everything that leaves the master, with frame numbers. */
async function tap({ context, node }: NonNullable<SynthOutput['tap']>): Promise<TapChunk[]> {
  await context.audioWorklet.addModule(tapUrl);
  const recorder = new AudioWorkletNode(context, TAP_PROCESSOR, { numberOfOutputs: 0, channelCount: 2 });
  const chunks: TapChunk[] = [];
  recorder.port.onmessage = ({ data }) => chunks.push(data);
  node.connect(recorder);
  return chunks;
}

/** Frames of the strokes, by when sound begins after silence of at least a millisecond: the way to the tap is subtracted. */
function onsets(chunks: readonly TapChunk[]): number[] {
  const { delay } = output!.tap!;
  const found: number[] = [];
  let quiet = 48;
  for (const { frame, left } of chunks) {
    left.forEach((sample, i) => {
      if (sample !== 0 && quiet >= 48) found.push(frame + i - delay);
      quiet = sample === 0 ? quiet + 1 : 0;
    });
  }
  return found;
}

function block(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** Plays through a worker; `meanwhile` is what the main thread does to itself. */
async function perform(isolated: boolean, count: number, meanwhile: () => Promise<void>) {
  const clock = createPageClock();
  output = createSynthOutput({ clock, isolated, settings: { ...DRY, volume: 0, kit: 0 } });
  const worker = new Worker(new URL('./audio-player.worker.ts', import.meta.url), { type: 'module' });
  const post = (message: PlayerMessage, transfer: Transferable[] = []) => worker.postMessage(message, transfer);
  const { channel } = output;
  post({ type: 'open', channel, origin: clock.origin }, channel.kind === 'port' ? [channel.port] : []);
  const samples: AudioClockSample[] = [];
  output.clock$.subscribe((sample) => {
    if (!sample) return;
    samples.push(sample);
    post({ type: 'clock', sample });
  });
  let late = 0;
  output.late$.subscribe((value) => {
    late = value;
  });
  await output.start();
  const chunks = await tap(output.tap!);
  await expect.poll(() => samples.length, { timeout: 10_000 }).toBeGreaterThan(20);
  const report = new Promise<PlayerReport>((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
  });
  post({ type: 'play', count, interval: 0.2 });
  await meanwhile();
  const result = await report;
  await expect
    .poll(() => chunks.at(-1)!.frame, { timeout: 10_000 })
    .toBeGreaterThan(result.strokes.at(-1)!.frame + 5000);
  worker.terminate();
  return { ...result, late, chunks, samples };
}

const gaps = (chunks: readonly TapChunk[]): number =>
  chunks.slice(1).filter((chunk, i) => chunk.frame !== chunks[i]!.frame + chunks[i]!.left.length).length;

test('over the ring: every stroke on its exact frame while the main thread is blocked for 200 ms at a time', async () => {
  const blocked = async (): Promise<void> => {
    for (let i = 0; i < 22; i += 1) {
      block(200);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const { strokes, dueAts, dropped, late, chunks, samples } = await perform(true, 22, blocked);
  expect(dropped).toBe(0);
  expect(late).toBe(0);
  expect(onsets(chunks)).toEqual(strokes.map(({ frame }) => frame));
  expect(gaps(chunks)).toBe(0);
  // By the clocks' own account each is heard when it is due: half a frame of rounding and the noise of the readings.
  const { sampleRate, delay } = samples[0]!;
  expect(delay).toBe(output!.tap!.delay / sampleRate);
  const offset = samples.map(({ contextTime, pageTime }) => contextTime - pageTime).sort((a, b) => a - b)[
    samples.length >> 1
  ]!;
  const errors = strokes.map(({ frame }, i) => Math.abs(frame / sampleRate + delay - offset - dueAts[i]!));
  expect(Math.max(...errors)).toBeLessThan(0.001);
});

/** Says how often the global scope's frame number stood still. */
const SHOWN_FRAMES = `registerProcessor('shown-frames', class extends AudioWorkletProcessor {
  process() {
    if (currentFrame === this.last) this.port.postMessage(0);
    this.last = currentFrame;
    return true;
  }
});`;

test('every stroke on its exact frame while the main thread rebuilds the audio graph, and currentFrame stands still', async () => {
  let stood = 0;
  const rebuild = async (): Promise<void> => {
    const { context } = output!.tap!;
    await context.audioWorklet.addModule(URL.createObjectURL(new Blob([SHOWN_FRAMES], { type: 'text/javascript' })));
    const shown = new AudioWorkletNode(context, 'shown-frames');
    shown.port.onmessage = () => {
      stood += 1;
    };
    const gain = new GainNode(context);
    shown.connect(gain).connect(context.destination);
    for (const end = performance.now() + 5000; performance.now() < end; await new Promise((done) => setTimeout(done))) {
      for (let i = 0; i < 200; i += 1) {
        const node = new GainNode(context);
        node.connect(gain);
        node.disconnect();
      }
    }
  };
  const { strokes, dropped, late, chunks } = await perform(true, 22, rebuild);
  console.log(`currentFrame stood still at ${stood} quanta`);
  expect(dropped).toBe(0);
  expect(late).toBe(0);
  expect(onsets(chunks)).toEqual(strokes.map(({ frame }) => frame));
  expect(gaps(chunks)).toBe(0);
});

test('over a port, where memory cannot be shared: just as exact', async () => {
  const { strokes, dropped, late, chunks } = await perform(false, 6, async () => {});
  expect(dropped).toBe(0);
  expect(late).toBe(0);
  expect(onsets(chunks)).toEqual(strokes.map(({ frame }) => frame));
});

test('the state is told, and volume and kit are obeyed', async () => {
  output = createSynthOutput({ clock: createPageClock(), isolated: true, settings: { ...DRY, volume: 0, kit: 0 } });
  const states: string[] = [];
  output.state$.subscribe(({ state }) => states.push(state));
  output.set('volume', -40);
  output.set('kit', 1);
  await output.start();
  expect([states[0], states.at(-1)]).toEqual(['off', 'running']);
  const { context, delay } = output.tap!;
  const chunks = await tap(output.tap!);
  const start = Math.ceil((context.currentTime + 0.15) * context.sampleRate);
  createRingWriter((output.channel as { readonly ring: SharedArrayBuffer }).ring).write([start, 0, 1, 0]);
  await expect.poll(() => chunks.at(-1)?.frame ?? 0, { timeout: 10_000 }).toBeGreaterThan(start + 20_000);
  const heard = chunks.flatMap(({ left }) => [...left]).slice(start + delay - chunks[0]!.frame);
  const played = [{ voice: 'kick' as const, velocity: 1, time: 0, dueAt: 0, bar: 0, step: 0 }];
  const { sampleRate } = context;
  const { left: wanted } = renderEvents(played, { sampleRate, seconds: 0.2, kit: 1, volume: -40 });
  const worst = wanted.reduce((most, sample, i) => Math.max(most, Math.abs(sample - heard[i]!)), 0);
  expect(worst).toBeLessThan(1e-5);
});

test('stop is silence at once, and what waited is forgotten', async () => {
  output = createSynthOutput({ clock: createPageClock(), isolated: true, settings: { ...DRY, volume: 0, kit: 0 } });
  await output.start();
  const chunks = await tap(output.tap!);
  const { channel, tap: end } = output;
  const writer = createRingWriter((channel as { readonly ring: SharedArrayBuffer }).ring);
  const start = Math.ceil((end!.context.currentTime + 0.1) * end!.context.sampleRate);
  writer.write([start, 7, 1, 0, start + end!.context.sampleRate, 7, 1, 1]);
  await expect.poll(() => onsets(chunks).length, { timeout: 10_000 }).toBe(1);
  output.stop();
  const stopped = end!.context.currentTime * end!.context.sampleRate;
  const quietFrom = stopped + 0.2 * end!.context.sampleRate;
  await expect.poll(() => chunks.at(-1)!.frame, { timeout: 10_000 }).toBeGreaterThan(quietFrom + 48_000);
  const after = chunks.filter(({ frame }) => frame > quietFrom);
  expect(after.every(({ left, right }) => left.every((x) => x === 0) && right.every((x) => x === 0))).toBe(true);
});

test('after the audio clock stood still: what was on its way is forgotten, and the clock is learned anew', async () => {
  output = createSynthOutput({ clock: createPageClock(), isolated: true, settings: { ...DRY, volume: 0, kit: 0 } });
  const samples: (AudioClockSample | null)[] = [];
  output.clock$.subscribe((sample) => samples.push(sample));
  await output.start();
  const chunks = await tap(output.tap!);
  const { context } = output.tap!;
  await expect.poll(() => samples.length, { timeout: 10_000 }).toBeGreaterThan(3);
  await context.suspend();
  await expect.poll(() => samples.at(-1), { timeout: 10_000 }).toBeNull();
  const writer = createRingWriter((output.channel as { readonly ring: SharedArrayBuffer }).ring);
  const soon = Math.ceil((context.currentTime + 0.5) * context.sampleRate);
  writer.write([soon, 0, 1, 0]);
  await context.resume();
  await expect.poll(() => samples.at(-1), { timeout: 10_000 }).not.toBeNull();
  await expect.poll(() => chunks.at(-1)?.frame ?? 0, { timeout: 10_000 }).toBeGreaterThan(soon + 5000);
  expect(onsets(chunks)).toEqual([]);
});

test('a stroke asked for by hand rings out though nothing was started, and strokes of the music stay refused', async () => {
  output = createSynthOutput({ clock: createPageClock(), isolated: true, settings: { ...DRY, volume: 0, kit: 0 } });
  await output.strike('crash', 1);
  const chunks = await tap(output.tap!);
  const { sampleRate } = output.tap!.context;
  const loudest = (from: number): number =>
    Math.max(0, ...chunks.filter(({ frame }) => frame > from).flatMap(({ left }) => [...left].map(Math.abs)));
  await expect.poll(() => chunks.at(-1)?.frame ?? 0, { timeout: 10_000 }).toBeGreaterThan(sampleRate * 0.6);
  expect(loudest(sampleRate * 0.4)).toBeGreaterThan(0.001);
  await expect.poll(() => loudest(chunks.at(-1)!.frame - sampleRate * 0.2), { timeout: 20_000 }).toBeLessThan(1e-4);
  const quiet = chunks.at(-1)!.frame;
  createRingWriter((output.channel as { readonly ring: SharedArrayBuffer }).ring).write([quiet + 9600, 0, 1, 0]);
  await expect.poll(() => chunks.at(-1)!.frame, { timeout: 10_000 }).toBeGreaterThan(quiet + 20_000);
  expect(loudest(quiet)).toBeLessThan(1e-4);
});

test('a stroke whose frame is over is counted and not played', async () => {
  output = createSynthOutput({ clock: createPageClock(), isolated: true, settings: { ...DRY, volume: 0, kit: 0 } });
  const seen: number[] = [];
  output.late$.subscribe((late) => seen.push(late));
  await output.start();
  const chunks = await tap(output.tap!);
  await expect.poll(() => chunks.length, { timeout: 10_000 }).toBeGreaterThan(1);
  createRingWriter((output.channel as { readonly ring: SharedArrayBuffer }).ring).write([1, 0, 1, 0]);
  await expect.poll(() => seen.at(-1), { timeout: 10_000 }).toBe(1);
  expect(onsets(chunks)).toEqual([]);
});

test('the worklet renders what Node renders: same functions, same samples', async () => {
  const sampleRate = 48_000;
  const events = VOICES.map((voice, i) => ({
    voice,
    velocity: 0.3 + i * 0.08,
    dueAt: 0.01 + i * 0.11,
    time: 0,
    bar: 0,
    step: 0,
  }));
  const context = new OfflineAudioContext(2, sampleRate, sampleRate);
  await context.audioWorklet.addModule(drumsUrl);
  const ring = createRing(16, 4);
  createRingWriter(ring).write(
    events.flatMap(({ velocity, dueAt }, i) => [Math.round(dueAt * sampleRate), i, velocity, i]),
  );
  const processorOptions: DrumsOptions = { ring, kit: 0 };
  const parameterData = { volume: -6 };
  const options = { numberOfInputs: 0, outputChannelCount: [2], processorOptions, parameterData };
  new AudioWorkletNode(context, DRUMS_PROCESSOR, options).connect(context.destination);
  const buffer = await context.startRendering();
  const node = renderEvents(events, { sampleRate, seconds: 1, kit: 0, volume: -6 });
  let worst = 0;
  for (let i = 0; i < sampleRate; i += 1) {
    worst = Math.max(worst, Math.abs(buffer.getChannelData(0)[i]! - node.left[i]!));
    worst = Math.max(worst, Math.abs(buffer.getChannelData(1)[i]! - node.right[i]!));
  }
  expect(worst).toBeLessThan(1e-6);
  expect(Math.max(...node.left)).toBeGreaterThan(0.1);
});
