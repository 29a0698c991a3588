/**
 * What a soak run measures inside the page: takes down every stroke that goes to the audio thread, every sample that the
 * synthesiser makes of it, every MIDI note and how the two clocks stood; and compares them at the end. Loaded before the sound starts.
 */
import { createChoreography } from '../../src/camera/dancer/choreography.ts';
import { FRONT_VIEW, personIn, shoot } from '../../src/camera/dancer/virtual-camera.ts';
import { formatRecording } from '../../src/camera/pose-recording.ts';
import { createPageClock } from '../../src/core/clock.ts';
import { createRingListener } from '../../src/core/ring.ts';
import type { Seconds } from '../../src/core/units.ts';
import { SOUNDS } from '../../src/core/voices.ts';
import type { Engine } from '../../src/engine/types.ts';
import { readAudioClock } from '../../src/outputs/synth/clock-poll.ts';
import { BLOCK, DrumSynth } from '../../src/outputs/synth/drum-synth.ts';
import { DRUMS_PROCESSOR, type DrumsOptions, TAP_PROCESSOR, type TapChunk } from '../../src/outputs/synth/protocol.ts';
import tapUrl from '../../worklets/tap.worklet.ts?worker&url';
import { heardAt, jumps, type Reading, type Sounding, stampErrors, tickErrors } from './soak-sync.ts';

/** A stroke that was played: the how-manieth of the engine's strokes it is, and when it was heard. */
export interface Heard extends Sounding {
  readonly serial: number;
}

/** What came out. Counts, frames and milliseconds. */
export interface WitnessReport {
  readonly strokes: number;
  /** Notes that the MIDI port was sent. */
  readonly notes: number;
  /** Places where the tap's frame numbers don't continue. */
  readonly gaps: number;
  /** Frames missing in all of them. */
  readonly missingFrames: number;
  readonly seconds: number;
  /** Largest difference between a sample heard and the same rendered afterwards from the strokes; 0: all stood on their frames. */
  readonly worstSample: number;
  /** Strokes whose first sample was not as rendered. */
  readonly displaced: number;
  readonly busDelayFrames: number;
  /** The audio clock's jumps against the page's. */
  readonly clockJumps: readonly number[];
  /** In order of their frames. */
  readonly heard: readonly Heard[];
  /** MIDI stamp minus audible time. */
  readonly stamps: Errors;
  /** The same in the first and in the last minute: how far MIDI and sound have drifted apart. */
  readonly firstMinute: Errors;
  readonly lastMinute: Errors;
  /** Beat clock: stamp minus the beat for the ticks on beats; minus the even place between two beats for all ticks. */
  readonly beatTicks: Errors;
  readonly ticks: Errors;
}

/** Milliseconds; p99 and max are of sizes. */
export interface Errors {
  readonly count: number;
  /** Of these, ones that never came; left out of the rest. */
  readonly missing: number;
  readonly mean: number;
  readonly p99: number;
  readonly max: number;
}

type Logged = Window & { midiLog?: { bytes: number[]; time: number }[] };

const POLL_MS = 25;
/** Until all that was played has come in. */
const LAST_SOUNDS_MS = 1500;

interface Take {
  readonly chunks: TapChunk[];
  readonly first: () => number;
}

async function tap(node: AudioNode): Promise<Take> {
  const context = node.context as AudioContext;
  await context.audioWorklet.addModule(tapUrl);
  const recorder = new AudioWorkletNode(context, TAP_PROCESSOR, { numberOfOutputs: 0, channelCount: 2 });
  const chunks: TapChunk[] = [];
  recorder.port.onmessage = ({ data }: MessageEvent<TapChunk>) => chunks.push(data);
  node.connect(recorder);
  const first = (): number => {
    for (const { frame, left } of chunks) {
      const at = left.findIndex((sample) => Math.abs(sample) > 1e-9);
      if (at >= 0) return frame + at;
    }
    return Number.NaN;
  };
  return { chunks, first };
}

