/** Recording in a real browser: files on the disk, sound from the audio thread, a page that is torn away. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPageClock } from '../../src/core/clock.ts';
import { createRingWriter } from '../../src/core/ring.ts';
import { createEngine } from '../../src/index.ts';
import { createRecorder, type Recorder } from '../../src/outputs/recording/recorder.ts';
import type { RecordingInfo } from '../../src/outputs/recording/types.ts';
import { createSynthOutput } from '../../src/outputs/synth/synth-output.ts';
import type { SynthOutput } from '../../src/outputs/types.ts';
import { readWav } from '../outputs/recording/read-wav.ts';

const DRY = { room: 0, compression: 0, saturation: 0 };

let output: SynthOutput | null = null;
let recorder: Recorder | null = null;

async function clear(): Promise<void> {
  const root = await navigator.storage.getDirectory();
  await root.removeEntry('recordings', { recursive: true }).catch(() => {});
}
beforeEach(clear);
afterEach(async () => {
  await recorder?.dispose();
  await output?.dispose();
  recorder = output = null;
});

function open(): { readonly recorder: Recorder; readonly list: () => readonly RecordingInfo[] } {
  const created = createRecorder();
  recorder = created;
  let recordings: readonly RecordingInfo[] = [];
  created.recordings$.subscribe((list) => {
    recordings = list;
  });
  return { recorder: created, list: () => recordings };
}

test('strokes recorded from the audio thread stand on their exact frames in the .wav, without a gap', async () => {
  output = createSynthOutput({ clock: createPageClock(), settings: { ...DRY, volume: 0, kit: 0 }, isolated: true });
  await output.start();
  const { recorder: book, list } = open();
  book.begin(Date.now(), 0);
  const { context, delay } = output.tap!;
  const stop = await book.recordSound(output.tap!);
  const first = Math.ceil((context.currentTime + 0.6) * context.sampleRate);
  const spacing = Math.round(0.3 * context.sampleRate) + 1;
  const frames = Array.from({ length: 8 }, (_, i) => first + i * spacing);
  createRingWriter((output.channel as { readonly ring: SharedArrayBuffer }).ring).write(
    frames.flatMap((frame, i) => [frame, 2, 0.8, i]),
  );
  const until = (frames.at(-1)! + spacing) / context.sampleRate;
  await expect.poll(() => context.currentTime, { timeout: 20_000 }).toBeGreaterThan(until);
  const stopped = context.currentTime * context.sampleRate;
  stop();
  book.end();
  await expect.poll(() => list()[0]?.state, { timeout: 10_000 }).toBe('finished');
  const [sound] = list()[0]!.sounds;
  expect(list()[0]).toMatchObject({ place: 'storage', strokes: 0 });
  const [file] = await book.files(list()[0]!.id, 'wav');
  const { sampleRate, left } = await readWav(file!.blob);
  expect([sampleRate, left.length]).toEqual([context.sampleRate, sound!.frames]);
  // All of it up to the stop, which acts within a burst or two of the audio thread.
  expect(sound!.frame + sound!.frames).toBeGreaterThan(stopped - 128);
  const onsets: number[] = [];
  let quiet = 48;
  left.forEach((sample, i) => {
    if (sample !== 0 && quiet >= 48) onsets.push(sound!.frame + i - delay);
    quiet = sample === 0 ? quiet + 1 : 0;
  });
  expect(onsets).toEqual(frames);
});

test('a page that is torn away while it records: the next one finds its strokes and its sound, whole', async () => {
  const frame = document.createElement('iframe');
  const heard: RecordingInfo[] = [];
  const listen = ({ data }: MessageEvent): void => {
    if (data.recordings) heard.push(data.recordings[0]);
  };
  addEventListener('message', listen);
  frame.srcdoc = `<script type="module" src="${new URL('./crashing-page.ts', import.meta.url)}"></script>`;
  frame.allow = 'autoplay';
  document.body.append(frame);
  const last = (): RecordingInfo | undefined => heard.at(-1);
  await expect.poll(() => (last()?.sounds[0]?.frames ?? 0) > 100_000, { timeout: 30_000 }).toBe(true);
  const before = last()!;
  frame.remove();
  removeEventListener('message', listen);

  const { recorder: book, list } = open();
  let recovered = 0;
  book.recovered$.subscribe((count) => {
    recovered = count;
  });
  await expect.poll(() => recovered, { timeout: 15_000 }).toBe(1);
  await expect.poll(() => list().length).toBe(1);
  const [after] = list();
  expect(after).toMatchObject({ id: before.id, begun: before.begun, state: 'recovered', place: 'storage' });
  expect(after!.sounds[0]!.frames).toBeGreaterThanOrEqual(before.sounds[0]!.frames);
  // What was played in the last second may not have been on the disk yet.
  expect(after!.strokes).toBeGreaterThanOrEqual(before.strokes - 12);
  expect(after!.strokes).toBeGreaterThan(5);
  const [wav] = await book.files(after!.id, 'wav');
  const { left, right } = await readWav(wav!.blob);
  expect(left).toHaveLength(after!.sounds[0]!.frames);
  // The tone may have been a burst of the audio thread behind the recording's beginning; from then on there is no gap.
  const begin = left.findIndex((x) => x !== 0);
  expect(begin).toBeLessThan(20_000);
  expect(left.subarray(begin).every((x) => x === 0.25)).toBe(true);
  expect(right).toEqual(left);
  const [mid] = await book.files(after!.id, 'mid');
  expect(new TextDecoder().decode((await mid!.blob.arrayBuffer()).slice(0, 4))).toBe('MThd');

  await book.remove(after!.id);
  expect(list()).toEqual([]);
  await expect(book.files(after!.id, 'wav')).rejects.toMatchObject({ code: 'recording-unknown' });
});

test('the engine writes a performance down: strokes or none, its sound where it was asked for', async () => {
  const engine = createEngine();
  let recordings: readonly RecordingInfo[] = [];
  engine.recordings$.subscribe((list) => {
    recordings = list;
  });
  await engine.recordAudio(true);
  await engine.start();
  await expect.poll(() => recordings[0]?.sounds[0]?.frames ?? 0, { timeout: 30_000 }).toBeGreaterThan(20_000);
  expect(recordings[0]!.state).toBe('running');
  engine.stop();
  await expect.poll(() => recordings[0]?.state, { timeout: 15_000 }).toBe('finished');
  const [sound] = await engine.downloadRecording(recordings[0]!.id, 'audio');
  expect((await readWav(sound!.blob)).left).toHaveLength(recordings[0]!.sounds[0]!.frames);
  expect(await (await engine.exportMidi()).slice(0, 4).text()).toBe('MThd');
  await engine.deleteRecording(recordings[0]!.id);
  expect(recordings).toEqual([]);
  await engine.dispose();
});
