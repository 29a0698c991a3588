import { Subject } from 'rxjs';
import { expect, test } from 'vitest';
import { createRandom } from '../../../src/core/random.ts';
import type { Seconds } from '../../../src/core/units.ts';
import { createCalibration } from '../../../src/engine/calibration/calibrate.ts';
import type { BodyMoment } from '../../../src/engine/calibration/clap-watch.ts';
import type { CalibrationParts } from '../../../src/engine/calibration/procedures.ts';
import type { CalibrationKind, CalibrationProgress, CalibrationResult } from '../../../src/engine/calibration/types.ts';
import { ASPECT, bodyWithGap } from './body.ts';

/** A room, its devices and a person, in a time of their own. */
interface World {
  /** What the browser doesn't know of the loudspeaker's latency. */
  readonly secretDelay: Seconds;
  readonly microphoneLatency: Seconds;
  /** Shutter to time stamp. */
  readonly cameraDelay: Seconds;
  readonly headphones?: boolean;
  readonly claps?: boolean;
  readonly taps?: boolean;
}

const OUTPUT_LATENCY = 0.04;
const SETTINGS = { cameraDelay: 60, outputDelay: 20 };
/** AudioContext time 0 is rendered at stream time 100. */
const ORIGIN = 100;
const TRAVEL = 1.5 / 343;

function simulate(world: World) {
  const random = createRandom(4);
  const onset$ = new Subject<Seconds>();
  const body$ = new Subject<BodyMoment>();
  const tap$ = new Subject<Seconds>();
  const events: { readonly at: Seconds; readonly run: () => void }[] = [];
  let now = 110;
  let closed = 0;
  const at = (time: Seconds, run: () => void): void => void events.push({ at: time, run });
  /** A sound in the air at the microphone. */
  const sound = (time: Seconds): void => at(time + 0.15, () => onset$.next(time + world.microphoneLatency - ORIGIN));

  const trulyHeard = (context: Seconds): Seconds => ORIGIN + context + OUTPUT_LATENCY + world.secretDelay;
  const tapTo = (perceived: Seconds): void => {
    const time = perceived - 0.03 + random.normal() * 0.015;
    if (world.taps !== false) at(time, () => tap$.next(time));
  };

  if (world.claps !== false) {
    for (let i = 0; i < 40; i += 1) sound(120 + 1.1 * i + TRAVEL);
    for (let t = 110; t < 170; t += 1 / 30) {
      const gap = 0.2 + 1.1 * Math.abs(Math.sin((Math.PI * (t - 120)) / 1.1)) + random.normal() * 0.01;
      const time = t + world.cameraDelay - SETTINGS.cameraDelay / 1000;
      at(t + 0.2, () => body$.next({ time, person: bodyWithGap(gap), aspect: ASPECT }));
    }
  }

  const parts: Omit<CalibrationParts, 'say'> = {
    now: () => now,
    wait: async (duration) => {
      const end = now + duration;
      for (;;) {
        events.sort((a, b) => a.at - b.at);
        if (!events[0] || events[0].at > end) break;
        const { at: time, run } = events.shift()!;
        now = Math.max(now, time);
        run();
      }
      now = end;
    },
    openAudio: async () => undefined,
    openMicrophone: async () => ({ onset$, latency: world.microphoneLatency, close: () => void (closed += 1) }),
    playClicks: (count, interval) => {
      const times = Array.from({ length: count }, (_, i) => now - ORIGIN + 0.4 + i * interval);
      for (const time of times) {
        if (!world.headphones) sound(trulyHeard(time));
        tapTo(trulyHeard(time));
      }
      return { times, stop: () => undefined };
    },
    heardAt: (context) => ORIGIN + context + OUTPUT_LATENCY + SETTINGS.outputDelay / 1000,
    lead: () => OUTPUT_LATENCY,
    body$,
    tap$,
    setting: (parameter) => SETTINGS[parameter],
  };
  return { parts, tapTo, closed: () => closed };
}

