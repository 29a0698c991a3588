import { BehaviorSubject, distinctUntilChanged, Subject } from 'rxjs';
import * as Tone from 'tone';
import drumsUrl from '../../../worklets/drums.worklet.ts?worker&url';
import type { PageClock } from '../../core/clock.ts';
import { UserError } from '../../core/errors.ts';
import { createRing } from '../../core/ring.ts';
import type { Milliseconds } from '../../core/units.ts';
import type { AudioClockSample, AudioState, StrokeChannel, SynthOutput } from '../types.ts';
import { readAudioClock } from './clock-poll.ts';
import {
  DRUMS_PROCESSOR,
  type DrumsMessage,
  type DrumsOptions,
  type DrumsStatus,
  RING_CAPACITY,
  RING_WIDTH,
} from './protocol.ts';

/** Clock readings come this often while the map is young, and then this often. */
const FIRST_POLL: Milliseconds = 20;
const FIRST_POLLS = 25;
const POLL: Milliseconds = 100;
/** A resume that the browser holds back until a gesture never settles: after this it is called 'suspended'. */
const RESUME_PATIENCE: Milliseconds = 1000;

export interface SynthOutputOptions {
  readonly clock: PageClock;
  readonly volume: number;
  readonly kit: number;
  /** Shared memory may be used. */
  readonly isolated?: boolean;
}

/** What exists once sound has been asked for. */
interface Machine {
  readonly context: AudioContext;
  readonly node: AudioWorkletNode;
  /** Tone's end of the chain, where effects join later. A gain: it delays nothing. */
  readonly bus: Tone.Gain;
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
async function build(options: DrumsOptions): Promise<Machine> {
  const context = new AudioContext({ latencyHint: 'interactive' });
  Tone.setContext(new Tone.Context({ context, clockSource: 'offline' }));
  await context.audioWorklet.addModule(drumsUrl).catch(async (cause) => {
    await context.close();
    throw cause;
  });
  const node = new AudioWorkletNode(context, DRUMS_PROCESSOR, {
    numberOfInputs: 0,
    outputChannelCount: [2],
    processorOptions: options,
  });
  const bus = new Tone.Gain(1).toDestination();
  Tone.connect(node, bus);
  return { context, node, bus };
}

export function createSynthOutput(options: SynthOutputOptions): SynthOutput {
  const { clock, isolated = globalThis.crossOriginIsolated } = options;
  const state$ = new BehaviorSubject<AudioState>({ state: 'off' });
  const clock$ = new Subject<AudioClockSample | null>();
  const late$ = new BehaviorSubject(0);
  const ring = isolated ? createRing(RING_CAPACITY, RING_WIDTH) : null;
  const strokes = new MessageChannel();
  const channel: StrokeChannel = ring ? { kind: 'ring', ring } : { kind: 'port', port: strokes.port2 };
  const values = { volume: options.volume, kit: options.kit };
  let building: Promise<Machine> | null = null;
  let machine: Machine | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let muted = true;
  /** The audio clock has run and stopped. */
  let interrupted = false;

  const send = (message: DrumsMessage): void => machine?.node.port.postMessage(message);

  const poll = (polls: number): void => {
    if (!machine) return;
    const sample = machine.context.state === 'running' ? readAudioClock(machine.context, clock) : null;
    if (sample) clock$.next(sample);
    timer = setTimeout(() => poll(polls + 1), polls < FIRST_POLLS ? FIRST_POLL : POLL);
  };

  /** Strokes that were on their way when the clock stopped would sound after it goes on, too late: they are forgotten. */
  const changed = (context: AudioContext): void => {
    const running = context.state === 'running';
    state$.next({ state: running ? 'running' : 'suspended' });
    clearTimeout(timer);
    if (running) {
      if (interrupted) send({ type: 'mute', muted: true });
      send({ type: 'mute', muted });
      interrupted = false;
      poll(0);
    } else {
      interrupted = true;
      clock$.next(null);
    }
  };

  const watch = ({ context, node }: Machine): void => {
    context.addEventListener('statechange', () => changed(context));
    node.port.onmessage = ({ data }: MessageEvent<DrumsStatus>) => late$.next(data.late);
    node.onprocessorerror = () => state$.next({ state: 'failed', error: unavailable('the drum synth stopped') });
    if (!ring) node.port.postMessage({ type: 'strokes', port: strokes.port1 } satisfies DrumsMessage, [strokes.port1]);
  };

  const open = async (): Promise<Machine> => {
    machine = await build({ ring, ...values });
    watch(machine);
    // They may have been set while the module was being loaded.
    send({ type: 'volume', value: values.volume });
    send({ type: 'kit', value: values.kit });
    poll(0);
    return machine;
  };

  return {
    channel,
    state$: state$.pipe(distinctUntilChanged((a, b) => a.state === b.state)),
    clock$: clock$.asObservable(),
    late$: late$.asObservable(),
    get tap() {
      return machine && { context: machine.context, node: machine.bus.output as unknown as AudioNode };
    },
    async start() {
      try {
        building ??= open();
        const { context } = await building;
        muted = false;
        send({ type: 'mute', muted });
        await Promise.race([context.resume(), delay(RESUME_PATIENCE)]);
        state$.next({ state: context.state === 'running' ? 'running' : 'suspended' });
      } catch (cause) {
        building = null;
        state$.next({ state: 'failed', error: unavailable(cause) });
      }
    },
    stop() {
      muted = true;
      send({ type: 'mute', muted });
    },
    set(parameter, value) {
      values[parameter] = value;
      send({ type: parameter, value });
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
