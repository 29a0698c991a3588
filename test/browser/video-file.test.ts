import { filter, firstValueFrom } from 'rxjs';
import { beforeAll, expect, test } from 'vitest';
import type { SourceMessage } from '../../src/camera/types.ts';
import { createVideoFileSource } from '../../src/camera/video-file-source.ts';
import { createPageClock } from '../../src/core/clock.ts';

const clock = createPageClock();
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** About a second of a moving square, filmed here. */
async function film(): Promise<Blob> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [320, 240];
  const context = canvas.getContext('2d')!;
  const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: 'video/webm;codecs=vp8' });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const stopped = new Promise((resolve) => {
    recorder.onstop = resolve;
  });
  recorder.start();
  for (let k = 0; k < 30; k++) {
    context.fillStyle = `hsl(${k * 12} 80% 50%)`;
    context.fillRect(k * 8, 60, 80, 80);
    await wait(33);
  }
  recorder.stop();
  await stopped;
  return new Blob(parts, { type: 'video/webm' });
}

let video: Blob;
beforeAll(async () => {
  video = await film();
});

function listen(): { port: MessagePort; messages: SourceMessage[]; times: () => number[] } {
  const { port1, port2 } = new MessageChannel();
  const messages: SourceMessage[] = [];
  port2.onmessage = ({ data }: MessageEvent<SourceMessage>) => {
    messages.push(data);
    if (data.type === 'frame' && 'close' in data.frame.image) data.frame.image.close();
  };
  return {
    port: port1,
    messages,
    times: () => messages.flatMap((m) => (m.type === 'frame' ? [m.frame.capturedAt] : [])),
  };
}

const growing = (times: readonly number[]): boolean => times.every((t, k) => k === 0 || t > times[k - 1]!);

test('once: pictures with growing stream times, then the end', async () => {
  const { port, messages, times } = listen();
  const source = createVideoFileSource({ clock, file: video, name: 'square.webm', loop: false });
  const begin = clock.now();
  await source.start(port);
  await firstValueFrom(source.status$.pipe(filter(({ state }) => state === 'ended')));
  await wait(50);
  expect(times().length).toBeGreaterThan(5);
  expect(growing(times())).toBe(true);
  expect(times()[0]).toBeGreaterThan(begin);
  expect(messages[0]).toMatchObject({ type: 'frame', frame: { width: 320, height: 240 } });
  expect(messages.some(({ type }) => type === 'discontinuity')).toBe(false);
  source.stop();
});

test('loop: a discontinuity between rounds, and times that go on growing', async () => {
  const { port, messages, times } = listen();
  const source = createVideoFileSource({ clock, file: video, name: 'square.webm', loop: true });
  await source.start(port);
  const jump = (): number => messages.findIndex(({ type }) => type === 'discontinuity');
  while (jump() < 0 || messages.length < jump() + 4) await wait(20);
  expect(growing(times())).toBe(true);
  expect(await firstValueFrom(source.status$)).toEqual({ state: 'running' });
  source.stop();
  expect(await firstValueFrom(source.status$)).toEqual({ state: 'idle' });
});

test('a file that is no video says so', async () => {
  const { port } = listen();
  const source = createVideoFileSource({ clock, file: new Blob(['no video']), name: 'notes.txt', loop: true });
  await source.start(port);
  expect(await firstValueFrom(source.status$)).toMatchObject({
    state: 'failed',
    error: { code: 'video-unreadable', message: expect.stringContaining('notes.txt') },
  });
  source.stop();
});
