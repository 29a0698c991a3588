import { filter, firstValueFrom, type Observable, skip } from 'rxjs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { UserError } from '../../src/core/errors.ts';
import { loadModel } from '../../src/pose/load-model.ts';
import { MODEL_FILES } from '../../src/pose/models.ts';
import { createPoseClient, type PoseClient } from '../../src/pose/pose-client.ts';
import type { PoseMessage, PoseStats } from '../../src/pose/types.ts';

let client: PoseClient;
let input: MessagePort;
let output: MessagePort;
let messages: PoseMessage[] = [];
/** Stream time at which the test begins: one worker serves all tests, and its time never goes back. */
let begin = 0;
/** Counts before the test. */
let base: PoseStats;

beforeAll(async () => {
  const channel = new MessageChannel();
  output = channel.port1;
  output.onmessage = ({ data }) => messages.push(data);
  client = createPoseClient({ model: 'lite', output: channel.port2 });
  expect(await defined(client.ready$)).toMatchObject({ model: 'lite', delegate: 'CPU' });
});
beforeEach(async () => {
  messages = [];
  input = client.connect();
  await until(() => messages.some(({ type }) => type === 'discontinuity'));
  messages = [];
  begin += 100;
  base = await firstValueFrom(
    client.stats$.pipe(
      skip(1),
      filter((value) => value !== null),
    ),
  );
});
afterAll(() => {
  client.dispose();
  output.close();
});

const defined = <T>(source: Observable<T | null>, test: (value: T) => boolean = () => true): Promise<T> =>
  firstValueFrom(source.pipe(filter((value): value is T => value !== null && test(value))));

/** A picture with something in it, but nobody. */
function sendFrame(capturedAt: number, shade = 128): void {
  const image = new ImageData(320, 240);
  image.data.fill(shade);
  const frame = { image, capturedAt: begin + capturedAt, width: 320, height: 240 };
  input.postMessage({ type: 'frame', frame }, [image.data.buffer]);
}
const poses = (): number[] =>
  messages.flatMap((m) => (m.type === 'pose' ? [Math.round((m.pose.t - begin) * 1e6) / 1e6] : []));
const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};

test('both models load, and one takes over from the other', async () => {
  client.useModel('full');
  await defined(client.ready$, ({ model }) => model === 'full');
  sendFrame(1);
  await until(() => poses().length === 1);
  client.useModel('lite');
  await defined(client.ready$, ({ model }) => model === 'lite');
  sendFrame(2);
  await until(() => poses().length === 2);
  expect((await defined(client.stats$, (s) => s.framesIn === base.framesIn + 2)).errors).toBe(0);
});

test('the newest frame wins and every overtaken one is counted', async () => {
  for (let i = 1; i <= 60; i++) sendFrame(i / 30);
  await until(() => poses().at(-1) === 2);
  const stats = await defined<PoseStats>(client.stats$, (s) => s.framesIn === base.framesIn + 60);
  const dropped = stats.framesDropped - base.framesDropped;
  expect(dropped).toBeGreaterThan(40);
  expect(dropped + poses().length).toBe(60);
  expect(stats.framesWithoutPerson - base.framesWithoutPerson).toBe(poses().length);
  expect(stats.detect.count - base.detect.count).toBe(poses().length);
  expect(poses()).toEqual([...new Set(poses())].sort((a, b) => a - b));
});

test('a poisoned graph recovers and the stream goes on', async () => {
  const errors: UserError[] = [];
  client.errors$.subscribe((error) => errors.push(error));
  sendFrame(1);
  await until(() => poses().length === 1);
  client.poison();
  let t = 1;
  while (poses().length < 3) {
    sendFrame((t += 0.1));
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  expect(errors.map((e) => e.code)).toEqual(['pose-model-failed']);
  expect((await defined(client.stats$, (s) => s.errors > base.errors)).errors).toBe(base.errors + 1);
});

test('poses and jumps pass straight through; frames that go back are dropped', async () => {
  const pose = { t: begin + 0.5, width: 4, height: 3, people: [] };
  input.postMessage({ type: 'pose', pose });
  input.postMessage({ type: 'discontinuity' });
  sendFrame(3);
  await until(() => poses().length === 2);
  sendFrame(3);
  sendFrame(2);
  await defined(client.stats$, (s) => s.framesIn === base.framesIn + 4 && s.framesDropped === base.framesDropped + 2);
  expect(messages.slice(0, 2)).toEqual([{ type: 'pose', pose }, { type: 'discontinuity' }]);
  expect(poses()).toEqual([0.5, 3]);
});

test('a source that was replaced is not heard any more', async () => {
  const old = input;
  input = client.connect();
  old.postMessage({ type: 'pose', pose: { t: begin + 1, width: 4, height: 3, people: [] } });
  sendFrame(2);
  await until(() => poses().length > 0);
  expect(poses()).toEqual([2]);
});

test('a model with other bytes is refused', async () => {
  const wrong = { ...MODEL_FILES.lite, sha256: '0'.repeat(64) };
  await expect(loadModel(wrong)).rejects.toMatchObject({
    code: 'pose-model-changed',
    message: expect.stringContaining(MODEL_FILES.lite.sha256),
  });
});
