/**
 * Plays densely on every kit at full volume, through the limiter, and prints the highest true peak.
 *
 *   npx tsx demo/tools/measure-true-peak.ts [--minutes 60]
 */
import { parseArgs } from 'node:util';
import { SOUNDS } from '../../src/core/voices.ts';
import { CEILING, Limiter } from '../../src/outputs/bus/limiter.ts';
import { BLOCK, DrumSynth } from '../../src/outputs/synth/drum-synth.ts';
import { KIT_NAMES } from '../../src/outputs/synth/parameters.ts';
import { denseBars } from './dense-bars.ts';
import { PEAK_REACH, peakBetween } from './true-peak.ts';

const RATE = 48_000;
const VOLUME = 6;
const BARS = 8;
/** Renders one stretch after another, each with the end of the one before it in front. */
function createStretches(kit: number) {
  const synth = new DrumSynth(RATE);
  synth.setKit(kit);
  synth.setVolume(VOLUME, true);
  const limiter = new Limiter(RATE);
  let frame = 0;
  let seed = 0;
  let serial = 0;
  const left = new Float32Array(RATE + 2 * PEAK_REACH);
  const right = new Float32Array(RATE + 2 * PEAK_REACH);
  const scheduled: { readonly at: number; readonly sound: number; readonly velocity: number }[] = [];
  let until = 0;
  let peak = 0;

  const compose = (): void => {
    const bars = denseBars(BARS, (seed += 1) + 1000 * kit);
    const start = until / RATE;
    for (const { voice, velocity, dueAt } of bars) {
      scheduled.push({ at: Math.round((start + dueAt) * RATE), sound: SOUNDS.indexOf(voice), velocity });
    }
    scheduled.sort((a, b) => a.at - b.at);
    until += Math.round(BARS * 4 * (60 / 170) * RATE);
  };
  /** The next second; the highest peak so far. */
  return (): number => {
    for (const channel of [left, right]) channel.copyWithin(0, RATE);
    for (let n = 2 * PEAK_REACH; n < left.length; n += BLOCK) {
      while (until < frame + RATE) compose();
      while (scheduled.length > 0 && scheduled[0]!.at < frame + BLOCK) {
        const { at, sound, velocity } = scheduled.shift()!;
        synth.schedule(at, sound, velocity, (serial += 1));
      }
      const [l, r] = [left.subarray(n, n + BLOCK), right.subarray(n, n + BLOCK)];
      synth.render(l, r, frame);
      limiter.process(l, r);
      frame += BLOCK;
    }
    for (const channel of [left, right]) peak = peakBetween(channel, PEAK_REACH, PEAK_REACH + RATE, peak);
    return peak;
  };
}

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '60' } } });
const seconds = (Number(values.minutes) * 60) / KIT_NAMES.length;
const started = performance.now();
let highest = 0;
for (const [kit, name] of KIT_NAMES.entries()) {
  const render = createStretches(kit);
  let peak = 0;
  for (let second = 0; second < seconds; second += 1) peak = render();
  console.log(
    `${name.padEnd(12)} ${(seconds / 60).toFixed(1)} min, true peak ${(20 * Math.log10(peak)).toFixed(2)} dBTP`,
  );
  highest = Math.max(highest, peak);
}
const took = (performance.now() - started) / 1000;
const decibels = 20 * Math.log10(highest);
console.log(
  `highest ${decibels.toFixed(2)} dBTP in ${values.minutes} minutes, ${((seconds * KIT_NAMES.length) / took).toFixed(1)} times real time`,
);
process.exitCode = decibels <= CEILING ? 0 : 1;
