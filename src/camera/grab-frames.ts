import type { PageClock } from '../core/clock.ts';
import type { Seconds } from '../core/units.ts';
import { createCameraClock } from './capture-clock.ts';

/** A picture and when it was taken, as well as the browser knows. The receiver owns and closes it. */
export type OnPicture = (image: VideoFrame | ImageBitmap, capturedAt: Seconds) => void;
export type StopGrabbing = () => void;
export type GrabFrames = (
  stream: MediaStream,
  video: HTMLVideoElement,
  clock: PageClock,
  on: OnPicture,
) => StopGrabbing;

/** Reads the track itself: every picture, without a detour over the page's painting. */
function grabTrack(track: MediaStreamVideoTrack, clock: PageClock, on: OnPicture): StopGrabbing {
  const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
  const captureClock = createCameraClock();
  const pump = async (): Promise<void> => {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      on(next.value, captureClock.at(next.value.timestamp / 1e6, clock.now()));
    }
  };
  // Stopping and unplugging both end in here; the source hears of the latter from the track itself.
  pump().catch(() => undefined);
  return () => void reader.cancel().catch(() => undefined);
}

/** Calls back for every picture that `video` shows, until told to stop. */
export function onEachPicture(video: HTMLVideoElement, call: (meta: VideoFrameCallbackMetadata) => void): StopGrabbing {
  let handle = 0;
  const again: VideoFrameRequestCallback = (_, meta) => {
    handle = video.requestVideoFrameCallback(again);
    call(meta);
  };
  handle = video.requestVideoFrameCallback(again);
  return () => video.cancelVideoFrameCallback(handle);
}

/** Takes what the video element shows: for browsers that give a page no access to the track. */
function grabShown(video: HTMLVideoElement, clock: PageClock, on: OnPicture): StopGrabbing {
  let stopped = false;
  const stop = onEachPicture(video, async (meta) => {
    const capturedAt = clock.fromPerformance(meta.captureTime ?? meta.presentationTime);
    const image = await createImageBitmap(video).catch(() => null);
    if (stopped) image?.close();
    else if (image) on(image, capturedAt);
  });
  return () => {
    stopped = true;
    stop();
  };
}

/** Pictures of a camera, by the best way that this browser has. Main thread. */
export const grabFrames: GrabFrames = (stream, video, clock, on) => {
  const [track] = stream.getVideoTracks();
  return track && 'MediaStreamTrackProcessor' in globalThis ? grabTrack(track, clock, on) : grabShown(video, clock, on);
};
