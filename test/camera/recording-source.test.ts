import { gzipSync } from 'node:zlib';
import { VirtualTimeScheduler } from 'rxjs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatRecording } from '../../src/camera/pose-recording.ts';
import { createRecordingSource, type RecordingSource } from '../../src/camera/recording-source.ts';
import type { SourceMessage, SourceStatus } from '../../src/camera/types.ts';

const times = [0, 0.1, 0.25, 0.4];
const text = formatRecording(
  { fps: 10, width: 640, height: 480 },
  times.map((t) => ({ t, width: 640, height: 480, people: [] })),
);

let scheduler: VirtualTimeScheduler;
let received: [at: number, message: SourceMessage][];
let source: RecordingSource;
let seen: SourceStatus[];
const port = {
  postMessage: (message: SourceMessage) => received.push([scheduler.now() / 1000, message]),
} as unknown as MessagePort;

async function start(content: BlobPart, loop: boolean): Promise<void> {
  source = createRecordingSource({
    clock: { now: () => 5 + scheduler.now() / 1000 },
    file: new Blob([content]),
    name: 'dance.pose.jsonl',
    loop,
    scheduler,
  });
  source.status$.subscribe((status) => seen.push(status));
  await source.start(port);
}

function pass(seconds: number): void {
  scheduler.maxFrames = scheduler.now() + seconds * 1000;
  scheduler.flush();
}

beforeEach(() => {
  scheduler = new VirtualTimeScheduler();
  received = [];
  seen = [];
});
afterEach(() => source.stop());

const poseTimes = (): number[] => received.flatMap(([, m]) => (m.type === 'pose' ? [m.pose.t] : []));

test('poses come in their own time, on the stream clock', async () => {
  await start(text, false);
  pass(3);
  poseTimes().forEach((t, k) => {
    expect(t).toBeCloseTo(5 + times[k]!, 9);
    expect(received[k]![0]).toBeCloseTo(times[k]!, 2);
  });
  expect(poseTimes()).toHaveLength(4);
  expect(seen.map(({ state }) => state)).toEqual(['idle', 'starting', 'running', 'ended']);
});

test('a loop says that time jumped, and times keep growing', async () => {
  await start(gzipSync(text), true);
  pass(2);
  const types = received.map(([, { type }]) => type);
  expect(types.slice(0, 6)).toEqual(['pose', 'pose', 'pose', 'pose', 'discontinuity', 'pose']);
  const sent = poseTimes();
  expect(sent.length).toBeGreaterThan(12);
  expect(sent.every((t, k) => k === 0 || t > sent[k - 1]!)).toBe(true);
  expect(sent[4]! - sent[3]!).toBeCloseTo(0.4 / 3, 6);
});

test('a broken file is said, a cut-off one is played with a warning', async () => {
  await start('hello', false);
  expect(seen.at(-1)).toMatchObject({ state: 'failed', error: { code: 'recording-json' } });
  await start(text.slice(0, -5), false);
  source.warnings$.subscribe((warnings) => expect(warnings[0]).toContain('dance.pose.jsonl, line 5'));
  pass(2);
  expect(poseTimes()).toHaveLength(3);
});

test('stop ends it; it can be started again', async () => {
  await start(text, true);
  pass(0.15);
  source.stop();
  const before = received.length;
  pass(2);
  expect(received.length).toBe(before);
  await source.start(port);
  pass(0.15);
  expect(received.length).toBeGreaterThan(before);
  expect(seen.at(-1)?.state).toBe('running');
});
