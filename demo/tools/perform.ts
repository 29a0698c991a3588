/**
 * Plays a pose recording through the engine, without a browser, and writes what it played.
 *
 *   npm run -s perform -- RECORDING --out DIR [--seed N] [--beat kinematic|learned] [--no-wav]
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { decodeBytes, type PoseRecording, parseRecording } from '../../src/camera/pose-recording.ts';
import { DEFAULT_SETTINGS } from '../../src/config.ts';
import { UserError } from '../../src/core/errors.ts';
import { BEAT_FINDERS } from '../../src/engine/beat-finder.ts';
import { performOffline, type Take } from '../../src/engine/offline.ts';
import { createMidiRecorder } from '../../src/outputs/midi/midi-file.ts';
import { renderEvents } from '../../src/outputs/synth/render.ts';
import { encodeWav } from '../../src/outputs/synth/wav.ts';
import { createNodePerformer, type NodePerformer } from './node-performer.ts';
import { barLine, beatLine, report, summary } from './perform-report.ts';

const SAMPLE_RATE = 48_000;
/** So that the last strokes ring out. */
const TAIL_SECONDS = 2;
const USAGE = 'Usage: npm run -s perform -- RECORDING --out DIR [--seed N] [--beat kinematic|learned] [--no-wav]';

const EXIT = { done: 0, fault: 1, badInput: 2 } as const;

interface Order {
  readonly recording: string;
  readonly out: string;
  readonly seed: number;
  readonly finder: (typeof BEAT_FINDERS)[number];
  readonly wav: boolean;
}

function badUsage(what: string): UserError {
  return new UserError('usage', what, USAGE);
}

function parseOrder(args: readonly string[]): Order {
  const options = {
    out: { type: 'string' },
    seed: { type: 'string' },
    beat: { type: 'string' },
    'no-wav': { type: 'boolean' },
  } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [recording, ...more] = positionals;
    if (!recording || more.length > 0) throw badUsage(`Give one recording, not ${positionals.length}.`);
    if (!values.out) throw badUsage('The folder to write into is missing: --out DIR.');
    const seed = Number(values.seed ?? DEFAULT_SETTINGS.seed);
    if (!Number.isInteger(seed)) throw badUsage(`The seed "${values.seed}" is not a whole number.`);
    const finder = BEAT_FINDERS.find((name) => name === (values.beat ?? BEAT_FINDERS[DEFAULT_SETTINGS.beatFinder]));
    if (!finder) throw badUsage(`There is no beat finder "${values.beat}".`);
    return { recording, out: values.out, seed, finder, wav: !values['no-wav'] };
  } catch (error) {
    throw error instanceof UserError ? error : badUsage(error instanceof Error ? `${error.message}.` : String(error));
  }
}

function readBytes(path: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(readFileSync(path));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UserError('recording-missing', `${path} cannot be read: ${why}.`, 'Check the path.', { cause });
  }
}

function writeMidi(take: Take): Uint8Array {
  const recorder = createMidiRecorder(0);
  for (const beat of take.beats) recorder.addBeat(beat);
  for (const event of take.events) recorder.addStroke(event);
  return recorder.toFile();
}

function writeWav(take: Take): Uint8Array {
  const { kit, volume } = DEFAULT_SETTINGS;
  const seconds = take.seconds + TAIL_SECONDS;
  const { left, right } = renderEvents(take.events, { sampleRate: SAMPLE_RATE, seconds, kit, volume });
  return encodeWav(left, right, SAMPLE_RATE);
}

function writeAll(order: Order, take: Take, { performer, book, drums, models }: NodePerformer): void {
  const into = (name: string): string => join(order.out, name);
  const lines = (items: readonly string[]): string => items.map((line) => `${line}\n`).join('');
  mkdirSync(order.out, { recursive: true });
  writeFileSync(into('beats.jsonl'), lines(take.beats.map(beatLine)));
  writeFileSync(into('bars.jsonl'), lines(take.bars.map(barLine)));
  writeFileSync(into('performance.mid'), writeMidi(take));
  if (order.wav) writeFileSync(into('performance.wav'), writeWav(take));
  const dropped = performer.scheduler.counts.dropped;
  const facts = {
    recording: basename(order.recording),
    seed: order.seed,
    beatFinder: order.finder,
    provider: drums.provider,
    models,
  };
  const latency = { ...book.read() };
  writeFileSync(into('report.json'), `${JSON.stringify(report(take, dropped, facts, latency), null, 2)}\n`);
}

async function readRecording({ recording: path }: Order): Promise<PoseRecording> {
  const recording = parseRecording(await decodeBytes(readBytes(path), path), path);
  for (const warning of recording.warnings) console.error(warning);
  return recording;
}

/** Plays and writes; what goes wrong here is no fault of the input. */
async function play(order: Order, recording: PoseRecording): Promise<void> {
  const machine = await createNodePerformer(order.seed, order.finder);
  const take = await performOffline(recording.frames, machine.performer);
  writeAll(order, take, machine);
  await machine.drums.dispose();
  console.log(summary(basename(order.recording), take));
}

async function main(args: readonly string[]): Promise<number> {
  try {
    const order = parseOrder(args);
    const recording = await readRecording(order);
    return await play(order, recording).then(
      () => EXIT.done,
      (error: unknown) => {
        console.error(error);
        return EXIT.fault;
      },
    );
  } catch (error) {
    console.error(error instanceof UserError ? error.message : error);
    return error instanceof UserError ? EXIT.badInput : EXIT.fault;
  }
}

process.exitCode = await main(process.argv.slice(2));