/** What the synth starts with, that another one needs to sound the same. */
type Start = DrumsOptions & { readonly volume: number };

/** Waits for the drum synth to be made, and sees what it is given. */
function catchDrums(): Promise<{ readonly node: AudioWorkletNode; readonly options: Start }> {
  const Real = globalThis.AudioWorkletNode;
  return new Promise((resolve) => {
    globalThis.AudioWorkletNode = class extends Real {
      constructor(context: BaseAudioContext, name: string, options?: AudioWorkletNodeOptions) {
        super(context, name, options);
        const volume = options?.parameterData?.['volume'] ?? 0;
        if (name === DRUMS_PROCESSOR) resolve({ node: this, options: { ...options!.processorOptions, volume } });
      }
    };
  });
}

/** Renders the strokes again, along the chunks, and compares sample by sample, up to a frame: after the music was stopped all is silenced. */
function compare(
  chunks: readonly TapChunk[],
  strokes: readonly number[][],
  options: Start,
  sampleRate: number,
  end: number,
) {
  const synth = new DrumSynth(sampleRate);
  synth.setKit(options.kit);
  synth.setVolume(options.volume, true);
  const left = new Float32Array(BLOCK);
  const right = new Float32Array(BLOCK);
  const wrong = new Set<number>();
  let worst = 0;
  let next = 0;
  for (const chunk of chunks) {
    for (let n = 0; n < chunk.left.length; n += BLOCK) {
      const start = chunk.frame + n;
      for (; next < strokes.length && strokes[next]![0]! < start + BLOCK; next += 1) {
        const [frame, voice, velocity, serial] = strokes[next]!;
        synth.schedule(frame!, voice!, velocity!, serial!);
      }
      synth.render(left, right, start);
      for (let i = 0; i < BLOCK && start + i < end; i += 1) {
        const off = Math.max(Math.abs(left[i]! - chunk.left[n + i]!), Math.abs(right[i]! - chunk.right[n + i]!));
        if (off > 0) wrong.add(start + i);
        worst = Math.max(worst, off);
      }
    }
  }
  return { worst, displaced: strokes.filter(([frame]) => wrong.has(frame!)).length };
}

function summary(errors: readonly number[]): Errors {
  const known = errors.filter(Number.isFinite);
  const sizes = known.map(Math.abs).sort((a, b) => a - b);
  const mean = known.reduce((sum, ms) => sum + ms, 0) / known.length;
  const p99 = sizes[Math.floor(sizes.length * 0.99)] ?? 0;
  return { count: errors.length, missing: errors.length - known.length, mean, p99, max: sizes.at(-1) ?? 0 };
}

const MINUTE: Seconds = 60;

/** Instants at which the fake port was told to send a tick of its clock. */
function ticksSent(): Seconds[] {
  const clock = createPageClock();
  const log = (window as Logged).midiLog ?? [];
  return log.filter(({ bytes }) => bytes[0] === 0xf8).map(({ time }) => clock.fromPerformance(time));
}

/** Note-ons of the fake port, by voice. */
function notesOf(engine: Engine): Sounding[] {
  const clock = createPageClock();
  const roles = engine.deviceMaps.find(({ id }) => id === 'general-midi')!.roles;
  const voices = new Map(SOUNDS.map((voice) => [(roles[voice] as { readonly note: number }).note, voice]));
  return ((window as Logged).midiLog ?? [])
    .filter(({ bytes }) => bytes[0]! >> 4 === 9 && bytes[2]! > 0)
    .map(({ bytes, time }) => ({ voice: voices.get(bytes[1]!) ?? '', at: clock.fromPerformance(time) }));
}

