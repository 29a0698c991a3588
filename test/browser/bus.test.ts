/** The bus in a real browser: its delay, its silence when it is out of the way, and what it does to drums. */
import * as Tone from 'tone';
import { describe, expect, test } from 'vitest';
import { denseBars } from '../../demo/tools/dense-bars.ts';
import { groove } from '../../demo/tools/groove.ts';
import { truePeak } from '../../demo/tools/true-peak.ts';
import { createRandom } from '../../src/core/random.ts';
import { type Bus, createBus, measureBusDelay } from '../../src/outputs/bus/bus.ts';
import { CEILING } from '../../src/outputs/bus/limiter.ts';
import type { BusSettings } from '../../src/outputs/bus/parameters.ts';
import { type Rendering, renderEvents } from '../../src/outputs/synth/render.ts';
import { loudness, share, spectrum } from '../outputs/synth/measure.ts';

const RATE = 48_000;
/** Chromium's compressor fades in when it is new. */
const WARM_UP = 12_000;
const DRY: BusSettings = { room: 0, compression: 0, saturation: 0 };
const WET: BusSettings = { room: 1, compression: 1, saturation: 1 };

/** Plays a stereo signal through the bus, offline. @param turn called while it plays, at the given time */
async function through(
  { left, right }: Rendering,
  settings: BusSettings,
  turn: { readonly at: number; readonly do: (bus: Bus) => void } | null = null,
  rate = RATE,
): Promise<Rendering> {
  const native = new OfflineAudioContext(2, left.length + WARM_UP, rate);
  const bus = await createBus(new Tone.OfflineContext(native), settings);
  const buffer = native.createBuffer(2, left.length + WARM_UP, rate);
  buffer.copyToChannel(Float32Array.from(left), 0, WARM_UP);
  buffer.copyToChannel(Float32Array.from(right), 1, WARM_UP);
  const source = new AudioBufferSourceNode(native, { buffer });
  Tone.connect(source, bus.input);
  bus.output.connect(native.destination);
  source.start();
  if (turn) {
    void native.suspend(turn.at + WARM_UP / rate).then(() => {
      turn.do(bus);
      void native.resume();
    });
  }
  const rendered = await native.startRendering();
  return { left: rendered.getChannelData(0).subarray(WARM_UP), right: rendered.getChannelData(1).subarray(WARM_UP) };
}

const drums = (volume: number, seconds = 4): Rendering =>
  renderEvents(groove(), { sampleRate: RATE, seconds, kit: 0, volume });

/** The same on both sides. */
function mono(length: number, shape: (n: number) => number): Rendering {
  const left = Float32Array.from({ length }, (_, n) => shape(n));
  return { left, right: left };
}

/** Clicks every 50 ms: where each comes out at its highest. */
const CLICKS = 20;
const SPACING = 2400;
const clicks = mono(CLICKS * SPACING, (n) => (n % SPACING === 0 ? 0.5 : 0));
function clickPlaces({ left }: Rendering, delay: number): number[] {
  return Array.from({ length: CLICKS - 2 }, (_, i) => {
    const place = (i + 1) * SPACING + delay;
    const around = left.subarray(place - 400, place + 400);
    return around.reduce((top, x, n) => (Math.abs(x) > Math.abs(around[top]!) ? n : top), 0) - 400;
  });
}

describe('the delay', () => {
  test.each([44_100, 48_000])(
    'is measured to the frame at %i Hz, and is the same whatever the settings',
    async (rate) => {
      const delay = await measureBusDelay(rate);
      expect(delay).toBeGreaterThan(0.005 * rate);
      expect(delay).toBeLessThan(0.02 * rate);
      const random = createRandom(rate);
      const any = { room: random.next(), compression: random.next(), saturation: random.next() };
      for (const settings of [DRY, WET, any]) {
        const out = await through(clicks, settings, null, rate);
        expect(clickPlaces(out, delay)).toEqual(Array(CLICKS - 2).fill(0));
        expect(out.left.findIndex((x) => x !== 0)).toBe(delay);
      }
    },
  );

  test('does not move while knobs are turned', async () => {
    const delay = await measureBusDelay(RATE);
    const open = (bus: Bus): void => {
      for (const name of ['room', 'compression', 'saturation'] as const) bus.set(name, 1);
    };
    const out = await through(clicks, DRY, { at: 0.4, do: open });
    expect(clickPlaces(out, delay)).toEqual(Array(CLICKS - 2).fill(0));
    const level = (i: number): number => Math.abs(out.left[i * SPACING + delay]!);
    expect(level(2)).toBeCloseTo(0.5, 3);
    expect(Math.abs(level(15) - 0.5)).toBeGreaterThan(0.05);
  });
});

