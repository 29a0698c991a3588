import { BehaviorSubject } from 'rxjs';
import type { PageClock } from '../core/clock.ts';
import { UserError } from '../core/errors.ts';
import { createMediaClock } from './capture-clock.ts';
import { onEachPicture, type StopGrabbing } from './grab-frames.ts';
import { sendMessage } from './send-frame.ts';
import type { CameraFrame, Source, SourceStatus } from './types.ts';

export interface VideoFileOptions {
  readonly clock: PageClock;
  readonly file: Blob;
  readonly name: string;
  readonly loop: boolean;
}

function unreadable(name: string, why: string): UserError {
  const remedy = 'Give an MP4 (H.264) or WebM file, or another browser.';
  return new UserError('video-unreadable', `The video ${name} cannot be played: ${why}.`, remedy);
}

/** Resolves when the size of the pictures is known. @throws UserError if there are none. */
async function load(video: HTMLVideoElement, url: string, name: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    video.onloadeddata = () => resolve();
    video.onerror = () => reject(unreadable(name, video.error?.message || 'this browser does not know its format'));
    video.src = url;
  });
  if (video.videoWidth === 0) throw unreadable(name, 'it has sound but no pictures');
}

async function takePicture(video: HTMLVideoElement): Promise<CameraFrame['image'] | null> {
  if ('VideoFrame' in globalThis) return new VideoFrame(video);
  return createImageBitmap(video).catch(() => null);
}

/** A video file as if it were a camera, in its own speed, without its sound. Main thread. */
export function createVideoFileSource({ clock, file, name, loop }: VideoFileOptions): Source {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  const status$ = new BehaviorSubject<SourceStatus>({ state: 'idle' });
  const mediaClock = createMediaClock();
  let port: MessagePort | null = null;
  let url = '';
  let stopPictures: StopGrabbing = () => undefined;

  const onPicture = async (to: MessagePort, meta: VideoFrameCallbackMetadata): Promise<void> => {
    const capturedAt = mediaClock.at(meta.mediaTime, clock.fromPerformance(meta.presentationTime));
    const image = await takePicture(video);
    if (!image) return;
    const frame = { image, capturedAt, width: video.videoWidth, height: video.videoHeight };
    if (port === to) sendMessage(to, { type: 'frame', frame });
    else if ('close' in image) image.close();
  };

  const onEnded = (): void => {
    if (loop && port) {
      sendMessage(port, { type: 'discontinuity' });
      video.currentTime = 0;
      void play();
    } else status$.next({ state: 'ended' });
  };

  const fail = (error: unknown): void => {
    const known = error instanceof UserError ? error : unreadable(name, String(error));
    stopPictures();
    status$.next({ state: 'failed', error: known });
  };

  const play = async (): Promise<void> => {
    await video.play().catch((error: unknown) => {
      if (port) fail(error);
    });
  };

  const stop = (): void => {
    port = null;
    stopPictures();
    video.onended = video.onerror = video.onloadeddata = null;
    video.pause();
    video.removeAttribute('src');
    URL.revokeObjectURL(url);
    status$.next({ state: 'idle' });
  };

  const begin = async (to: MessagePort): Promise<void> => {
    await load(video, url, name);
    if (port !== to) return;
    video.onended = onEnded;
    video.onerror = () => fail(unreadable(name, video.error?.message || 'it is damaged'));
    stopPictures = onEachPicture(video, (meta) => void onPicture(to, meta));
    await play();
    if (port === to && status$.value.state === 'starting') status$.next({ state: 'running' });
  };

  return {
    kind: 'file',
    yields: 'image',
    picture: video,
    status$,
    stop,
    start: async (to) => {
      if (port) stop();
      port = to;
      url = URL.createObjectURL(file);
      status$.next({ state: 'starting' });
      await begin(to).catch((error: unknown) => {
        if (port === to) fail(error);
      });
    },
  };
}
