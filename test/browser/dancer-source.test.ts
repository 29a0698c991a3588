import { expect, test } from 'vitest';
import { createDancerSource } from '../../src/camera/dancer/dancer-source.ts';
import type { CameraFrame, SourceMessage, SourceStatus } from '../../src/camera/types.ts';
import { createPageClock } from '../../src/core/clock.ts';

const RATE = 30;

/** Frames that arrive until there are `count`. */
function collect(port: MessagePort, count: number): Promise<readonly CameraFrame[]> {
  const frames: CameraFrame[] = [];
  return new Promise((resolve) => {
    port.onmessage = ({ data }: MessageEvent<SourceMessage>) => {
      if (data.type === 'frame') frames.push(data.frame);
      if (frames.length === count) resolve(frames);
    };
  });
}

test('frames arrive on the frame grid of the page clock, with pixels in which somebody moves', async () => {
  const clock = createPageClock();
  const source = createDancerSource(clock, { seed: 1, bpm: 120 });
  const states: SourceStatus['state'][] = [];
  source.status$.subscribe(({ state }) => states.push(state));
  const { port1, port2 } = new MessageChannel();
  const arriving = collect(port1, 20);
  const before = clock.now();
  await source.start(port2);
  const frames = await arriving;
  source.stop();

  expect(states).toEqual(['idle', 'starting', 'running', 'ended']);
  const origin = source.truth(before, before + 60).beats[0]!;
  for (const [i, { capturedAt, image, width, height }] of frames.entries()) {
    const index = (capturedAt - origin) * RATE;
    expect(Math.abs(index - Math.round(index))).toBeLessThan(1e-4);
    expect(capturedAt).toBeLessThanOrEqual(clock.now());
    if (i > 0) expect(capturedAt).toBeGreaterThan(frames[i - 1]!.capturedAt);
    expect(image).toBeInstanceOf(ImageData);
    expect([width, height]).toEqual([640, 480]);
  }
  const [first, last] = [frames[0]!.image as ImageData, frames.at(-1)!.image as ImageData];
  const changed = first.data.filter((value, i) => Math.abs(value - last.data[i]!) > 20).length;
  expect(changed).toBeGreaterThan(2000);
});

test('the truth is on the stream clock, and a second start begins a new dance on a new canvas', async () => {
  const clock = createPageClock();
  const source = createDancerSource(clock, { bpm: 120 });
  expect(source.truth(0, 1e6).beats).toEqual([]);
  const start = async (): Promise<number> => {
    const { port1, port2 } = new MessageChannel();
    const frames = collect(port1, 1);
    const before = clock.now();
    await source.start(port2);
    await frames;
    const { beats, downbeats } = source.truth(before, before + 10);
    expect(beats[1]! - beats[0]!).toBeCloseTo(0.5, 9);
    expect(downbeats[0]).toBe(beats[0]);
    expect(downbeats[1]).toBeCloseTo(beats[4]!, 9);
    return beats[0]!;
  };
  const canvas = source.picture;
  const first = await start();
  expect(source.picture).toBe(canvas);
  source.stop();
  const second = await start();
  source.stop();
  expect(second).toBeGreaterThan(first);
  expect(source.picture).not.toBe(canvas);
});