/** Call it before the first start. Resolves when the witness listens. */
export function createWitness(engine: Engine) {
  const clock = createPageClock();
  const strokes: number[][] = [];
  const readings: Reading[] = [];
  const beats: Seconds[] = [];
  engine.beats$.subscribe(({ time }) => beats.push(time + engine.get('latency') / 1000));
  const listening = catchDrums().then(async ({ node, options }) => {
    const take = await tap(node);
    const listener = createRingListener(options.ring!);
    const timer = setInterval(() => {
      strokes.push(...listener.read());
      const reading = readAudioClock(node.context as AudioContext, clock, 0);
      if (reading) readings.push([reading.pageTime, reading.contextTime]);
    }, POLL_MS);
    return { take, options, timer, sampleRate: node.context.sampleRate };
  });
  const output = listening.then(() => tap(engine.audio!.node));

  return {
    async listen(): Promise<void> {
      await output;
    },
    /** Stops the music and sums up. */
    async report(): Promise<WitnessReport> {
      const { take, options, timer, sampleRate } = await listening;
      const end = Math.floor(engine.audio!.context.currentTime * sampleRate);
      engine.stop();
      await new Promise((resolve) => setTimeout(resolve, LAST_SOUNDS_MS));
      clearInterval(timer);
      const { chunks } = take;
      const busDelayFrames = (await output).first() - take.first();
      const ordered = [...strokes].sort((a, b) => a[0]! - b[0]!);
      const { worst, displaced } = compare(chunks, ordered, options, sampleRate, end);
      const delay = busDelayFrames / sampleRate;
      const heard = ordered.map(([frame, voice, , serial]): Heard => {
        return { serial: serial!, voice: SOUNDS[voice!]!, at: heardAt(readings, frame! / sampleRate + delay) };
      });
      const gaps = chunks
        .map(({ frame }, i) => (i > 0 ? frame - chunks[i - 1]!.frame - chunks[i - 1]!.left.length : 0))
        .filter((frames) => frames !== 0);
      const seconds = chunks.reduce((sum, { left }) => sum + left.length, 0) / sampleRate;
      const notes = notesOf(engine);
      const from = heard[0]?.at ?? 0;
      const to = heard.at(-1)?.at ?? 0;
      const ticks = tickErrors(
        beats.filter((at) => at > from && at < to),
        ticksSent(),
      );
      const apart = {
        stamps: summary(stampErrors(heard, notes)),
        firstMinute: summary(
          stampErrors(
            heard.filter(({ at }) => at < from + MINUTE),
            notes,
          ),
        ),
        lastMinute: summary(
          stampErrors(
            heard.filter(({ at }) => at > to - MINUTE),
            notes,
          ),
        ),
        beatTicks: summary(ticks.filter((_, i) => i % 24 === 0)),
        ticks: summary(ticks),
      };
      const counts = {
        strokes: ordered.length,
        notes: notes.length,
        gaps: gaps.length,
        missingFrames: gaps.reduce((sum, frames) => sum + frames, 0),
        seconds,
        worstSample: worst,
        displaced,
      };
      return { ...counts, busDelayFrames, clockJumps: jumps(readings), heard, ...apart };
    },
  };
}

const FPS = 30;
/** Played over and over. */
const DANCE_SECONDS = 120;

/** The drawn dancer's poses without the pose model, which would need a core of its own: music from the first seconds on. */
export function danceExactly(engine: Engine, bpm: number): Promise<void> {
  const dance = createChoreography({ seed: 1, tempo: [{ at: 0, bpm }] });
  const { width, height } = FRONT_VIEW;
  const frames = Array.from({ length: DANCE_SECONDS * FPS }, (_, index) => {
    const t = index / FPS;
    return { t, width, height, people: [personIn(shoot(FRONT_VIEW, t), dance.jointsAt(t))] };
  });
  const name = 'dance.pose.jsonl';
  const file = new Blob([formatRecording({ fps: FPS, width, height }, frames)]);
  return engine.use({ kind: 'recording', file, name, loop: true });
}

/** Blocks the main thread so long, once a second, for ever. */
export function blockMainThread(ms: number): void {
  setInterval(() => {
    const end = performance.now() + ms;
    while (performance.now() < end);
  }, 1000);
}
