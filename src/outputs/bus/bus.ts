import * as Tone from 'tone';
import limiterUrl from '../../../worklets/limiter.worklet.ts?worker&url';
import type { SampleFrame, Seconds } from '../../core/units.ts';
import { compressionAt, createShaperCurve, roomSendAt, SHAPER_RANGE } from './curves.ts';
import type { BusParameterName, BusSettings } from './parameters.ts';
import { LIMITER_PROCESSOR } from './protocol.ts';
import { createRoomResponse } from './room.ts';

/** Settings move with this time constant, so that a knob makes no noise. */
const GLIDE: Seconds = 0.02;
/** Chromium's compressor fades in when it is new. */
const WARM_UP: Seconds = 0.25;
/** Longer than any browser's compressor looks ahead. */
const LONGEST_DELAY: Seconds = 0.1;

/**
 * The way from the synthesiser to the loudspeaker: room, compression, saturation, limiter. Its delay is the same whatever the
 * settings: that of the compressor's and the limiter's look-ahead. Main thread.
 */
export interface Bus {
  /** Connect the synthesiser here. */
  readonly input: Tone.Gain;
  /** What leaves the instrument: never above -1 dBTP. Connected to nothing yet. */
  readonly output: AudioWorkletNode;
  /** Glides there. */
  set(parameter: BusParameterName, value: number): void;
  dispose(): void;
}

/** One effect: where sound goes in and comes out, and its one knob. */
interface Effect {
  readonly input: Tone.ToneAudioNode;
  readonly output: Tone.ToneAudioNode;
  readonly set: (value: number) => void;
  readonly nodes: readonly Tone.ToneAudioNode[];
}

function glide(param: Tone.Param<'gain'> | Tone.Param<'positive'> | Tone.Param<'decibels'>, value: number): void {
  param.setTargetAtTime(value, param.context.immediate(), GLIDE);
}

/** What goes past the room is never touched. */
function createRoom(context: Tone.BaseContext, amount: number): Effect {
  const [left, right] = createRoomResponse(context.sampleRate);
  const response = context.createBuffer(2, left.length, context.sampleRate);
  response.copyToChannel(left, 0);
  response.copyToChannel(right, 1);
  const input = new Tone.Gain({ context });
  const output = new Tone.Gain({ context });
  const send = new Tone.Gain({ context, gain: roomSendAt(amount) });
  const convolver = new Tone.Convolver({ context, normalize: false, url: new Tone.ToneAudioBuffer().set(response) });
  input.connect(output);
  input.chain(send, convolver, output);
  return {
    input,
    output,
    set: (value) => glide(send.gain, roomSendAt(value)),
    nodes: [input, send, convolver, output],
  };
}

function createCompression(context: Tone.BaseContext, amount: number): Effect {
  const { trim, ...shape } = compressionAt(amount);
  const compressor = new Tone.Compressor({ context, attack: 0.008, release: 0.12, ...shape });
  const output = new Tone.Gain({ context, gain: trim });
  compressor.connect(output);
  const set = (value: number): void => {
    const wanted = compressionAt(value);
    glide(compressor.ratio, wanted.ratio);
    glide(compressor.knee, wanted.knee);
    glide(output.gain, wanted.trim);
  };
  return { input: compressor, output, set, nodes: [compressor, output] };
}

/** A cross-fade to the shaper. Not oversampled: that would delay it against what goes past it. */
function createSaturation(context: Tone.BaseContext, amount: number): Effect {
  const input = new Tone.Gain({ context });
  const output = new Tone.Gain({ context });
  const dry = new Tone.Gain({ context, gain: 1 - amount });
  const wet = new Tone.Gain({ context, gain: amount });
  const range = new Tone.Gain({ context, gain: 1 / SHAPER_RANGE });
  const shaper = new Tone.WaveShaper({ context });
  shaper.curve = createShaperCurve();
  input.chain(dry, output);
  input.chain(range, shaper, wet, output);
  const set = (value: number): void => {
    glide(dry.gain, 1 - value);
    glide(wet.gain, value);
  };
  return { input, output, set, nodes: [input, dry, range, shaper, wet, output] };
}

/** @param context Tone's view of a native context. @throws where the browser can't load the limiter */
export async function createBus(context: Tone.BaseContext, settings: BusSettings): Promise<Bus> {
  const native = context.rawContext as AudioContext | OfflineAudioContext;
  await native.audioWorklet.addModule(limiterUrl);
  const effects = {
    room: createRoom(context, settings.room),
    compression: createCompression(context, settings.compression),
    saturation: createSaturation(context, settings.saturation),
  };
  const input = new Tone.Gain({ context });
  const output = new AudioWorkletNode(native, LIMITER_PROCESSOR, {
    channelCount: 2,
    channelCountMode: 'explicit',
    outputChannelCount: [2],
  });
  input.connect(effects.room.input);
  effects.room.output.connect(effects.compression.input);
  effects.compression.output.connect(effects.saturation.input);
  Tone.connect(effects.saturation.output, output);
  return {
    input,
    output,
    set: (parameter, value) => effects[parameter].set(value),
    dispose() {
      output.disconnect();
      for (const node of [input, ...Object.values(effects).flatMap(({ nodes }) => nodes)]) node.dispose();
    },
  };
}

/** Frames from the bus's input to its output, found out by sending a click through another one. Takes some 10 ms. */
export async function measureBusDelay(sampleRate: number): Promise<SampleFrame> {
  const from = Math.ceil(WARM_UP * sampleRate);
  const native = new OfflineAudioContext(2, from + Math.ceil(LONGEST_DELAY * sampleRate), sampleRate);
  const context = new Tone.OfflineContext(native);
  const bus = await createBus(context, { room: 0, compression: 0, saturation: 0 });
  const click = native.createBuffer(1, from + 1, sampleRate);
  click.copyToChannel(Float32Array.of(0.5), 0, from);
  const source = new AudioBufferSourceNode(native, { buffer: click });
  Tone.connect(source, bus.input);
  bus.output.connect(native.destination);
  source.start();
  const heard = (await native.startRendering()).getChannelData(0);
  bus.dispose();
  return (
    heard.reduce((loudest, sample, frame) => (Math.abs(sample) > Math.abs(heard[loudest]!) ? frame : loudest), 0) - from
  );
}
