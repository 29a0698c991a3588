/**
 * The instrument as a page has it, in real time: every thread, the real audio clock, and what leaves the loudspeaker
 * captured sample for sample. The body is the drawn dancer's exact poses, so that the beats are known.
 */
import { afterEach, expect, test } from 'vitest';
import { quantile } from '../../demo/tools/beat-measures.ts';
import { createChoreography } from '../../src/camera/dancer/choreography.ts';
import { FRONT_VIEW } from '../../src/camera/dancer/virtual-camera.ts';
import { formatRecording } from '../../src/camera/pose-recording.ts';
import type { Seconds } from '../../src/core/units.ts';
import { createEngine, type DrumEvent, type Engine, type Metrics } from '../../src/index.ts';
import { TAP_PROCESSOR, type TapChunk } from '../../src/outputs/synth/protocol.ts';
import { renderEvents } from '../../src/outputs/synth/render.ts';
import tapUrl from '../../worklets/tap.worklet.ts?worker&url';
import { exactPoses } from '../camera/dancer/exact-poses.ts';

const BPM = 116;
const FPS = 30;
const DANCE: Seconds = 22;
/** Not the default, so that the test can tell a kept constant from none. */
const LATENCY_MS = 80;
const ACCENTS = [1, 0, 0, 0, 0.8, 0, 0, 0, 1, 0, 0, 0, 0.8, 0, 0, 0];

const dance = createChoreography({ seed: 4712, tempo: [{ at: 0, bpm: BPM }], accents: ACCENTS });
const { width, height } = FRONT_VIEW;

function recording(): Blob {
  return new Blob([formatRecording({ fps: FPS, width, height }, exactPoses(dance, DANCE, FPS))]);
}

let engine: Engine | null = null;
afterEach(async () => {
  await engine?.dispose();
  engine = null;
});

async function capture({ context, node }: NonNullable<Engine['audio']>): Promise<TapChunk[]> {
  await context.audioWorklet.addModule(tapUrl);
  const tap = new AudioWorkletNode(context, TAP_PROCESSOR, { numberOfOutputs: 0, channelCount: 2 });
  const chunks: TapChunk[] = [];
  tap.port.onmessage = ({ data }) => chunks.push(data);
  node.connect(tap);
  return chunks;
}

/** Everything captured as one stretch of sound; `frame` is that of its first sample. */
function joined(chunks: readonly TapChunk[]): { readonly frame: number; readonly left: Float32Array } {
  const frame = chunks[0]!.frame;
  const left = new Float32Array(chunks.length * chunks[0]!.left.length);
  for (const chunk of chunks) left.set(chunk.left, chunk.frame - frame);
  return { frame, left };
}

/** Samples where the sound rises out of what went before: loudness over 2 ms against the 20 ms before. */
function onsets(sound: Float32Array, sampleRate: number): number[] {
  const hop = Math.round(sampleRate / 1000);
  const loud = Array.from({ length: Math.floor(sound.length / hop) }, (_, i) =>
    sound.subarray(i * hop, (i + 1) * hop).reduce((sum, x) => sum + x * x, 0),
  );
  const found: number[] = [];
  for (let i = 20; i < loud.length - 2; i += 1) {
    const before = Math.max(...loud.slice(i - 20, i));
    if (loud[i]! + loud[i + 1]! > 6 * before + 1e-4 && i * hop - (found.at(-1) ?? -1e9) > 0.05 * sampleRate)
      found.push(i * hop);
  }
  return found;
}

test('what is heard: onsets on the dancer’s beats plus the latency shown, each stroke as rendered, none late', async () => {
  engine = createEngine({ settings: { latency: LATENCY_MS, volume: -6, room: 0, compression: 0, saturation: 0 } });
  const strokes: DrumEvent[] = [];
  const committed: Seconds[] = [];
  engine.beats$.subscribe(({ time }) => committed.push(time));
  let origin: Seconds | null = null;
  let metrics: Metrics | null = null;
  engine.strokes$.subscribe((stroke) => strokes.push(stroke));
  engine.metrics$.subscribe((newest) => {
    metrics = newest;
  });
  engine.person$.subscribe(({ time }) => {
    origin ??= time;
  });
  await engine.start();
  const { context } = engine.audio!;
  const chunks = await capture(engine.audio!);
  await engine.use({ kind: 'recording', file: recording(), name: 'dance.pose.jsonl', loop: false });
  await new Promise((resolve) => setTimeout(resolve, (DANCE + 1) * 1000));

  const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp();
  const heardAt = (frame: number): Seconds => frame / context.sampleRate - contextTime + performanceTime / 1000;
  const { frame: first, left } = joined(chunks);
  const heard = onsets(left, context.sampleRate).map((sample) => heardAt(first + sample));
  expect(engine.get('latency')).toBe(LATENCY_MS);
  expect(strokes.length).toBeGreaterThan(40);

  const late = (times: readonly Seconds[]): Seconds[] =>
    times
      .map((time) => time + LATENCY_MS / 1000)
      .filter((time) => time > heard[0]! && time < heard.at(-1)!)
      .map((time) => heard.reduce((best, at) => (Math.abs(at - time) < Math.abs(best - time) ? at : best)) - time);
  const errors = late(dance.beats(0, DANCE).map((beat) => beat + origin!));
  const played = quantile(late(committed), 0.5);
  const size = errors.map(Math.abs);
  console.log(
    `heard: ${heard.length} onsets, ${errors.length} beats; onset - (true beat + latency): median ` +
      `${(quantile(errors, 0.5) * 1000).toFixed(1)} ms, |p90| ${(quantile(size, 0.9) * 1000).toFixed(1)} ms; onset - (predicted beat + latency): median ${(played * 1000).toFixed(1)} ms; ` +
      `${JSON.stringify({ ...metrics!, latency: undefined })}`,
  );
  expect(Math.abs(played)).toBeLessThan(0.015);
  expect(Math.abs(quantile(errors, 0.5))).toBeLessThan(0.05);
  expect(quantile(size, 0.9)).toBeLessThan(0.07);
  expect(metrics!.lateEvents).toBe(0);

  // The same strokes rendered off line: sample for sample the same sound, once the clocks' offset is known from one of them.
  const start = heardAt(first);
  const { left: rendered } = renderEvents(strokes, {
    sampleRate: context.sampleRate,
    seconds: left.length / context.sampleRate,
    kit: 0,
    volume: -6,
    start,
  });
  const again = onsets(rendered, context.sampleRate).map((sample) => heardAt(first + sample));
  const matched = again.filter((time) => heard.some((other) => Math.abs(other - time) <= 0.003)).length;
  expect(matched / again.length).toBeGreaterThan(0.95);
}, 90_000);

test('parameters are brought into their ranges, and what is no number is refused', async () => {
  engine = createEngine({ settings: { seed: 5 } });
  engine.set('latency', 9999);
  expect(engine.get('latency')).toBe(500);
  expect(() => engine!.set('volume', Number.NaN)).toThrow(RangeError);
});
