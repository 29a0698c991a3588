import type { CameraFrame } from '../camera/types.ts';

/** The models look at 224 and 256 pixels; more than this width only costs. */
const MAX_WIDTH = 640;

/** Makes the plain pixels that the model is fastest on without a GPU. Pose worker only: it keeps buffers. */
export interface PixelReader {
  read(frame: CameraFrame): Promise<ImageData>;
}

export function createPixelReader(): PixelReader {
  let canvas: OffscreenCanvas | undefined;
  let reused: ImageData | undefined;
  /** VideoFrame.copyTo in RGBA is new; where it is missing the canvas does it. */
  let copies = true;

  const draw = (image: VideoFrame | ImageBitmap, width: number, height: number): ImageData => {
    if (canvas?.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
    if (!context) throw new Error('This browser gives no 2-D canvas to a worker.');
    context.drawImage(image, 0, 0, width, height);
    return context.getImageData(0, 0, width, height);
  };

  const copy = async (image: VideoFrame, width: number, height: number): Promise<ImageData> => {
    if (reused?.width !== width || reused.height !== height) reused = new ImageData(width, height);
    await image.copyTo(reused.data, { format: 'RGBA' });
    return reused;
  };

  /** A turned or non-square-pixel frame has another display size than its pixels: only a canvas applies that. */
  const isPlain = (image: VideoFrame): boolean =>
    image.visibleRect?.width === image.displayWidth && image.visibleRect.height === image.displayHeight;

  return {
    read: async ({ image, width, height }) => {
      if (image instanceof ImageData) return image;
      const scale = Math.min(1, MAX_WIDTH / width);
      const size = [Math.round(width * scale), Math.round(height * scale)] as const;
      if (!(copies && scale === 1 && image instanceof VideoFrame && isPlain(image))) return draw(image, ...size);
      try {
        return await copy(image, width, height);
      } catch {
        copies = false;
        return draw(image, ...size);
      }
    },
  };
}
