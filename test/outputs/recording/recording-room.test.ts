import { parseMidi } from 'midi-file';
import { expect, test } from 'vitest';
import type { Beat } from '../../../src/beat/types.ts';
import { createMemoryStore } from '../../../src/outputs/recording/memory-store.ts';
import type { RecordingReport } from '../../../src/outputs/recording/protocol.ts';
import {
  createRecordingRoom,
  type RecordingRoom,
  type SoundPort,
} from '../../../src/outputs/recording/recording-room.ts';
import type { RecordingStore } from '../../../src/outputs/recording/types.ts';
import type { DrumEvent } from '../../../src/schedule/types.ts';
import { readWav } from './read-wav.ts';
import { createDisk } from './store.ts';

const RATE = 48_000;
const BEGUN = Date.UTC(2026, 4, 1, 21, 30);

const beat = (index: number): Beat => ({
  time: 10 + index / 2,
  emittedAt: 9.5 + index / 2,
  bpm: 120,
  confidence: 0.9,
  index,
  beatInBar: (index % 4) as Beat['beatInBar'],
  bar: Math.floor(index / 4),
  first: index === 0,
});
const stroke = (index: number): DrumEvent => {
  const time = 10 + index / 2;
  return { voice: 'kick', velocity: 0.8, time, dueAt: time, bar: Math.floor(index / 4), step: (index % 4) * 4 };
};

/** A room with its reports, and what a page would do with it. */
function open(store: RecordingStore) {
  const reports: RecordingReport[] = [];
  const room = createRecordingRoom(store, (report) => reports.push(report));
  const of = <T extends RecordingReport['type']>(type: T) =>
    reports.filter((report): report is Extract<RecordingReport, { type: T }> => report.type === type);
  const files = async (id: string, kind: 'mid' | 'wav') => {
    room.command({ type: 'files', request: 7, id, kind });
    await room.idle();
    return of('answer').at(-1)!.files;
  };
  return { room, of, files, list: () => of('list').at(-1)!.recordings };
}

function begin(room: RecordingRoom, strokes = 8, begun = BEGUN): void {
  room.command({ type: 'begin', begun, start: 9 });
  for (let i = 0; i < strokes; i += 1) room.command({ type: 'beat', beat: beat(i) });
  room.command({ type: 'strokes', strokes: Array.from({ length: strokes }, (_, i) => stroke(i)) });
}

/** A tap whose sound is a ramp, so that every sample says where it stood. */
function tap(room: RecordingRoom, frame = 1000) {
  const returned: unknown[] = [];
  const port: SoundPort = { onmessage: null, postMessage: (message) => returned.push(message) };
  room.command({ type: 'sound', port: port as MessagePort, sampleRate: RATE });
  let next = frame;
  const value = (at: number): number => (at - frame) / 2 ** 20;
  const say = (data: unknown): void => port.onmessage?.({ data } as never);
  return {
    returned,
    value,
    hear: async (frames: number): Promise<void> => {
      await room.idle();
      const left = Float32Array.from({ length: frames }, (_, i) => value(next + i));
      say({ frame: next, left, right: left.map((x) => -x) });
      next += frames;
      await room.idle();
    },
    skip: (frames: number): void => {
      next += frames;
    },
    end: async (): Promise<void> => {
      say({ end: next });
      await room.idle();
    },
  };
}

test('a performance becomes one .mid and one .wav, sample for sample', async () => {
  const { room, files, list, of } = open(createDisk().mount());
  begin(room);
  const sound = tap(room);
  for (let i = 0; i < 5; i += 1) await sound.hear(4096);
  await sound.hear(100);
  await sound.end();
  room.command({ type: 'end' });
  await room.idle();
  const [info] = list();
  expect(info).toMatchObject({ begun: BEGUN, strokes: 8, state: 'finished', place: 'storage', length: 4.5 });
  expect(info!.sounds).toEqual([{ file: 'sound-1.wav', sampleRate: RATE, frame: 1000, frames: 20_580 }]);
  const [wav] = await files(info!.id, 'wav');
  const { sampleRate, left, right } = await readWav(wav!.blob);
  expect(sampleRate).toBe(RATE);
  expect(left).toEqual(Float32Array.from({ length: 20_580 }, (_, i) => sound.value(1000 + i)));
  expect(right).toEqual(left.map((x) => -x));
  const [mid] = await files(info!.id, 'mid');
  const { tracks } = parseMidi(new Uint8Array(await mid!.blob.arrayBuffer()));
  expect(tracks[1]!.filter(({ type }) => type === 'noteOn')).toHaveLength(8);
  expect(of('problem')).toEqual([]);
  // Every block went back to the tap.
  expect(sound.returned).toHaveLength(6);
});

test('frames that are missing are silent, so that what follows stands where it was heard', async () => {
  const { room, files, list } = open(createDisk().mount());
  begin(room);
  const sound = tap(room);
  await sound.hear(4096);
  sound.skip(10_000);
  await sound.hear(4096);
  room.command({ type: 'close', request: 1 });
  await room.idle();
  const [wav] = await files(list()[0]!.id, 'wav');
  const { left } = await readWav(wav!.blob);
  expect(left).toHaveLength(18_192);
  expect(left.slice(4096, 14_096).every((x) => x === 0)).toBe(true);
  expect(left[14_096]).toBe(sound.value(15_096));
});