async function run(kind: CalibrationKind, world: World) {
  const { parts, tapTo, closed } = simulate(world);
  const progress: CalibrationProgress[] = [];
  const accepted: CalibrationResult[] = [];
  let lit = false;
  await new Promise<void>((resolve) => {
    createCalibration(kind, parts, (result) => accepted.push(result)).subscribe({
      next: (step) => {
        progress.push(step);
        // The screen shows the light two refreshes after its mark.
        if (step.step === 'light' && !lit) for (const flash of step.flashes) tapTo(flash + 2 / 60);
        lit ||= step.step === 'light';
      },
      complete: resolve,
    });
  });
  return { progress, accepted, last: progress.at(-1)!, closed: closed() };
}

test('taps: the habit of tapping early cancels, and what the browser does not know is left', async () => {
  const { progress, accepted, last } = await run('tap', { secretDelay: 0.12, microphoneLatency: 0, cameraDelay: 0.06 });
  expect(last.step).toBe('done');
  expect([...new Set(progress.map(({ step }) => step))]).toEqual(['starting', 'light', 'sound', 'done']);
  expect(accepted).toEqual([last.result]);
  expect(last.result).toMatchObject({ parameter: 'outputDelay', confident: true, used: 28, rejected: 0 });
  expect(Math.abs(last.result!.value - 120)).toBeLessThan(10);
  expect(
    Math.min(...progress.flatMap(({ flashes }) => flashes.slice(1).map((t, i) => t - flashes[i]!))),
  ).toBeGreaterThan(0.5);
});

test('claps: the delay of the camera, round trip measured', async () => {
  const { progress, accepted, last, closed } = await run('clap', {
    secretDelay: 0.02,
    microphoneLatency: 0.03,
    cameraDelay: 0.11,
  });
  expect([...new Set(progress.map(({ step }) => step))]).toEqual(['starting', 'clicks', 'clap', 'done']);
  expect(accepted).toHaveLength(1);
  expect(last.result!.parameter).toBe('cameraDelay');
  expect(last.result!.roundTrip).toBeCloseTo(90, 3);
  expect(Math.abs(last.result!.value - 110)).toBeLessThan(8);
  expect(last.result!.spread).toBeLessThan(20);
  expect(closed).toBe(1);
  const spreads = progress.filter(({ step }) => step === 'clap').map(({ taken, spread }) => [taken, spread] as const);
  for (const [taken, spread] of spreads) expect(spread === null, `${taken} claps`).toBe(taken < 2);
  expect(spreads.at(-1)![1]).toBeCloseTo(last.result!.spread, 6);
});

test('claps: a loudspeaker that is later than the browser knows comes into the camera delay, and so out of what is heard', async () => {
  const { last } = await run('clap', { secretDelay: 0.1, microphoneLatency: 0.03, cameraDelay: 0.11 });
  // 20 ms of it are known already, by outputDelay.
  expect(Math.abs(last.result!.value - (110 + 80))).toBeLessThan(8);
});

test('claps with headphones: the browser’s figures must do', async () => {
  const { last } = await run('clap', { secretDelay: 0, microphoneLatency: 0.03, cameraDelay: 0.11, headphones: true });
  expect(last.result!.roundTrip).toBeNull();
  expect(Math.abs(last.result!.value - 110)).toBeLessThan(8);
});

test('nobody claps, nobody taps: said, with what to do; nothing is set, the microphone is freed', async () => {
  const clap = await run('clap', { secretDelay: 0, microphoneLatency: 0.03, cameraDelay: 0.11, claps: false });
  expect(clap.last.step).toBe('failed');
  expect(clap.last.error!.code).toBe('calibration-no-claps');
  expect(clap.closed).toBe(1);
  const tap = await run('tap', { secretDelay: 0, microphoneLatency: 0, cameraDelay: 0.06, taps: false });
  expect(tap.last.error!.code).toBe('calibration-no-taps');
  expect([...clap.accepted, ...tap.accepted]).toEqual([]);
});

test('given up: the microphone is freed, nothing is set', async () => {
  const { parts, closed } = simulate({ secretDelay: 0, microphoneLatency: 0, cameraDelay: 0.1 });
  const { wait: _, ...live } = parts;
  const accepted: CalibrationResult[] = [];
  const steps: string[] = [];
  const running = createCalibration('clap', live, (result) => accepted.push(result)).subscribe(({ step }) =>
    steps.push(step),
  );
  await expect.poll(() => steps.at(-1)).toBe('clicks');
  running.unsubscribe();
  await expect.poll(closed).toBe(1);
  expect(steps).toEqual(['starting', 'clicks']);
  expect(accepted).toEqual([]);
});
