import { asyncScheduler, BehaviorSubject, type SchedulerLike, type Subscription } from 'rxjs';
import type { PageClock } from '../core/clock.ts';
import type { Milliseconds } from '../core/units.ts';
import { type CameraTrouble, cameraTrouble, INSECURE, SILENT, UNPLUGGED } from './camera-errors.ts';
import { type GrabFrames, grabFrames, type OnPicture, type StopGrabbing } from './grab-frames.ts';
import { sendMessage } from './send-frame.ts';
import type { Source, SourceStatus } from './types.ts';

/** The part of `navigator.mediaDevices` that is used. */
export type CameraDevices = Pick<
  MediaDevices,
  'getUserMedia' | 'enumerateDevices' | 'addEventListener' | 'removeEventListener'
>;

export interface WebcamOptions {
  readonly clock: PageClock;
  /** Parameter `cameraDelay`; read for every picture. */
  readonly cameraDelay: () => Milliseconds;
  /** The camera to use while it is there; any other meanwhile. */
  readonly deviceId?: string;
  readonly width?: number;
  readonly height?: number;
  /** Undefined where the browser or an insecure page has none. */
  readonly devices?: CameraDevices | undefined;
  /** Resolves to something that says 'change' when the user has allowed or forbidden the camera. */
  readonly permission?: () => Promise<EventTarget | null>;
  readonly video?: HTMLVideoElement;
  readonly grab?: GrabFrames;
  readonly scheduler?: SchedulerLike;
  /** False while the page is hidden: browsers then withhold pictures, which is no fault of the camera. */
  readonly visible?: () => boolean;
}

/** Between two attempts, and without a picture until the camera is restarted. */
const PATIENCE: Milliseconds = 2000;
/** How often the watchdog looks. */
const WATCH: Milliseconds = 500;

function createVideo(): HTMLVideoElement {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  return video;
}

async function browserPermission(): Promise<EventTarget | null> {
  try {
    return await navigator.permissions.query({ name: 'camera' as PermissionName });
  } catch {
    return null;
  }
}

/** Cameras that can be chosen; without permission their labels, and in some browsers their ids, are empty. */
export async function listCameras(
  devices: CameraDevices | undefined = globalThis.navigator?.mediaDevices,
): Promise<readonly { readonly id: string; readonly label: string }[]> {
  const all = (await devices?.enumerateDevices()) ?? [];
  return all
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }, index) => ({ id: deviceId, label: label || `Camera ${index + 1}` }));
}

/**
 * The named camera, or any while that one is away. Whatever goes wrong is said in `status$`, and mends itself when the
 * device, the permission or the pictures come back. Main thread.
 */
export function createWebcamSource(options: WebcamOptions): Source {
  const { clock, cameraDelay, deviceId, width = 640, height = 480 } = options;
  const devices = 'devices' in options ? options.devices : globalThis.navigator?.mediaDevices;
  const video = options.video ?? createVideo();
  const { grab = grabFrames, permission = browserPermission, scheduler = asyncScheduler } = options;
  const visible = options.visible ?? (() => !document.hidden);
  const status$ = new BehaviorSubject<SourceStatus>({ state: 'idle' });

  let port: MessagePort | null = null;
  /** Grows with every opening and closing: what an earlier one promised is void. */
  let generation = 0;
  let stream: MediaStream | null = null;
  let stopGrabbing: StopGrabbing | null = null;
  let timer: Subscription | undefined;
  let lastPicture: Milliseconds = 0;
  let granted: EventTarget | null = null;

  const close = (): void => {
    generation += 1;
    timer?.unsubscribe();
    stopGrabbing?.();
    for (const track of stream?.getTracks() ?? []) track.stop();
    stopGrabbing = stream = video.srcObject = null;
  };

  const giveUp = ({ state, error }: CameraTrouble): void => {
    close();
    status$.next({ state, error });
    if (state === 'waiting') timer = scheduler.schedule(() => void open(), PATIENCE);
  };

  const onPicture: OnPicture = (image, capturedAt) => {
    lastPicture = scheduler.now();
    const size =
      'displayWidth' in image
        ? { width: image.displayWidth, height: image.displayHeight }
        : { width: image.width, height: image.height };
    const frame = { image, capturedAt: capturedAt - cameraDelay() / 1000, ...size };
    if (port) sendMessage(port, { type: 'frame', frame });
    else image.close();
  };

  const watch = (): void => {
    if (!visible()) lastPicture = scheduler.now();
    if (scheduler.now() - lastPicture >= PATIENCE) giveUp(SILENT);
    else timer = scheduler.schedule(watch, WATCH);
  };

  const ask = (id?: string): Promise<MediaStream> => {
    const wish = { width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: 30 } };
    return (devices as CameraDevices).getUserMedia({ video: id ? { ...wish, deviceId: { exact: id } } : wish });
  };

  /** The named camera; any other if that one is away (a busy or forbidden one is not "away"). */
  const request = async (): Promise<MediaStream> => {
    if (!deviceId) return ask();
    try {
      return await ask(deviceId);
    } catch (error) {
      const away = error instanceof Error && ['OverconstrainedError', 'NotFoundError'].includes(error.name);
      if (away) return ask();
      throw error;
    }
  };

  const run = (opened: MediaStream): void => {
    stream = opened;
    video.srcObject = opened;
    // A refused play() only means that the mirror stays black; the pictures come from the track.
    void video.play().catch(() => undefined);
    const mine = generation;
    opened.getVideoTracks()[0]?.addEventListener('ended', () => {
      if (mine === generation) giveUp(UNPLUGGED);
    });
    if (port) sendMessage(port, { type: 'discontinuity' });
    lastPicture = scheduler.now();
    stopGrabbing = grab(opened, video, clock, onPicture);
    status$.next({ state: 'running' });
    watch();
  };

  const open = async (): Promise<void> => {
    close();
    if (!devices) return giveUp(INSECURE);
    const mine = generation;
    try {
      const opened = await request();
      if (mine === generation) run(opened);
      else for (const track of opened.getTracks()) track.stop();
    } catch (error) {
      if (mine === generation) giveUp(cameraTrouble(error));
    }
  };

  const usesNamed = (): boolean => !deviceId || stream?.getVideoTracks()[0]?.getSettings().deviceId === deviceId;

  /** A device came or went: take up what was waited for, or go back to the named camera. */
  const onDeviceChange = async (): Promise<void> => {
    const { state } = status$.value;
    if (state === 'waiting') return open();
    if (state !== 'running' || usesNamed()) return;
    const mine = generation;
    const cameras = await listCameras(devices);
    if (mine === generation && cameras.some(({ id }) => id === deviceId)) await open();
  };

  const onPermission = (): void => {
    if (status$.value.state === 'failed' || status$.value.state === 'waiting') void open();
  };

  const stop = (): void => {
    devices?.removeEventListener('devicechange', onDeviceChange);
    granted?.removeEventListener('change', onPermission);
    granted = port = null;
    close();
    status$.next({ state: 'idle' });
  };

  return {
    kind: 'webcam',
    yields: 'image',
    picture: video,
    status$,
    stop,
    start: async (to) => {
      if (port) stop();
      port = to;
      status$.next({ state: 'starting' });
      devices?.addEventListener('devicechange', onDeviceChange);
      void permission().then((state) => {
        if (port !== to) return;
        granted = state;
        granted?.addEventListener('change', onPermission);
      });
      await open();
    },
  };
}