test('all at 0: the very drums, 100 dB below which nothing is added', async () => {
  const dry = drums(-6);
  const delay = await measureBusDelay(RATE);
  const { left } = await through(dry, DRY);
  let worst = 0;
  for (let n = delay; n < left.length; n += 1) worst = Math.max(worst, Math.abs(left[n]! - dry.left[n - delay]!));
  expect(worst).toBeLessThan(1e-5);
});

test('the same sound every time: nothing in it is left to chance', async () => {
  const dry = drums(-6, 1);
  expect(await through(dry, WET)).toEqual(await through(dry, WET));
});

test('everything open, dense playing at +6 dB: never above -1 dBTP', async () => {
  const dense = renderEvents(denseBars(1, 3), { sampleRate: RATE, seconds: 1.5, kit: 1, volume: 6 });
  const { left, right } = await through(dense, WET);
  expect(truePeak(left, right)).toBeLessThan(CEILING);
});

test('room: rings on after a stroke, differently left and right, for a third of a second at most', async () => {
  const { left, right } = await through(
    mono(RATE, (n) => (n === 0 ? 0.5 : 0)),
    { ...DRY, room: 1 },
  );
  const level = ({ from, to }: { from: number; to: number }): number =>
    left.subarray(from * RATE, to * RATE).reduce((sum, x) => sum + x * x, 0);
  const early = level({ from: 0.01, to: 0.05 });
  const late = level({ from: 0.15, to: 0.19 });
  expect(early).toBeGreaterThan(100 * late);
  expect(late).toBeGreaterThan(0);
  expect(left.subarray(0.34 * RATE).every((x) => Math.abs(x) < 1e-6)).toBe(true);
  expect(left.subarray(1000, 5000)).not.toEqual(right.subarray(1000, 5000));
});

test('compression: a soft stroke comes nearer to a loud one, and the groove stays about as loud', async () => {
  const tone = mono(RATE, (n) => (n < RATE / 2 ? 0.05 : 0.8) * Math.sin(n / 20));
  const spread = async (compression: number): Promise<number> => {
    const { left } = await through(tone, { ...DRY, compression });
    const level = (from: number): number =>
      10 * Math.log10(left.subarray(from, from + 9600).reduce((s, x) => s + x * x, 0));
    return level(0.8 * RATE) - level(0.3 * RATE);
  };
  expect(await spread(0)).toBeGreaterThan(23);
  expect(await spread(0.3)).toBeLessThan((await spread(0)) - 4);
  expect(await spread(1)).toBeLessThan((await spread(0.3)) - 1);
  const dry = drums(-6);
  for (const compression of [0.3, 1]) {
    expect(Math.abs(loudness(await through(dry, { ...DRY, compression })) - loudness(dry))).toBeLessThan(1.5);
  }
});

test('saturation: odd harmonics come up, and the groove stays about as loud', async () => {
  const tone = mono(RATE, (n) => 0.5 * Math.sin((2 * Math.PI * 1000 * n) / RATE));
  const third = async (saturation: number): Promise<number> => {
    const { left } = await through(tone, { ...DRY, saturation });
    return share(spectrum(Float64Array.from(left), 4800, 14), 2900, 3100);
  };
  expect(await third(0)).toBeLessThan(1e-5);
  expect(await third(0.2)).toBeGreaterThan(5e-5);
  expect(await third(1)).toBeGreaterThan(1e-3);
  const dry = drums(-6);
  for (const saturation of [0.2, 1]) {
    expect(Math.abs(loudness(await through(dry, { ...DRY, saturation })) - loudness(dry))).toBeLessThan(1.5);
  }
});
