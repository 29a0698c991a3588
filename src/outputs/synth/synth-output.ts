import { BehaviorSubject, distinctUntilChanged, Subject } from 'rxjs';
import * as Tone from 'tone';
import drumsUrl from '../../../worklets/drums.worklet.ts?worker&url';
import type { PageClock } from '../../core/clock.ts';
import { UserError } from '../../core/errors.ts';
import { createRing } from '../../core/ring.ts';
import type { Milliseconds, SampleFrame, Seconds } from '../../core/units.ts';
import { SOUNDS } from '../../core/voices.ts';
import { type Bus, createBus, measureBusDelay } from '../bus/bus.ts';
import { BUS_PARAMETER_NAMES, type BusParameterName, type BusSettings, isBusParameter } from '../bus/parameters.ts';
import type { AudioClockSample, AudioState, StrokeChannel, SynthOutput } from '../types.ts';
import { createClockReader } from './clock-poll.ts';
import {
  SYNTH_AUDIO_PARAMS,
  SYNTH_PARAMETER_NAMES,
  SYNTH_PARAMETERS,
  type SynthParameterName,
  type SynthSettings,
} from './parameters.ts';
import {
  DRUMS_PROCESSOR,
  type DrumsMessage,
  type DrumsOptions,
  type DrumsStatus,
  RING_CAPACITY,
  RING_WIDTH,
} from './protocol.ts';

/** Clock readings come this often: a jump of the audio clock is known after five of them. */
const POLL: Milliseconds = 25;
/** A resume that the browser holds back until a gesture never settles: after this it is called 'suspended'. */
const RESUME_PATIENCE: Milliseconds = 1000;

/** What the sound can be told, synth and bus. */
type Settings = BusSettings & SynthSettings;

export interface SynthOutputOptions {
  readonly clock: PageClock;
  /** From the start; a synth parameter that isn't there is at its default. */
  readonly settings: Settings;
  /** Shared memory may be used. */
  readonly isolated?: boolean;
}

/** What exists once sound has been asked for. */
interface Machine {
  readonly context: AudioContext;
  readonly node: AudioWorkletNode;
  readonly bus: Bus;
  /** From the synth's node to the bus's output. */
  readonly busDelay: SampleFrame;
}

const delay = (ms: Milliseconds): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const unavailable = (cause: unknown): UserError =>
  new UserError(
    'audio-unavailable',
    `The browser could not open its sound output (${cause instanceof Error ? cause.message : cause}).`,
    'Check that a loudspeaker or headphones are connected, then start again.',
    { cause },
  );

/** Tone knows a native context only if it is told first; its own ticker is not needed, since time comes from the worklet. */
async function build(ring: SharedArrayBuffer | null, settings: Settings): Promise<Machine> {
  // Beats are foretold, so the way to the loudspeaker needn't be short, only constant: long buffers outlast a busy machine's stalls.
  const context = new AudioContext({ latencyHint: 'playback' });
  try {
    return await connect(context, ring, settings);
  } catch (cause) {
    await context.close();
    throw cause;
  }
}

async function connect(context: AudioContext, ring: SharedArrayBuffer | null, settings: Settings): Promise<Machine> {
  const tone = new Tone.Context({ context, clockSource: 'offline' });
  Tone.setContext(tone);
  await context.audioWorklet.addModule(drumsUrl);
  const busDelay = await measureBusDelay(context.sampleRate);
  const bus = await createBus(tone, settings);
  const node = new AudioWorkletNode(context, DRUMS_PROCESSOR, {
    numberOfInputs: 0,
    outputChannelCount: [2],
    parameterData: Object.fromEntries(
      SYNTH_AUDIO_PARAMS.map(({ name, defaultValue }) => [name, settings[name] ?? defaultValue]),
    ),
    processorOptions: { ring, kit: settings.kit ?? SYNTH_PARAMETERS.kit.default } satisfies DrumsOptions,
  });
  Tone.connect(node, bus.input);
  bus.output.connect(context.destination);
  // Its first message says that it has rehearsed; where the browser makes it only once the clock runs, that is not waited for.
  const ready = new Promise((resolve) => {
    node.port.onmessage = resolve;
  });
  await Promise.race([ready, delay(RESUME_PATIENCE)]);
  return { context, node, bus, busDelay };
}

