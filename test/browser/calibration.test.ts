import { expect, test } from 'vitest';
import { playClicks } from '../../src/engine/calibration/clicks.ts';
import { estimateLag } from '../../src/engine/calibration/lag.ts';
import { createOpenMicrophone } from '../../src/engine/calibration/microphone.ts';
import { createOnsetDetector } from '../../src/engine/calibration/onset-detector.ts';

test('clicks begin on their frames, and the detector finds them there', async () => {
  const context = new OfflineAudioContext(1, 96_000, 48_000);
  const { times } = playClicks(context as unknown as AudioContext, 3, 0.41);
  const sound = (await context.startRendering()).getChannelData(0);
  const frames = times.map((time) => Math.round(time * 48_000));
  expect(createOnsetDetector(48_000).push(sound, 0)).toEqual(frames);
  expect(frames[1]! - frames[0]!).toBe(19_680);
});

test('a microphone hears clicks on the clock of the AudioContext, asked for raw, and is freed', async () => {
  const context = new AudioContext();
  await context.resume();
  const loop = context.createMediaStreamDestination();
  const asked: MediaStreamConstraints[] = [];
  const open = createOpenMicrophone({
    getUserMedia: async (constraints) => {
      asked.push(constraints!);
      return loop.stream;
    },
  });
  const microphone = await open(context);
  const onsets: number[] = [];
  microphone.onset$.subscribe((time) => onsets.push(time));
  const buffer = context.createBuffer(1, 200, context.sampleRate);
  buffer.getChannelData(0).fill(0.5);
  const times = Array.from({ length: 10 }, (_, i) => context.currentTime + 0.5 + i * 0.3);
  for (const time of times) {
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(loop);
    source.start(time);
  }
  // A machine under load may leave out a buffer of the stream, and what was in it.
  await expect.poll(() => onsets.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(6);
  const trip = estimateLag(times, onsets, { earliest: -0.001, latest: 0.29, width: 0.03 })!;
  expect(trip.pairs).toBeGreaterThanOrEqual(5);
  expect(trip.lag).toBeGreaterThanOrEqual(0);
  expect(asked).toEqual([
    { audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 } },
  ]);
  expect(microphone.latency).toBeGreaterThan(0);
  microphone.close();
  expect(loop.stream.getTracks().map(({ readyState }) => readyState)).toEqual(['ended']);
  await context.close();
});

test('no permission and no microphone are said, each with what to do', async () => {
  const context = new AudioContext();
  const denied = createOpenMicrophone({
    getUserMedia: () => Promise.reject(new DOMException('no', 'NotAllowedError')),
  });
  await expect(denied(context)).rejects.toMatchObject({ code: 'microphone-denied' });
  const none = createOpenMicrophone({ getUserMedia: () => Promise.reject(new DOMException('no', 'NotFoundError')) });
  await expect(none(context)).rejects.toMatchObject({ code: 'microphone-missing' });
  await context.close();
});
