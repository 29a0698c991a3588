import { BehaviorSubject, Subject } from 'rxjs';
import { expect, test, vi } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { createNoticeBoard } from '../../src/engine/notices.ts';
import { createRecordingDesk } from '../../src/engine/recording-desk.ts';
import type { Notice } from '../../src/engine/types.ts';
import type { Recorder } from '../../src/outputs/recording/recorder.ts';
import { type RecordingInfo, recordingId } from '../../src/outputs/recording/types.ts';
import type { AudioTap } from '../../src/outputs/types.ts';

const BEGUN = Date.UTC(2026, 4, 1);

function setup(place: RecordingInfo['place'] = 'storage') {
  const calls: string[] = [];
  const recovered$ = new BehaviorSubject(0);
  const problem$ = new Subject<UserError>();
  const recorder: Recorder = {
    ...{ recordings$: new BehaviorSubject([]), recovered$, problem$, place },
    begin: (begun, start) => calls.push(`begin ${begun - BEGUN} ${start}`),
    addBeat: () => {},
    addStrokes: () => {},
    recordSound: async () => {
      calls.push('sound on');
      return () => calls.push('sound off');
    },
    end: () => calls.push('end'),
    files: vi.fn(async (_, extension) => [{ extension, part: 1, blob: new Blob(['x']) }]),
    remove: async (id) => {
      calls.push(`remove ${id}`);
    },
    dispose: async () => {
      calls.push('dispose');
    },
  };
  const board = createNoticeBoard();
  let notices: readonly Notice[] = [];
  board.notices$.subscribe((list) => {
    notices = list;
  });
  let tap: AudioTap | null = null;
  const waits: (() => void)[] = [];
  const desk = createRecordingDesk({
    ...{ recorder, board },
    audio: () => tap,
    sleep: () => new Promise((resolve) => waits.push(resolve)),
    persist: async () => calls.push('persist'),
  });
  return {
    ...{ desk, calls, recorder, recovered$, problem$ },
    codes: () => notices.map(({ code }) => code),
    open: () => {
      tap = {} as AudioTap;
    },
    /** Lets the tail of a performance pass. */
    pass: async () => {
      for (const wake of waits.splice(0)) wake();
      await vi.waitFor(() => expect(waits).toEqual([]));
      await Promise.resolve();
    },
  };
}

test('sound asked for before the start begins when sound runs, and ends after the room has rung out', async () => {
  const { desk, calls, open, pass } = setup();
  await desk.face.recordAudio(true);
  desk.begin(BEGUN, 5);
  desk.soundRuns();
  expect(calls).toEqual(['persist', 'begin 0 5']);
  open();
  desk.soundRuns();
  const over = desk.end();
  expect(calls.slice(2)).toEqual(['sound on']);
  await pass();
  await over;
  expect(calls.slice(3)).toEqual(['sound off', 'end']);
});

test('a start before the tail is over: the old sound ends, the new performance goes on', async () => {
  const { desk, calls, open, pass } = setup();
  open();
  await desk.face.recordAudio(true);
  desk.begin(BEGUN, 0);
  desk.soundRuns();
  const over = desk.end();
  desk.begin(BEGUN + 100, 1);
  desk.soundRuns();
  await pass();
  await over;
  expect(calls).toEqual(['persist', 'begin 0 0', 'sound on', 'begin 100 1', 'sound on', 'sound off']);
});

test('on and off in the middle of a performance; none is recorded that was not asked for', async () => {
  const { desk, calls, open } = setup();
  open();
  desk.begin(BEGUN, 0);
  desk.soundRuns();
  expect(calls).toEqual(['begin 0 0']);
  await desk.face.recordAudio(true);
  await desk.face.recordAudio(true);
  await desk.face.recordAudio(false);
  expect(calls).toEqual(['begin 0 0', 'sound on', 'persist', 'persist', 'sound off']);
});

test('what cannot be kept, what is full and what was saved are said, and taken down again', async () => {
  const { desk, codes, recovered$, problem$ } = setup('memory');
  recovered$.next(2);
  problem$.next(new UserError('recording-full', 'No room.', 'Delete something.'));
  await desk.face.recordAudio(true);
  expect(codes().sort()).toEqual(['recording-full', 'recording-in-memory', 'recording-recovered']);
  await desk.face.deleteRecording('x');
  expect(codes()).toEqual(['recording-in-memory']);
  await desk.face.recordAudio(false);
  expect(codes()).toEqual([]);
});

test('the MIDI file is the newest performance’s, and empty where there is none', async () => {
  const { desk, recorder } = setup();
  const head = async (): Promise<string> => (await desk.face.exportMidi()).slice(0, 4).text();
  expect(await head()).toBe('MThd');
  expect(recorder.files).not.toHaveBeenCalled();
  desk.begin(BEGUN, 0);
  expect(await head()).toBe('x');
  expect(recorder.files).toHaveBeenCalledWith(recordingId(BEGUN), 'mid');
  vi.mocked(recorder.files).mockRejectedValue(new UserError('recording-unknown', 'Gone.', ''));
  expect(await head()).toBe('MThd');
});