export function createSynthOutput(options: SynthOutputOptions): SynthOutput {
  const { clock, isolated = globalThis.crossOriginIsolated } = options;
  const state$ = new BehaviorSubject<AudioState>({ state: 'off' });
  const clock$ = new Subject<AudioClockSample | null>();
  const late$ = new BehaviorSubject(0);
  const ring = isolated ? createRing(RING_CAPACITY, RING_WIDTH) : null;
  const strokes = new MessageChannel();
  const channel: StrokeChannel = ring ? { kind: 'ring', ring } : { kind: 'port', port: strokes.port2 };
  const values: { -readonly [P in keyof Settings]: Settings[P] } = { ...options.settings };
  let building: Promise<Machine> | null = null;
  let machine: Machine | null = null;
  let readClock = (): AudioClockSample | null => null;
  /** What the browser doesn't know of the way to the ear. */
  let outputDelay: Seconds = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let muted = true;
  /** The audio clock stands still, or its time isn't known yet. */
  let stopped = true;

  const send = (message: DrumsMessage): void => machine?.node.port.postMessage(message);

  /**
   * While the audio clock stands still (suspended, or its device is gone) strokes are refused, and those on their way are
   * forgotten: they would sound too late when it goes on.
   */
  const poll = (): void => {
    clearTimeout(timer);
    if (!machine) return;
    const sample = machine.context.state === 'running' ? readClock() : null;
    if (!sample !== stopped) send({ type: 'mute', muted: !sample || muted });
    if (sample || !stopped) clock$.next(sample);
    stopped = !sample;
    timer = setTimeout(poll, POLL);
  };

  const changed = (context: AudioContext): void => {
    state$.next({ state: context.state === 'running' ? 'running' : 'suspended' });
    poll();
  };

  const watch = ({ context, node }: Machine): void => {
    context.addEventListener('statechange', () => changed(context));
    node.port.onmessage = ({ data }: MessageEvent<DrumsStatus>) => late$.next(data.late);
    node.onprocessorerror = () => state$.next({ state: 'failed', error: unavailable('the drum synth stopped') });
    if (!ring) node.port.postMessage({ type: 'strokes', port: strokes.port1 } satisfies DrumsMessage, [strokes.port1]);
  };

  const apply = (name: SynthParameterName | BusParameterName): void => {
    const value = values[name];
    if (!machine || value === undefined) return;
    if (isBusParameter(name)) machine.bus.set(name, value);
    else if (name === 'kit') send({ type: 'kit', value });
    else machine.node.parameters.get(name)!.value = value;
  };

  const open = async (): Promise<Machine> => {
    machine = await build(ring, values);
    const busDelay = machine.busDelay / machine.context.sampleRate;
    readClock = createClockReader(machine.context, clock, () => outputDelay + busDelay);
    watch(machine);
    // They may have been set while the module was being loaded.
    for (const name of [...SYNTH_PARAMETER_NAMES, ...BUS_PARAMETER_NAMES]) apply(name);
    poll();
    return machine;
  };

  /** @param prepare what the synth is to know before its clock runs */
  const wake = async (prepare: () => void): Promise<void> => {
    try {
      building ??= open();
      const { context } = await building;
      prepare();
      await Promise.race([context.resume(), delay(RESUME_PATIENCE)]);
      state$.next({ state: context.state === 'running' ? 'running' : 'suspended' });
    } catch (cause) {
      building = null;
      state$.next({ state: 'failed', error: unavailable(cause) });
    }
  };

  return {
    channel,
    state$: state$.pipe(distinctUntilChanged((a, b) => a.state === b.state)),
    clock$: clock$.asObservable(),
    late$: late$.asObservable(),
    get tap() {
      return machine && { context: machine.context, node: machine.bus.output, delay: machine.busDelay };
    },
    start: () =>
      wake(() => {
        muted = false;
        send({ type: 'mute', muted });
      }),
    stop() {
      muted = true;
      send({ type: 'mute', muted });
    },
    async strike(sound, velocity) {
      // Muted before the clock runs: the first reading of it would mute the synth then, and silence the stroke.
      await wake(() => send({ type: 'mute', muted: muted || stopped }));
      send({ type: 'strike', sound: SOUNDS.indexOf(sound), velocity });
    },
    set(parameter, value) {
      values[parameter] = value;
      apply(parameter);
    },
    setOutputDelay: (ms) => {
      outputDelay = ms / 1000;
    },
    async dispose() {
      clearTimeout(timer);
      const old = machine;
      machine = null;
      building = null;
      old?.node.disconnect();
      old?.bus.dispose();
      await old?.context.close();
      clock$.complete();
    },
  };
}
