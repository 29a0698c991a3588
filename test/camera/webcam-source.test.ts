import { VirtualTimeScheduler } from 'rxjs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OnPicture } from '../../src/camera/grab-frames.ts';
import type { Source, SourceMessage, SourceStatus } from '../../src/camera/types.ts';
import {
  type CameraDevices,
  createWebcamSource,
  listCameras,
  type WebcamOptions,
} from '../../src/camera/webcam-source.ts';
import { createPageClock } from '../../src/core/clock.ts';

/** A track that can be pulled out. */
class FakeTrack extends EventTarget {
  stopped = false;
  readonly deviceId: string;
  constructor(deviceId: string) {
    super();
    this.deviceId = deviceId;
  }
  stop(): void {
    this.stopped = true;
  }
  getSettings(): { deviceId: string } {
    return { deviceId: this.deviceId };
  }
}

const named = (name: string): Error => Object.assign(new Error(name), { name });

/** Cameras on a desk: plugged in and out, busy, forbidden. */
class FakeDevices extends EventTarget {
  plugged: string[] = [];
  refusal: Error | null = null;
  readonly asked: (string | undefined)[] = [];
  readonly tracks: FakeTrack[] = [];

  async getUserMedia({ video }: { video: { deviceId?: { exact: string } } }): Promise<unknown> {
    const wanted = video.deviceId?.exact;
    this.asked.push(wanted);
    if (this.refusal) throw this.refusal;
    const id = wanted ?? this.plugged[0];
    if (!id) throw named('NotFoundError');
    if (!this.plugged.includes(id)) throw named('OverconstrainedError');
    const track = new FakeTrack(id);
    this.tracks.push(track);
    return { getVideoTracks: () => [track], getTracks: () => [track] };
  }

  async enumerateDevices(): Promise<unknown> {
    return [
      { kind: 'audioinput', deviceId: 'mic', label: '' },
      ...this.plugged.map((deviceId) => ({ kind: 'videoinput', deviceId, label: '' })),
    ];
  }

  change(...plugged: string[]): void {
    this.plugged = plugged;
    const lost = this.tracks.at(-1);
    if (lost && !lost.stopped && !plugged.includes(lost.deviceId)) lost.dispatchEvent(new Event('ended'));
    this.dispatchEvent(new Event('devicechange'));
  }
}

let devices: FakeDevices;
let scheduler: VirtualTimeScheduler;
let permission: EventTarget;
let send: OnPicture | null;
let source: Source;
let seen: string[];
let received: SourceMessage[];
let visible: boolean;
let ports: MessageChannel;

function make(options: Partial<WebcamOptions> = {}): void {
  source = createWebcamSource({
    clock: createPageClock(),
    cameraDelay: () => 60,
    devices: devices as unknown as CameraDevices,
    permission: async () => permission,
    video: { play: async () => undefined, srcObject: null } as unknown as HTMLVideoElement,
    grab: (_stream, _video, _clock, on) => {
      send = on;
      return () => {
        send = null;
      };
    },
    scheduler,
    visible: () => visible,
    ...options,
  });
  source.status$.subscribe((s: SourceStatus) => seen.push('error' in s ? `${s.state} ${s.error.code}` : s.state));
}

beforeEach(() => {
  devices = new FakeDevices();
  scheduler = new VirtualTimeScheduler();
  permission = new EventTarget();
  [send, seen, received, visible, ports] = [null, [], [], true, new MessageChannel()];
  ports.port2.onmessage = ({ data }) => received.push(data);
});
afterEach(() => {
  source.stop();
  ports.port1.close();
});

