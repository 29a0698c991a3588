import { filter, firstValueFrom, type Observable } from 'rxjs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { UserError } from '../../src/core/errors.ts';
import { loadModel } from '../../src/pose/load-model.ts';
import { MODEL_FILES } from '../../src/pose/models.ts';
import { createPoseClient, type PoseClient } from '../../src/pose/pose-client.ts';
import type { PoseMessage, PoseStats } from '../../src/pose/types.ts';

let client: PoseClient;
let messages: PoseMessage[];
let output: MessagePort;
let input: MessagePort;

beforeEach(() => {
  const channel = new MessageChannel();
  messages = [];
  output = channel.port1;
  output.onmessage = ({ data }) => messages.push(data);
  client = createPoseClient({ model: 'lite', output: channel.port2 });
  input = client.connect();
});
afterEach(() => {
  client.dispose();
  output.close();
});

const defined = <T>(source: Observable<T | null>, test: (value: T) => boolean = () => true): Promise<T> =>
  firstValueFrom(source.pipe(filter((value): value is T => value !== null && test(value))));

/** A picture with something in it, but nobody. */
function sendFrame(capturedAt: number, shade = 128): void {
  const image = new ImageData(320, 240);
  image.data.fill(shade);
  input.postMessage({ type: 'frame', frame: { image, capturedAt, width: 320, height: 240 } }, [image.data.buffer]);
}
const poses = (): number[] => messages.flatMap((m) => (m.type === 'pose' ? [m.pose.t] : []));
const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};

test('both models load, and one takes over from the other', async () => {
  expect(await defined(client.ready$)).toMatchObject({ model: 'lite', delegate: 'CPU' });
  client.useModel('full');
  await defined(client.ready$, ({ model }) => model === 'full');
  sendFrame(1);
  await until(() => poses().length === 1);
  client.useModel('lite');
  await defined(client.ready$, ({ model }) => model === 'lite');
  sendFrame(2);
  await until(() => poses().length === 2);
  expect((await defined(client.stats$, (s) => s.framesIn === 2)).errors).toBe(0);
});

test('the newest frame wins and every overtaken one is counted', async () => {
  await defined(client.ready$);
  for (let i = 1; i <= 60; i++) sendFrame(i / 30);
  await until(() => poses().at(-1) === 2);
  const stats = await defined<PoseStats>(client.stats$, (s) => s.framesIn === 60);
  expect(stats.framesDropped).toBeGreaterThan(40);
  expect(stats.framesDropped + poses().length).toBe(60);
  expect(stats.framesWithoutPerson).toBe(poses().length);
  expect(stats.detect.count).toBe(poses().length);
  expect(poses()).toEqual([...new Set(poses())].sort((a, b) => a - b));
});

test('a poisoned graph recovers and the stream goes on', async () => {
  await defined(client.ready$);
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
  expect((await defined(client.stats$, (s) => s.errors > 0)).errors).toBeLessThanOrEqual(2);
});

test('poses and jumps pass straight through; frames that go back are dropped', async () => {
  await defined(client.ready$);
  const pose = { t: 0.5, width: 4, height: 3, people: [] };
  input.postMessage({ type: 'pose', pose });
  input.postMessage({ type: 'discontinuity' });
  sendFrame(3);
  await until(() => poses().length === 2);
  sendFrame(3);
  sendFrame(2);
  await defined(client.stats$, (s) => s.framesIn === 4 && s.framesDropped === 2);
  expect(messages.slice(0, 3)).toEqual([{ type: 'discontinuity' }, { type: 'pose', pose }, { type: 'discontinuity' }]);
  expect(poses()).toEqual([0.5, 3]);
});

test('a source that was replaced is not heard any more', async () => {
  await defined(client.ready$);
  const old = input;
  input = client.connect();
  old.postMessage({ type: 'pose', pose: { t: 1, width: 4, height: 3, people: [] } });
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
