/**
 * Long performances and what holds them together: dances of more than 64 bars, played off line; sound and MIDI of each, and tables.
 *
 *   npx tsx demo/tools/long-form.ts [RECORDING ...] [--out dist/long-form] [--only NAME] [--bars 64] [--seed 1] [--no-wav]
 *
 * Without recordings the dances are drawn (long-form-dances.ts). A recording shorter than that is played as long as it is.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { decodeBytes, parseRecording } from '../../src/camera/pose-recording.ts';
import { DEFAULT_SETTINGS } from '../../src/config.ts';
import type { PoseFrame } from '../../src/core/pose-frame.ts';
import type { Seconds } from '../../src/core/units.ts';
import type { DrumBar } from '../../src/drums/types.ts';
import { performOffline, type Take } from '../../src/engine/offline.ts';
import { createMidiRecorder } from '../../src/outputs/midi/midi-file.ts';
import { renderEvents } from '../../src/outputs/synth/render.ts';
import { encodeWav } from '../../src/outputs/synth/wav.ts';
import { framesOf, LONG_DANCES, type LongDance } from './long-form-dances.ts';
import * as measures from './long-form-measures.ts';
import { createNodePerformer } from './node-performer.ts';

const SAMPLE_RATE = 48_000;
const TAIL: Seconds = 2;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: 'dist/long-form' },
    only: { type: 'string', default: '' },
    bars: { type: 'string', default: '64' },
    seed: { type: 'string', default: '1' },
    'no-wav': { type: 'boolean', default: false },
  },
});
const BARS = Number(values.bars);

interface Piece {
  readonly name: string;
  readonly about: string;
  readonly frames: readonly PoseFrame[];
  readonly dance: LongDance | null;
}

const drawn = (dance: LongDance): Piece => {
  // Some bars go by until the beat is found, and in pauses.
  const downbeats = dance.choreography.downbeats(0, 600);
  const seconds = downbeats[Math.min(BARS + 4, downbeats.length - 1)]!;
  return { name: dance.name, about: dance.about, frames: framesOf(dance, seconds), dance };
};

async function recorded(path: string): Promise<Piece> {
  const { frames } = parseRecording(await decodeBytes(Uint8Array.from(readFileSync(path)), path), path);
  return { name: basename(path).replace(/\..*/, ''), about: 'a recording', frames, dance: null };
}

async function perform({ frames, dance }: Piece): Promise<Take> {
  const { performer, drums } = await createNodePerformer(Number(values.seed));
  const [from, to] = dance?.hold ?? [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let written = 0;
  performer.bar$.subscribe(() => {
    written += 1;
    performer.hold(written >= from && written < to);
  });
  const take = await performOffline(frames, performer);
  await drums.dispose();
  return { ...take, bars: take.bars.slice(0, BARS) };
}

function write(name: string, take: Take): void {
  mkdirSync(values.out, { recursive: true });
  const recorder = createMidiRecorder(0);
  for (const beat of take.beats) recorder.addBeat(beat);
  for (const event of take.events) recorder.addStroke(event);
  writeFileSync(join(values.out, `${name}.mid`), recorder.toFile());
  if (values['no-wav']) return;
  const { kit, volume } = DEFAULT_SETTINGS;
  const { left, right } = renderEvents(take.events, {
    sampleRate: SAMPLE_RATE,
    seconds: take.seconds + TAIL,
    kit,
    volume,
  });
  writeFileSync(join(values.out, `${name}.wav`), encodeWav(left, right, SAMPLE_RATE));
}

/** What the dancer did in the bar that each bar answers: the one before it. */
const answered = ({ choreography }: LongDance, bars: readonly DrumBar[]): (string | null)[] => {
  const phrases = choreography.phrases(0, 600);
  return bars.map(({ request: { start, bpm } }) => measures.phraseDuring(phrases, start - 240 / bpm, start));
};

const say = (what: string, ...found: (number | string)[]): void =>
  console.log(`  ${what.padEnd(58)} ${found.map((x) => (typeof x === 'number' ? x.toFixed(3) : x)).join('  ')}`);

function sayCoherence(title: string, { within, across, pairs }: measures.Coherence): void {
  say(`${title}: within, across`, within, across, `(${pairs[0]} and ${pairs[1]} pairs)`);
}

function sayPerformance(dance: LongDance | null, bars: readonly DrumBar[]): void {
  const energies = bars.map(({ request }) => request.descriptors.energy);
  if (dance) {
    const labels = answered(dance, bars);
    const [from, to] = dance.hold ?? [0, 0];
    const free = labels.map((label, bar) => (bar >= from && bar < to ? null : label));
    sayCoherence('shared strokes, phrases of the dance', measures.coherence(bars, free));
    if (dance.hold) {
      const held = bars.map((_, bar) => (bar >= from && bar < to ? 'held' : `free ${bar}`));
      sayCoherence('shared strokes, held groove and around it', measures.coherence(bars, held));
    }
    const arc = bars.map(({ request: { start, bpm } }) => dance.vigour(start - 120 / bpm));
    if (new Set(arc).size > 1) {
      say(
        'correlation with what was drawn: hits, velocity',
        ...[measures.hitCount, measures.loudness].map((of) => measures.correlation(bars.map(of), arc)),
      );
    }
  }
  say('correlation with the energy seen: hits a bar', measures.correlation(bars.map(measures.hitCount), energies));
  say('correlation with the energy seen: velocity', measures.correlation(bars.map(measures.loudness), energies));
  const places = bars.map(({ request }) => request.sinceStart);
  say('fills by bar of the eight', measures.fillHistogram(bars, places).join(' '));
  say(
    'hits a bar, velocity, energy',
    ...[bars.map(measures.hitCount), bars.map(measures.loudness), energies].map(measures.mean),
  );
}

const pieces =
  positionals.length > 0
    ? await Promise.all(positionals.map(recorded))
    : LONG_DANCES.filter(({ name }) => !values.only || name === values.only).map(drawn);
const fills = new Array<number>(8).fill(0);
for (const piece of pieces) {
  const take = await perform(piece);
  const { bars } = take;
  console.log(
    `${piece.name} (${piece.about}): ${bars.length} bars, ${take.events.length} strokes, ${take.seconds.toFixed(0)} s`,
  );
  sayPerformance(piece.dance, bars);
  for (const [place, count] of measures
    .fillHistogram(
      bars,
      bars.map(({ request }) => request.sinceStart),
    )
    .entries())
    fills[place]! += count;
  write(piece.name, take);
}
console.log(
  `all: fills by bar of the eight  ${fills.join(' ')}; in bars 4 and 8: ${((fills[3]! + fills[7]!) / fills.reduce((a, b) => a + b, 0)).toFixed(2)} of them`,
);