test('after a crash everything up to the last second is there, whole, and said to be recovered', async () => {
  const disk = createDisk();
  const page = open(disk.mount());
  begin(page.room);
  const sound = tap(page.room);
  await sound.hear(4096);
  page.room.tick();
  // Not committed any more: sound reaches the disk without its header, the last stroke doesn't.
  await sound.hear(4096);
  page.room.command({ type: 'strokes', strokes: [stroke(8)] });
  await page.room.idle();
  disk.crash();
  const next = open(disk.mount());
  await next.room.idle();
  expect(next.of('recovered')).toEqual([{ type: 'recovered', count: 1 }]);
  const [info] = next.list();
  expect(info).toMatchObject({ begun: BEGUN, strokes: 8, state: 'recovered' });
  expect(info!.sounds[0]!.frames).toBe(8192);
  const [wav] = await next.files(info!.id, 'wav');
  expect((await readWav(wav!.blob)).left).toHaveLength(8192);
  const [mid] = await next.files(info!.id, 'mid');
  const { tracks } = parseMidi(new Uint8Array(await mid!.blob.arrayBuffer()));
  expect(tracks[1]!.filter(({ type }) => type === 'noteOn')).toHaveLength(8);
  // The visit after that finds it finished with.
  const later = open(disk.mount());
  await later.room.idle();
  expect(later.of('recovered')).toEqual([]);
  expect(later.list()[0]).toEqual(info);
});

test('what another page is recording is left alone until that page is gone', async () => {
  const disk = createDisk();
  const one = open(disk.mount());
  begin(one.room);
  one.room.tick();
  await one.room.idle();
  const other = open(disk.mount());
  await other.room.idle();
  expect(other.list()).toEqual([]);
  disk.crash();
  other.room.tick();
  await other.room.idle();
  expect(other.list()).toHaveLength(1);
  expect(other.of('recovered')).toHaveLength(1);
});

test('a disk that gets full ends the sound, keeps what there is and says so; strokes still have room', async () => {
  const { room, files, list, of } = open(createDisk(6 * 4096 * 8 + 200).mount());
  begin(room);
  const sound = tap(room);
  for (let i = 0; i < 10; i += 1) await sound.hear(4096);
  expect(of('problem').map(({ code }) => code)).toEqual(['recording-full']);
  expect(of('problem')[0]!.what).toContain('00:00:04');
  room.command({ type: 'end' });
  await room.idle();
  const [info] = list();
  // All but a sixth of a second, which makes room for the strokes.
  expect(info).toMatchObject({ strokes: 8, state: 'finished', sounds: [{ frames: 4 * 4096 }] });
  const [wav] = await files(info!.id, 'wav');
  expect((await readWav(wav!.blob)).left).toHaveLength(4 * 4096);
});

test('on and off again: each stretch of sound is a file', async () => {
  const { room, files, list } = open(createDisk().mount());
  begin(room);
  for (const frame of [1000, 50_000]) {
    const sound = tap(room, frame);
    await sound.hear(4096);
    await sound.end();
  }
  room.command({ type: 'end' });
  await room.idle();
  expect(list()[0]!.sounds.map(({ frame }) => frame)).toEqual([1000, 50_000]);
  expect((await files(list()[0]!.id, 'wav')).map(({ part }) => part)).toEqual([1, 2]);
});

test('the end waits for the last of the sound, but not for a tap that is gone', async () => {
  const { room, list } = open(createDisk().mount());
  begin(room);
  const sound = tap(room);
  await sound.hear(4096);
  room.command({ type: 'end' });
  await sound.hear(128);
  expect(list()[0]!.state).toBe('running');
  await sound.end();
  expect(list()[0]).toMatchObject({ state: 'finished', sounds: [{ frames: 4224 }] });
  begin(room, 1, BEGUN + 60_000);
  await tap(room).hear(4096);
  room.command({ type: 'end' });
  room.tick();
  room.tick();
  await room.idle();
  expect(list()[0]).toMatchObject({ state: 'finished', strokes: 1 });
});

test('nothing played, nothing kept; newest first; what is deleted is gone; the running one cannot be', async () => {
  const disk = createDisk();
  const { room, list, of } = open(disk.mount());
  begin(room, 0);
  begin(room, 4, BEGUN + 1000);
  begin(room, 4, BEGUN + 2000);
  await room.idle();
  expect(list().map(({ begun, state }) => [begun - BEGUN, state])).toEqual([
    [2000, 'running'],
    [1000, 'finished'],
  ]);
  room.command({ type: 'remove', request: 1, id: list()[0]!.id });
  room.command({ type: 'remove', request: 2, id: list()[1]!.id });
  await room.idle();
  expect(of('refusal').map(({ request, code }) => [request, code])).toEqual([[1, 'recording-unknown']]);
  expect(list()).toHaveLength(1);
  expect(await disk.mount().ids()).toHaveLength(1);
});

test('the running performance’s .mid can be had at any time', async () => {
  const { room, files, list } = open(createMemoryStore(2 ** 20));
  begin(room, 3);
  await room.idle();
  const [mid] = await files(list()[0]!.id, 'mid');
  const { tracks } = parseMidi(new Uint8Array(await mid!.blob.arrayBuffer()));
  expect(tracks[1]!.filter(({ type }) => type === 'noteOn')).toHaveLength(3);
});
