import { filter, firstValueFrom } from 'rxjs';
import { type ChoreographyOptions, createChoreography } from '../../src/camera/dancer/choreography.ts';
import { createPainter } from '../../src/camera/dancer/draw.ts';
import { drawLook } from '../../src/camera/dancer/palette.ts';
import { FRONT_VIEW } from '../../src/camera/dancer/virtual-camera.ts';
import { sendMessage } from '../../src/camera/send-frame.ts';
import type { PoseFrame } from '../../src/core/pose-frame.ts';
import { createRandom } from '../../src/core/random.ts';
import type { Seconds } from '../../src/core/units.ts';
import { createPoseClient } from '../../src/pose/pose-client.ts';
import type { PoseMessage } from '../../src/pose/types.ts';

/** The real pose model as a function of a dance: every frame is drawn, looked at, and waited for. */
export interface DancerEye {
  /** Poses of a dance at exact frame times, whatever the machine's speed. */
  watch(options: ChoreographyOptions, seconds: Seconds, fps?: number): AsyncGenerator<PoseFrame>;
  close(): void;
}

/** Opens the pose worker once; stream times go on from dance to dance, so the returned frames' times start at 0 again. */
export async function openDancerEye(maxPeople = 1): Promise<DancerEye> {
  const { port1, port2 } = new MessageChannel();
  const client = createPoseClient({ model: 'lite', output: port2, maxPeople });
  await firstValueFrom(client.ready$.pipe(filter((ready) => ready !== null)));
  const input = client.connect();
  const { width, height } = FRONT_VIEW;
  const canvas = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  let offset = 0;

  const look = (capturedAt: Seconds): Promise<PoseFrame> =>
    new Promise((resolve) => {
      port1.onmessage = ({ data }: MessageEvent<PoseMessage>) => data.type === 'pose' && resolve(data.pose);
      const image = canvas.getImageData(0, 0, width, height);
      sendMessage(input, { type: 'frame', frame: { image, capturedAt, width, height } });
    });

  return {
    async *watch(options, seconds, fps = 30) {
      const dance = createChoreography(options);
      const painter = createPainter(canvas, FRONT_VIEW, drawLook(createRandom(options.seed)));
      const begin = offset;
      for (let index = 0; index < seconds * fps; index += 1) {
        const t = index / fps;
        painter.paint(dance.jointsAt(t));
        const pose = await look(begin + t);
        yield { ...pose, t };
      }
      offset = begin + seconds + 1;
    },
    close: () => client.dispose(),
  };
}
