import { filter, firstValueFrom } from 'rxjs';
import { formatRecording } from '../src/camera/pose-recording.ts';
import { sendMessage } from '../src/camera/send-frame.ts';
import type { PoseFrame } from '../src/core/pose-frame.ts';
import { createPoseClient } from '../src/pose/pose-client.ts';
import type { PoseMessage, PoseModel } from '../src/pose/types.ts';

/** What `demo/tools/extract-poses.ts` asks this page for. */
export interface ExtractJob {
  readonly url: string;
  /** Exact times of the file's pictures, seconds. */
  readonly times: readonly number[];
  readonly fps: number;
  readonly model: PoseModel;
  readonly maxPeople: number;
  readonly source: string;
}

export interface ExtractResult {
  readonly recording: string;
  /** Median and largest cost of a picture in the worker, ms. */
  readonly detectMs: readonly [p50: number, max: number];
  readonly delegate: string;
}

declare global {
  interface Window {
    extractPoses?: (job: ExtractJob) => Promise<ExtractResult>;
  }
}

const once = (target: EventTarget, event: string): Promise<Event> =>
  new Promise((resolve) => target.addEventListener(event, resolve, { once: true }));

async function openVideo(url: string): Promise<HTMLVideoElement> {
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'auto';
  video.src = url;
  await Promise.race([once(video, 'loadeddata'), once(video, 'error')]);
  if (video.error || video.videoWidth === 0)
    throw new Error(`The video cannot be decoded: ${video.error?.message ?? 'no pictures'}`);
  document.body.append(video);
  return video;
}

/** Shows the picture that holds at `time`; a little inside it, so that rounding cannot show its neighbour. */
async function seek(video: HTMLVideoElement, time: number): Promise<void> {
  const done = once(video, 'seeked');
  video.currentTime = time;
  await done;
}

/** Every picture of a file through the pose worker, one after the other, none dropped. */
window.extractPoses = async ({ url, times, fps, model, maxPeople, source }) => {
  const { port1, port2 } = new MessageChannel();
  const client = createPoseClient({ model, output: port2, maxPeople });
  const failure = firstValueFrom(client.errors$).then((error) => Promise.reject(error));
  const ready = firstValueFrom(client.ready$.pipe(filter((now) => now !== null)));
  const input = client.connect();
  const video = await openVideo(url);
  const { delegate } = await Promise.race([ready, failure]);
  const nextPose = (): Promise<PoseFrame> =>
    new Promise((resolve) => {
      port1.onmessage = ({ data }: MessageEvent<PoseMessage>) => data.type === 'pose' && resolve(data.pose);
    });
  const frames: PoseFrame[] = [];
  for (const [index, time] of times.entries()) {
    await seek(video, time + Math.min(0.25 / fps, ((times[index + 1] ?? time + 1 / fps) - time) / 2));
    const pose = nextPose();
    const image = new VideoFrame(video);
    const [width, height] = [video.videoWidth, video.videoHeight];
    sendMessage(input, { type: 'frame', frame: { image, capturedAt: time, width, height } });
    frames.push(await Promise.race([pose, failure]));
  }
  const stats = await firstValueFrom(
    client.stats$.pipe(filter((now) => now !== null && now.framesIn === times.length)),
  );
  client.dispose();
  const { videoWidth: width, videoHeight: height } = video;
  const recording = formatRecording({ fps, width, height, source, model, delegate, maxPeople }, frames);
  return { recording, delegate, detectMs: [stats?.detect.p50 ?? 0, stats?.detect.max ?? 0] };
};
