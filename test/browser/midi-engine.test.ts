/** The whole instrument with a MIDI machine at its side: the body is the drawn dancer's exact poses, the port a fake. */
import { skip } from 'rxjs';
import { expect, test } from 'vitest';
import { MIN_BPM } from '../../src/beat/tempo-grid.ts';
import type { Beat } from '../../src/beat/types.ts';
import { createChoreography } from '../../src/camera/dancer/choreography.ts';
import { FRONT_VIEW } from '../../src/camera/dancer/virtual-camera.ts';
import { formatRecording } from '../../src/camera/pose-recording.ts';
import { createEngine, type DeviceHealth, type DrumEvent, type Metrics } from '../../src/index.ts';
import { TICKS_PER_BEAT } from '../../src/outputs/midi/clock-line.ts';
import { exactPoses } from '../camera/dancer/exact-poses.ts';
import { createFakeMidi } from '../outputs/midi/fake-midi.ts';

const FPS = 30;
const DANCE = 60;
const BEATS = 24;
const LATENCY_MS = 60;
const NOTES_DELAY_MS = -15;
/** A tick of the slowest tempo. */
const LONGEST_TICK_MS = 60_000 / MIN_BPM / TICKS_PER_BEAT;

const dance = createChoreography({
  seed: 4712,
  tempo: [{ at: 0, bpm: 116 }],
  accents: [1, 0, 0, 0, 0.8, 0, 0, 0, 1, 0, 0, 0, 0.8, 0, 0, 0],
});

test('notes leave with the strokes, clock and transport with the beats, and every stroke is accounted for', async () => {
  const fake = createFakeMidi();
  const port = fake.plug('a', 'Machine');
  Object.defineProperty(navigator, 'requestMIDIAccess', { configurable: true, value: () => fake.request() });
  const engine = createEngine({ settings: { latency: LATENCY_MS }, storage: null });
  const strokes: DrumEvent[] = [];
  const beats: Beat[] = [];
  let metrics: Metrics | undefined;
  engine.metrics$.pipe(skip(1)).subscribe((latest) => {
    metrics = latest;
  });
  let health: readonly DeviceHealth[] = [];
  engine.strokes$.subscribe((stroke) => strokes.push(stroke));
  engine.beats$.subscribe((beat) => beats.push(beat));
  engine.deviceHealth$.subscribe((latest) => {
    health = latest;
  });
  await engine.connectMidi();
  engine.addDevice({
    port: { id: 'a', name: 'Machine' },
    ...{ notesDelay: NOTES_DELAY_MS, sendClock: true, sendTransport: true },
  });
  await engine.start();
  // The music worker has loaded its nets when it first speaks of itself.
  await expect.poll(() => metrics, { timeout: 60_000, interval: 200 }).toBeDefined();
  const file = new Blob([formatRecording({ fps: FPS, ...FRONT_VIEW }, exactPoses(dance, DANCE, FPS))]);
  await engine.use({ kind: 'recording', file, name: 'dance.pose.jsonl', loop: false });
  await expect.poll(() => beats.length, { timeout: (DANCE + 10) * 1000, interval: 500 }).toBeGreaterThan(BEATS);
  engine.stop();
  await new Promise((resolve) => setTimeout(resolve, 500));

  console.log(
    `${strokes.length} strokes, ${beats.length} beats; ${JSON.stringify(health)}; ${metrics?.droppedEvents} given up before`,
  );
  const [device] = health;
  expect(strokes.length).toBeGreaterThan(20);
  expect(device!.sent + device!.dropped + device!.unmapped).toBe(strokes.length);
  expect(device!.sent).toBeGreaterThan(0);
  const due = strokes.map(({ dueAt }) => dueAt * 1000 + NOTES_DELAY_MS);
  const notes = port.sent.filter(({ bytes }) => bytes[0] === 0x99);
  const strays = notes.filter(({ time }) => !due.some((at) => time - at > -1e-6 && time - at < 10));
  expect(strays).toEqual([]);

  const start = port.sent.find(({ bytes }) => bytes[0] === 0xfa)!;
  const first = port.sent.find(({ bytes, time }) => bytes[0] === 0xf8 && time > start.time)!;
  const downbeats = beats.filter(({ beatInBar }) => beatInBar === 0).map(({ time }) => time * 1000 + LATENCY_MS);
  // Exactly on a downbeat; where the page was held up just then, after one, by no more than the ticks that are counted as late.
  const after = Math.min(...downbeats.map((at) => first.time - at).filter((by) => by > -1e-3));
  expect(after).toBeLessThan(1e-3 + device!.lateTicks * LONGEST_TICK_MS);
  expect(port.sent.some(({ bytes }) => bytes[0] === 0xfc)).toBe(true);
  await engine.dispose();
}, 180_000);
