import { type Observable, Subject } from 'rxjs';
import tapUrl from '../../../worklets/tap.worklet.ts?worker&url';
import { UserError } from '../../core/errors.ts';
import type { Seconds } from '../../core/units.ts';
import { TAP_PROCESSOR, type TapChunk } from '../../outputs/synth/protocol.ts';
import { createOnsetDetector } from './onset-detector.ts';

/** Hears onsets on the clock of an AudioContext. */
export interface Microphone {
  /** AudioContext times at which something sudden came in, told about 0.1 s later. */
  readonly onset$: Observable<Seconds>;
  /** From the air to the AudioContext, as the browser says, or a guess where it doesn't. */
  readonly latency: Seconds;
  close(): void;
}

/** Opens the microphone for an AudioContext that runs. @throws UserError 'microphone-...' */
export type OpenMicrophone = (context: AudioContext) => Promise<Microphone>;

export type MicrophoneDevices = Pick<MediaDevices, 'getUserMedia'>;

/** As it is: what browsers do to make speech clear takes claps and clicks away, or smears them. */
const RAW: MediaTrackConstraints = {
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
  channelCount: 1,
};

/** Assumed where the browser doesn't tell the input latency: a small buffer and its transport. */
const USUAL_LATENCY: Seconds = 0.02;

function trouble(cause: unknown): UserError {
  const name = cause instanceof Error ? cause.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError')
    return new UserError(
      'microphone-denied',
      'The browser was not allowed to use the microphone.',
      "Allow the microphone in the page's site settings, then calibrate again.",
      { cause },
    );
  if (name === 'NotFoundError')
    return new UserError('microphone-missing', 'No microphone was found.', 'Plug one in, then calibrate again.', {
      cause,
    });
  return new UserError(
    'microphone-unavailable',
    `The microphone could not be opened (${cause instanceof Error ? cause.message : cause}).`,
    'Close other programs that use it, then calibrate again.',
    { cause },
  );
}

/** @param devices undefined where the browser or an insecure page has none */
export function createOpenMicrophone(
  devices: MicrophoneDevices | undefined = globalThis.navigator?.mediaDevices,
): OpenMicrophone {
  return async (context) => {
    if (!devices) throw trouble(new Error('this page gets none'));
    const stream = await devices.getUserMedia({ audio: RAW }).catch((cause) => {
      throw trouble(cause);
    });
    await context.audioWorklet.addModule(tapUrl);
    const source = context.createMediaStreamSource(stream);
    const node = new AudioWorkletNode(context, TAP_PROCESSOR, { numberOfOutputs: 0, channelCount: 1 });
    source.connect(node);
    const detector = createOnsetDetector(context.sampleRate);
    const onset$ = new Subject<Seconds>();
    node.port.onmessage = ({ data }: MessageEvent<TapChunk>) => {
      for (const frame of detector.push(data.left, data.frame)) onset$.next(frame / context.sampleRate);
    };
    const settings: MediaTrackSettings & { latency?: Seconds } = stream.getAudioTracks()[0]?.getSettings() ?? {};
    return {
      onset$,
      latency: settings.latency || USUAL_LATENCY,
      close() {
        source.disconnect();
        node.port.close();
        for (const track of stream.getTracks()) track.stop();
        onset$.complete();
      },
    };
  };
}