/** Lets promises and port messages through. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));
const last = (): string | undefined => seen.at(-1);

/** Moves virtual time, letting promises settle at every step of the watchdog. */
async function pass(ms: number, each: () => void = () => undefined): Promise<void> {
  const end = scheduler.now() + ms;
  while (scheduler.now() < end) {
    scheduler.maxFrames = Math.min(end, scheduler.now() + 500);
    scheduler.flush();
    scheduler.frame = scheduler.maxFrames;
    each();
    await Promise.resolve();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A picture that can travel through a port in Node. */
const picture = (): VideoFrame =>
  ({ displayWidth: 640, displayHeight: 480, data: { buffer: new ArrayBuffer(4) } }) as unknown as VideoFrame;

test('frames carry the capture time less the camera delay', async () => {
  devices.plugged = ['a'];
  make();
  await source.start(ports.port1);
  send?.(picture(), 10);
  await settle();
  expect(seen).toEqual(['idle', 'starting', 'running']);
  expect(received[0]).toEqual({ type: 'discontinuity' });
  expect(received[1]).toMatchObject({ type: 'frame', frame: { width: 640, height: 480 } });
  expect((received[1] as { frame: { capturedAt: number } }).frame.capturedAt).toBeCloseTo(9.94, 9);
});

test.each([
  ['NotAllowedError', 'failed camera-denied'],
  ['NotFoundError', 'waiting camera-missing'],
  ['NotReadableError', 'waiting camera-busy'],
  ['OverconstrainedError', 'waiting camera-unsuitable'],
  ['TypeError', 'waiting camera-failed'],
])('%s is said with what to do', async (name, expected) => {
  devices.refusal = named(name);
  make();
  await source.start(ports.port1);
  expect(last()).toBe(expected);
});

test('without mediaDevices (http, old browser) it says so and does not try again', async () => {
  make({ devices: undefined });
  await source.start(ports.port1);
  await pass(10_000);
  expect(seen).toEqual(['idle', 'starting', 'failed camera-insecure']);
});

test('denied: no nagging, and it starts by itself when the user allows it', async () => {
  devices.plugged = ['a'];
  devices.refusal = named('NotAllowedError');
  make();
  await source.start(ports.port1);
  await pass(10_000);
  expect(devices.asked).toHaveLength(1);
  devices.refusal = null;
  permission.dispatchEvent(new Event('change'));
  await settle();
  expect(last()).toBe('running');
});

test('busy: tried again every two seconds until the other program lets go', async () => {
  devices.plugged = ['a'];
  devices.refusal = named('NotReadableError');
  make();
  await source.start(ports.port1);
  await pass(6_100);
  expect(devices.asked).toHaveLength(4);
  devices.refusal = null;
  await pass(2_000);
  expect(last()).toBe('running');
});

test('unplugged and plugged in again: waits, then goes on', async () => {
  devices.plugged = ['a'];
  make();
  await source.start(ports.port1);
  devices.change();
  await settle();
  expect(last()).toBe('waiting camera-missing');
  expect(seen).toContain('waiting camera-unplugged');
  devices.change('a');
  await settle();
  expect(last()).toBe('running');
  expect(devices.tracks.slice(0, -1).every((track) => track.stopped)).toBe(true);
  expect(received.filter(({ type }) => type === 'discontinuity')).toHaveLength(2);
});

test('the named camera away: another one meanwhile, and back when it returns', async () => {
  devices.plugged = ['a', 'b'];
  make({ deviceId: 'b' });
  await source.start(ports.port1);
  expect(devices.tracks.at(-1)?.deviceId).toBe('b');
  devices.change('a');
  await settle();
  expect(last()).toBe('running');
  expect(devices.tracks.at(-1)?.deviceId).toBe('a');
  devices.change('a', 'c');
  await settle();
  expect(devices.tracks).toHaveLength(2);
  devices.change('a', 'c', 'b');
  await settle();
  expect(devices.tracks.at(-1)?.deviceId).toBe('b');
  expect(last()).toBe('running');
});

test('a camera that falls silent is restarted; one that delivers is left alone', async () => {
  devices.plugged = ['a'];
  make();
  await source.start(ports.port1);
  await pass(5_000, () => send?.(picture(), scheduler.now() / 1000));
  expect(devices.asked).toHaveLength(1);
  await pass(2_100);
  expect(last()).toBe('waiting camera-silent');
  await pass(2_000);
  expect(last()).toBe('running');
  expect(devices.asked).toHaveLength(2);
});

test('a hidden page gets no pictures and restarts nothing', async () => {
  devices.plugged = ['a'];
  make();
  await source.start(ports.port1);
  visible = false;
  await pass(20_000);
  expect(devices.asked).toHaveLength(1);
});

test('stop frees the device, even one that is granted too late', async () => {
  devices.plugged = ['a'];
  make();
  const started = source.start(ports.port1);
  source.stop();
  await started;
  expect(devices.tracks.map((track) => track.stopped)).toEqual([true]);
  expect(last()).toBe('idle');
  await source.start(ports.port1);
  expect(last()).toBe('running');
  source.stop();
  devices.change('a', 'b');
  await pass(5_000);
  expect(devices.tracks.every((track) => track.stopped)).toBe(true);
  expect(last()).toBe('idle');
});

test('cameras are listed with a name even before permission', async () => {
  devices.plugged = ['a', 'b'];
  make();
  expect(await listCameras(devices as unknown as CameraDevices)).toEqual([
    { id: 'a', label: 'Camera 1' },
    { id: 'b', label: 'Camera 2' },
  ]);
  expect(await listCameras(undefined)).toEqual([]);
});
