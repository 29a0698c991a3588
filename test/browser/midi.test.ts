/**
 * MIDI from a page whose main thread is busy: the ticker's worker and the browser's own timing, real; the port, a fake that
 * remembers when it was handed what. Strokes come from a worker, as they do from the music thread.
 */
import { afterEach, expect, test } from 'vitest';
import type { Beat } from '../../src/beat/types.ts';
import { createPageClock } from '../../src/core/clock.ts';
import { newSetup } from '../../src/outputs/midi/device-setup.ts';
import { createMidiOutput, type MidiOutput } from '../../src/outputs/midi/midi-output.ts';
import type { DeviceHealth } from '../../src/outputs/midi/types.ts';
import { createFakeMidi } from '../outputs/midi/fake-midi.ts';

const SECONDS = 8;
const BEAT = 0.5;
const STEP = BEAT / 4;

let output: MidiOutput | null = null;
let worker: Worker | null = null;
async function endTake(): Promise<void> {
  worker?.terminate();
  await output?.dispose();
  output = null;
}

afterEach(endTake);

/** The longest that a page's main thread may have stood still to be called quiet, ms. */
const QUIET_MS = 60;

function scriptWorker(script: string): Worker {
  return new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
}

/** Posts step numbers 140 ms before they are due, and beats 420 ms before; due times count from `start`, in seconds. */
const musician = (origin: number, start: number): string => `
  const now = () => (performance.timeOrigin + performance.now() - ${origin}) / 1000;
  let step = 0, beat = 0;
  setInterval(() => {
    while (${start} + beat * ${BEAT} < now() + 0.42) postMessage({ beat: beat++ });
    while (${start} + step * ${STEP} < now() + 0.14) postMessage({ step: step++ });
  }, 10);`;

/** Plays for SECONDS while the main thread is blocked for `block` ms once a second. */
async function perform(block: number) {
  const clock = createPageClock();
  const fake = createFakeMidi();
  const port = fake.plug('a', 'Machine');
  const midi = createMidiOutput({ clock, requestMidiAccess: (options) => fake.request(options) });
  output = midi;
  await midi.connect();
  midi.setDevices([{ ...newSetup('a'), port: { id: 'a', name: 'Machine' }, sendClock: true, sendTransport: true }]);
  midi.play(true);
  const start = clock.now() + 0.8;
  port.sent.length = 0;
  let steps = 0;
  worker = scriptWorker(musician(clock.origin, start));
  worker.onmessage = ({ data }) => {
    if (data.step !== undefined) {
      const dueAt = start + data.step * STEP;
      if (dueAt > start + SECONDS) return;
      steps += 1;
      midi.send([{ voice: 'kick', velocity: 1, time: dueAt, dueAt, bar: 0, step: 0 }]);
    } else {
      const index: number = data.beat;
      const time = start + index * BEAT;
      const beatInBar = (index % 4) as Beat['beatInBar'];
      midi.addBeat({
        ...{ time, emittedAt: time - 0.5, bpm: 60 / BEAT, confidence: 1, index, beatInBar },
        bar: Math.floor(index / 4),
        first: index === 0,
      });
    }
  };
  let lastBreath = performance.now();
  let stall = 0;
  const breathing = setInterval(() => {
    const breath = performance.now();
    stall = Math.max(stall, breath - lastBreath);
    lastBreath = breath;
  }, 10);
  const busy = setInterval(() => {
    const until = performance.now() + block;
    while (performance.now() < until);
  }, 1000);
  await new Promise((resolve) => setTimeout(resolve, (SECONDS + 1.5) * 1000));
  clearInterval(busy);
  clearInterval(breathing);
  let health: DeviceHealth | undefined;
  midi.health$.subscribe((list) => {
    health = list[0];
  });
  const played = port.sent.map(({ bytes, time }) => ({ status: bytes[0]!, at: clock.fromPerformance(time) - start }));
  const notes = played.filter(({ status }) => status === 0x99).map(({ at }) => at);
  const ticks = played.filter(({ status, at }) => status === 0xf8 && at > -0.0005 && at < SECONDS - 0.0005);
  return { steps, health: health!, notes, ticks: ticks.map(({ at }) => at), stall };
}

const report = (name: string, { steps, health, ticks, stall }: Awaited<ReturnType<typeof perform>>): void =>
  console.log(
    `${name}: ${steps} strokes, ${ticks.length} ticks in ${SECONDS} s; longest stall ${stall.toFixed(0)} ms; ${JSON.stringify(health)}`,
  );

test('a page with nothing else to do: every note and tick in time, stamped to the microsecond', async () => {
  let take = await perform(0);
  // A machine that is shared may stop any thread for longer than what is handed ahead: such a take says nothing of the page.
  for (let again = 0; again < 3 && take.stall > QUIET_MS; again++) {
    await endTake();
    take = await perform(0);
  }
  report('quiet page', take);
  expect(take.health).toMatchObject({ sent: take.steps, late: 0, dropped: 0, lateTicks: 0 });
  expect(take.ticks).toHaveLength((SECONDS / BEAT) * 24);
  const off = [
    ...take.notes.map((at, i) => Math.abs(at - i * STEP)),
    ...take.ticks.map((at, i) => Math.abs(at - (i * BEAT) / 24)),
  ];
  expect(Math.max(...off)).toBeLessThan(1e-6);
}, 60_000);

test('blocks of 200 ms: what falls into them beyond the 100 ms handed over is dropped and counted; no tick is lost', async () => {
  const take = await perform(200);
  report('blocked for 200 ms a second', take);
  const { sent, dropped, late } = take.health;
  expect(sent + dropped).toBe(take.steps);
  expect(take.notes).toHaveLength(sent);
  expect(dropped + late).toBeGreaterThan(0);
  expect(dropped / take.steps).toBeLessThan(0.25);
  expect(take.ticks).toHaveLength((SECONDS / BEAT) * 24);
}, 60_000);

test('browsers have no MIDI in workers: why a blocked page can be late', async () => {
  worker = scriptWorker("postMessage(typeof navigator.requestMIDIAccess + ' ' + typeof globalThis.MIDIOutput);");
  const found = await new Promise((resolve) => {
    worker!.onmessage = ({ data }) => resolve(data);
  });
  expect(found).toBe('undefined undefined');
});
