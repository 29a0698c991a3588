import { filter, firstValueFrom } from 'rxjs';
import { type ChoreographyOptions, createChoreography } from '../src/camera/dancer/choreography.ts';
import { createPainter } from '../src/camera/dancer/draw.ts';
import { drawLook } from '../src/camera/dancer/palette.ts';
import type { CameraView } from '../src/camera/dancer/virtual-camera.ts';
import { sendMessage } from '../src/camera/send-frame.ts';
import type { PoseFrame } from '../src/core/pose-frame.ts';
import { createRandom } from '../src/core/random.ts';
import type { Hertz, Seconds } from '../src/core/units.ts';
import { createPoseClient } from '../src/pose/pose-client.ts';
import type { PoseMessage } from '../src/pose/types.ts';

/** A drawn dance that the real pose model is to watch. */
export interface WatchJob {
  readonly dance: ChoreographyOptions;
  readonly view: CameraView;
  readonly fps: Hertz;
  readonly seconds: Seconds;
}

declare global {
  interface Window {
    watchDance?: (job: WatchJob) => Promise<readonly PoseFrame[]>;
  }
}

/** Every picture of a dance through a pose worker of its own, at exact times, none dropped. */
window.watchDance = async ({ dance, view, fps, seconds }) => {
  const { port1, port2 } = new MessageChannel();
  const client = createPoseClient({ model: 'lite', output: port2, maxPeople: 1 });
  const failure = firstValueFrom(client.errors$).then((error) => Promise.reject(error));
  const ready = firstValueFrom(client.ready$.pipe(filter((now) => now !== null)));
  await Promise.race([ready, failure]);
  const input = client.connect();
  const { width, height } = view;
  const canvas = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  const painter = createPainter(canvas, view, drawLook(createRandom(dance.seed)));
  const choreography = createChoreography(dance);
  const frames: PoseFrame[] = [];
  for (let index = 0; index < Math.floor(seconds * fps); index += 1) {
    const capturedAt = index / fps;
    painter.paint(choreography.jointsAt(capturedAt));
    const pose = new Promise<PoseFrame>((resolve) => {
      port1.onmessage = ({ data }: MessageEvent<PoseMessage>) => data.type === 'pose' && resolve(data.pose);
    });
    const image = canvas.getImageData(0, 0, width, height);
    sendMessage(input, { type: 'frame', frame: { image, capturedAt, width, height } });
    frames.push(await Promise.race([pose, failure]));
  }
  client.dispose();
  return frames;
};
