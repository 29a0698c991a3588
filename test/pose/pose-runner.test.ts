import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SourceMessage } from '../../src/camera/types.ts';
import { createPoseRunner, type Detector, type PoseRunner } from '../../src/pose/pose-runner.ts';
import type { PoseMessage } from '../../src/pose/types.ts';
import { standing } from './people.ts';

interface Bench {
  readonly runner: PoseRunner;
  readonly sent: PoseMessage[];
  readonly failures: unknown[];
  readonly recoveries: number[];
  readonly closed: () => number;
  /** Sends a picture taken at `t`. */
  frame(t: number): void;
  /** Lets the detector finish what it is at. */
  finish(): Promise<void>;
}

/** A runner whose detector takes as long as the test wants, and throws for the times in `broken`. */
function bench(broken: readonly number[] = []): Bench {
  const sent: PoseMessage[] = [];
  const failures: unknown[] = [];
  const recoveries: number[] = [];
  let closed = 0;
  let now = 0;
  let release: () => void = () => undefined;
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const runner = createPoseRunner({
    send: (message) => sent.push(message),
    fail: (error) => failures.push(error),
    now: () => now,
    settle,
  });
  const detector: Detector = {
    delegate: 'CPU',
    detect: async (_, time) => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      now += 30;
      if (broken.includes(time)) throw new Error('broken graph');
      return time >= 100 ? [] : [standing(0.5, 0.5, 0.5)];
    },
    recover: async (attempt) => {
      recoveries.push(attempt);
      if (attempt === 2) throw new Error('no luck');
    },
  };
  runner.setDetector(detector);
  const close = (): void => {
    closed += 1;
  };
  const image = { close } as unknown as ImageBitmap;
  return {
    runner,
    sent,
    failures,
    recoveries,
    closed: () => closed,
    frame: (capturedAt) => runner.accept({ type: 'frame', frame: { image, capturedAt, width: 64, height: 48 } }),
    finish: async () => {
      for (let turn = 0; turn < 4; turn++) {
        release();
        await settle();
        await settle();
      }
    },
  };
}

const times = (sent: readonly PoseMessage[]): (number | string)[] =>
  sent.map((m) => (m.type === 'pose' ? m.pose.t : m.type));

test('while one picture is looked at, only the newest of the others is kept', async () => {
  const { frame, finish, sent, runner, closed } = bench();
  frame(1);
  await new Promise((resolve) => setTimeout(resolve, 5));
  for (const t of [2, 3, 4, 5]) frame(t);
  await finish();
  expect(times(sent)).toEqual([1, 5]);
  expect(closed()).toBe(5);
  const stats = runner.readStats('lite');
  expect(stats).toMatchObject({
    framesIn: 5,
    framesDropped: 3,
    framesWithoutPerson: 0,
    errors: 0,
    delegate: 'CPU',
    model: 'lite',
  });
  expect(stats.detect).toMatchObject({ count: 2, p50: 30, max: 30 });
  expect(stats.rate).toBeCloseTo(2 / 0.06, 6);
});

test('a frame that is not later than the last is dropped', async () => {
  const { frame, finish, sent, runner } = bench();
  for (const t of [3, 3, 2, 4]) {
    frame(t);
    await finish();
  }
  expect(times(sent)).toEqual([3, 4]);
  expect(runner.readStats('lite').framesDropped).toBe(2);
});

test('what was begun before a jump is not sent after it', async () => {
  const { frame, finish, sent, runner, closed } = bench();
  frame(1);
  await new Promise((resolve) => setTimeout(resolve, 5));
  frame(2);
  runner.accept({ type: 'discontinuity' });
  await finish();
  frame(3);
  await finish();
  expect(times(sent)).toEqual(['discontinuity', 3]);
  expect(closed()).toBe(3);
  expect(runner.readStats('lite').framesDropped).toBe(2);
});

test('failures are told once a row, mended each time, and the stream goes on even if mending fails', async () => {
  const { frame, finish, sent, failures, recoveries, runner, closed } = bench([2, 3, 4]);
  for (const t of [1, 2, 3, 4, 5]) {
    frame(t);
    await finish();
  }
  expect(times(sent)).toEqual([1, 5]);
  expect(recoveries).toEqual([1, 2, 3]);
  expect(failures.map(String)).toEqual(['Error: broken graph', 'Error: no luck']);
  expect(runner.readStats('lite')).toMatchObject({ errors: 3, framesDropped: 3 });
  expect(closed()).toBe(5);
});

test('poses of a recording pass by the model; nobody is counted', async () => {
  const { frame, finish, sent, runner } = bench();
  const pose = { t: 1, width: 4, height: 3, people: [] };
  const message: SourceMessage = { type: 'pose', pose };
  runner.accept(message);
  frame(100);
  await finish();
  expect(sent[0]).toBe(message);
  expect(runner.readStats('full')).toMatchObject({ framesIn: 2, framesWithoutPerson: 2, framesDropped: 0 });
});

test('every picture is sent, dropped or lost to a jump, and closed', async () => {
  const step = fc.oneof(fc.constant('finish' as const), fc.constant('jump' as const), fc.integer({ min: 1, max: 90 }));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const { frame, finish, sent, runner, closed } = bench([7, 8]);
      for (const action of steps) {
        if (action === 'finish') await finish();
        else if (action === 'jump') runner.accept({ type: 'discontinuity' });
        else frame(action);
      }
      await finish();
      const frames = steps.filter((action) => typeof action === 'number').length;
      const poses = times(sent).filter((t) => typeof t === 'number');
      const { framesIn, framesDropped } = runner.readStats('lite');
      expect(framesIn).toBe(frames);
      expect(framesDropped + poses.length).toBe(frames);
      expect(closed()).toBe(frames);
      expect(poses).toEqual([...new Set(poses)].sort((a, b) => a - b));
    }),
    { numRuns: 40 },
  );
});
