import { type ClockMap, createClockMap } from '../../src/core/clock-map.ts';
import { createRandom } from '../../src/core/random.ts';
import type { Seconds } from '../../src/core/units.ts';

/** A sound card and a browser as they were measured: what the readings of the two clocks look like. */
export interface Machine {
  readonly seed: number;
  /** The audio crystal against the page's clock. */
  readonly ppm: number;
  /** Standard deviation of a reading: 0.06-0.13 ms in Chromium. */
  readonly noise: Seconds;
  /** The main thread is blocked so long before each whole second: no reading meanwhile. */
  readonly block: Seconds;
  /** Page time and size of jumps of the audio clock: device changes, buffers left out, sleep. */
  readonly steps: readonly (readonly [at: Seconds, by: Seconds])[];
}

const HAND_OVER: Seconds = 0.15;
const POLL: Seconds = 0.025;
const SAMPLE_RATE = 48_000;

/** Audio-clock time of what is heard at page time `s`, had we perfect clocks. */
export const heardAt = (machine: Machine, s: Seconds): Seconds =>
  (s - 3) * (1 + machine.ppm * 1e-6) + machine.steps.reduce((sum, [at, by]) => sum + (s >= at ? by : 0), 0);

/** When the audio clock's time is heard, between two steps. */
function heardWhen(machine: Machine, target: Seconds, near: Seconds): Seconds {
  return near + (target - heardAt(machine, near)) / (1 + machine.ppm * 1e-6);
}

/**
 * Reads both clocks for `seconds` and plays a stroke every 50 ms, each handed over 150 ms ahead.
 * @returns for every stroke when it was due (its MIDI stamp) and when its frame is heard
 */
export function play(machine: Machine, seconds: Seconds, map: ClockMap = createClockMap()) {
  const random = createRandom(machine.seed);
  const strokes: { readonly due: Seconds; readonly heard: Seconds }[] = [];
  let due = 10.5;
  for (let now = 10; now < 10 + seconds; now += POLL) {
    for (; due < now + HAND_OVER; due += 0.05) {
      const frame = Math.round(map.toTarget(due) * SAMPLE_RATE);
      strokes.push({ due, heard: heardWhen(machine, frame / SAMPLE_RATE, due) });
    }
    if (now % 1 > 1 - machine.block) continue;
    const first = now < 10 + POLL / 2;
    // Readings come late now and then, when the audio thread was late: the time heard is then behind.
    const late = first ? 2.5e-3 : random.next() < 0.02 ? random.between(0, 0.01) : 0;
    map.add(now, heardAt(machine, now) - late + random.normal() * machine.noise);
  }
  return { strokes, map };
}

/** Mean, and 99th percentile of the sizes, of the stamps' distances from what is heard, in milliseconds. */
export function errors(strokes: readonly { readonly due: Seconds; readonly heard: Seconds }[]) {
  const off = strokes.map(({ due, heard }) => (due - heard) * 1000);
  const sizes = off.map(Math.abs).sort((a, b) => a - b);
  return { mean: off.reduce((sum, ms) => sum + ms, 0) / off.length, p99: sizes[Math.floor(sizes.length * 0.99)]! };
}
