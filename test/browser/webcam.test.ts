import { filter, firstValueFrom } from 'rxjs';
import { expect, test } from 'vitest';
import { type GrabFrames, grabFrames } from '../../src/camera/grab-frames.ts';
import type { Source, SourceMessage } from '../../src/camera/types.ts';
import { createWebcamSource, listCameras } from '../../src/camera/webcam-source.ts';
import { createPageClock } from '../../src/core/clock.ts';

const clock = createPageClock();
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
type Frame = (SourceMessage & { type: 'frame' })['frame'];

/** Runs a source until it has sent so many frames; answers them, closed. */
async function collect(source: Source, count: number): Promise<Frame[]> {
  const { port1, port2 } = new MessageChannel();
  const frames: Frame[] = [];
  port2.onmessage = ({ data }: MessageEvent<SourceMessage>) => {
    if (data.type !== 'frame') return;
    frames.push(data.frame);
    if ('close' in data.frame.image) data.frame.image.close();
  };
  await source.start(port1);
  expect(await firstValueFrom(source.status$)).toEqual({ state: 'running' });
  while (frames.length < count) await wait(20);
  return frames;
}

function expectLiveFrames(frames: readonly Frame[]): void {
  frames.forEach(({ capturedAt, width, height }, k) => {
    expect([width, height]).toEqual([640, 480]);
    expect(capturedAt).toBeLessThan(clock.now());
    if (k > 0) expect(capturedAt).toBeGreaterThan(frames[k - 1]!.capturedAt);
  });
  expect(clock.now() - frames.at(-1)!.capturedAt).toBeLessThan(2);
}

test('the fake webcam sends pictures with capture times that grow', async () => {
  const source = createWebcamSource({ clock, cameraDelay: () => 0 });
  expectLiveFrames(await collect(source, 20));
  expect((source.picture as HTMLVideoElement).srcObject).not.toBeNull();
  source.stop();
  expect((source.picture as HTMLVideoElement).srcObject).toBeNull();
});

test('where a page has no access to tracks, what the video shows is taken', async () => {
  const withoutTracks: GrabFrames = (_stream, video, pageClock, on) => {
    const noTrack = { getVideoTracks: () => [] } as unknown as MediaStream;
    return grabFrames(noTrack, video, pageClock, on);
  };
  const source = createWebcamSource({ clock, cameraDelay: () => 0, grab: withoutTracks });
  const frames = await collect(source, 10);
  expectLiveFrames(frames);
  expect(frames[0]!.image).toBeInstanceOf(ImageBitmap);
  source.stop();
});

test('a named camera is taken, an unknown one replaced by any', async () => {
  const [camera] = await listCameras();
  for (const deviceId of [camera!.id, 'f'.repeat(64)]) {
    const source = createWebcamSource({ clock, cameraDelay: () => 0, deviceId });
    await collect(source, 2);
    source.stop();
  }
});

test('a track that ends is taken up again', async () => {
  const source = createWebcamSource({ clock, cameraDelay: () => 0 });
  await collect(source, 2);
  const stream = (source.picture as HTMLVideoElement).srcObject as MediaStream;
  stream.getVideoTracks()[0]!.dispatchEvent(new Event('ended'));
  expect(await firstValueFrom(source.status$)).toMatchObject({ state: 'waiting', error: { code: 'camera-unplugged' } });
  await firstValueFrom(source.status$.pipe(filter(({ state }) => state === 'running')));
  source.stop();
});
