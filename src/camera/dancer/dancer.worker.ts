import { createPageClock } from '../../core/clock.ts';
import { createRandom } from '../../core/random.ts';
import type { CameraFrame, SourceMessage } from '../types.ts';
import { createChoreography } from './choreography.ts';
import type { DancerOrder, DancerReport } from './dancer-messages.ts';
import { createPainter } from './draw.ts';
import { nextFrame } from './frame-grid.ts';
import { drawLook } from './palette.ts';

/**
 * Draws frame after frame on its own thread. A picture goes to the pose worker as pixels: without a GPU that spares the
 * 20 ms that reading an ImageBitmap back costs, with one it costs a copy of 1.2 MB.
 */
function perform({ canvas, port, clockOrigin, start, rate, dance, view, lookSeed }: DancerOrder): void {
  const { width, height } = view;
  const clock = createPageClock(clockOrigin);
  const choreography = createChoreography(dance);
  const canvas2d = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  const painter = createPainter(canvas2d, view, drawLook(createRandom(lookSeed)));
  const mirror = canvas.getContext('2d', { willReadFrequently: true })!;

  const show = (time: number): void => {
    painter.paint(choreography.jointsAt(time - start));
    const image = canvas2d.getImageData(0, 0, width, height);
    mirror.putImageData(image, 0, 0);
    const frame: CameraFrame = { image, capturedAt: time, width, height };
    port.postMessage({ type: 'frame', frame } satisfies SourceMessage, [image.data.buffer]);
  };
  const follow = (last: number): void => {
    const { index, time, wait } = nextFrame(clock.now(), start, rate, last);
    setTimeout(() => {
      show(time);
      if (last < 0) self.postMessage({ type: 'running' } satisfies DancerReport);
      follow(index);
    }, wait * 1000);
  };
  follow(-1);
}

self.onmessage = ({ data }: MessageEvent<DancerOrder>) => perform(data);
