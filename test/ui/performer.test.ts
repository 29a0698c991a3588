import { expect, test, vi } from 'vitest';
import type { Engine } from '../../src/engine/types.ts';
import { createPerformer } from '../../src/ui/performer.ts';

function setup(start: () => Promise<void> = async () => {}) {
  let volume = -9;
  const holding = vi.fn(() => false);
  const engine = {
    start: vi.fn(start),
    stop: vi.fn(),
    panic: vi.fn(),
    tap: vi.fn(),
    downbeat: vi.fn(),
    fill: vi.fn(),
    hold: vi.fn((on: boolean) => void holding.mockReturnValue(on)),
    get: () => volume,
    set: vi.fn((name: string, value: number) => {
      if (name === 'volume') volume = value;
    }),
    recordPoses: vi.fn((on: boolean) => (on ? null : new Blob(['poses']))),
    recordAudio: vi.fn(async (_on: boolean) => {}),
    exportMidi: vi.fn(async () => new Blob(['MThd'])),
  };
  const running = vi.fn(() => false);
  const desk = {
    download: vi.fn(),
    say: vi.fn(),
    showHelp: vi.fn(),
    running,
    onStarting: vi.fn(),
    holding,
    onRecording: vi.fn(),
    onRecordingSound: vi.fn(),
  };
  return { engine, desk, performer: createPerformer(engine as unknown as Engine, desk) };
}

test('toggle starts what is silent and stops what sounds', () => {
  const { engine, desk, performer } = setup();
  performer.perform({ type: 'toggle' });
  expect(engine.start).toHaveBeenCalledTimes(1);
  desk.running.mockReturnValue(true);
  performer.perform({ type: 'toggle' });
  expect(engine.stop).toHaveBeenCalledTimes(1);
});

test('a start that fails is said in place', async () => {
  const { desk, performer } = setup(async () => {
    throw new Error('No sound device. Plug one in.');
  });
  performer.perform({ type: 'toggle' });
  await vi.waitFor(() => expect(desk.say).toHaveBeenCalledWith('No sound device. Plug one in.'));
});

test('an impatient second start is one start', async () => {
  const { engine, desk, performer } = setup();
  performer.perform({ type: 'start' });
  performer.perform({ type: 'toggle' });
  expect(engine.start).toHaveBeenCalledTimes(1);
  await vi.waitFor(() => expect(desk.onStarting.mock.calls).toEqual([[true], [false]]));
  performer.perform({ type: 'start' });
  expect(engine.start).toHaveBeenCalledTimes(2);
});

test('mute remembers the volume', () => {
  const { engine, performer } = setup();
  performer.perform({ type: 'mute' });
  performer.perform({ type: 'mute' });
  expect(engine.set.mock.calls).toEqual([
    ['volume', -60],
    ['volume', -9],
  ]);
});

test('recording ends in a file', () => {
  const { engine, desk, performer } = setup();
  performer.perform({ type: 'record' });
  expect(desk.download).not.toHaveBeenCalled();
  performer.perform({ type: 'record' });
  expect(engine.recordPoses.mock.calls).toEqual([[true], [false]]);
  expect(desk.onRecording.mock.calls).toEqual([[true], [false]]);
  expect(desk.download).toHaveBeenCalledWith(expect.any(Blob), 'pose.jsonl');
});

test('hold is on until it is asked for again', () => {
  const { engine, performer } = setup();
  performer.perform({ type: 'hold' });
  performer.perform({ type: 'hold' });
  expect(engine.hold.mock.calls).toEqual([[true], [false]]);
});

test('sound is recorded until it is not, and a failure is said', async () => {
  const { engine, desk, performer } = setup();
  performer.perform({ type: 'record-sound' });
  engine.recordAudio.mockRejectedValueOnce(new Error('No worklet.'));
  performer.perform({ type: 'record-sound' });
  expect(engine.recordAudio.mock.calls).toEqual([[true], [false]]);
  expect(desk.onRecordingSound.mock.calls).toEqual([[true], [false]]);
  await vi.waitFor(() => expect(desk.say).toHaveBeenCalledWith('No worklet.'));
});

test('the rest goes straight to the engine', async () => {
  const { engine, desk, performer } = setup();
  for (const type of ['panic', 'tap', 'downbeat', 'save', 'help'] as const) performer.perform({ type });
  performer.perform({ type: 'kit', kit: 1 });
  expect(engine.panic).toHaveBeenCalledTimes(1);
  expect(engine.tap).toHaveBeenCalledTimes(1);
  expect(engine.downbeat).toHaveBeenCalledTimes(1);
  expect(desk.showHelp).toHaveBeenCalledTimes(1);
  await vi.waitFor(() => expect(desk.download).toHaveBeenCalledWith(expect.any(Blob), 'mid'));
  expect(engine.set).toHaveBeenCalledWith('kit', 1);
});
