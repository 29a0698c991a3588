import { Subject } from 'rxjs';
import { createClockMap } from '../../core/clock-map.ts';
import { UserError } from '../../core/errors.ts';
import type { Milliseconds, Seconds } from '../../core/units.ts';
import type { SynthOutput } from '../../outputs/types.ts';
import { createCalibration } from './calibrate.ts';
import { playClicks } from './clicks.ts';
import { createOpenMicrophone, type OpenMicrophone } from './microphone.ts';
import type { CalibrationParts } from './procedures.ts';
import { type CalibratedParameter, createCalibrationStore, type Device } from './store.ts';
import type { Calibration, CalibrationKind } from './types.ts';

export interface CalibrationDeskOptions {
  readonly now: () => Seconds;
  readonly synth: Pick<SynthOutput, 'clock$' | 'start' | 'tap'>;
  readonly body$: CalibrationParts['body$'];
  /** What the camera in use shows; null without a camera. */
  readonly picture: () => HTMLVideoElement | HTMLCanvasElement | null;
  readonly get: (parameter: CalibratedParameter) => Milliseconds;
  readonly set: (parameter: CalibratedParameter, value: Milliseconds) => void;
  readonly stopMusic: () => void;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null;
  readonly openMicrophone?: OpenMicrophone;
}

/** Calibrations of the live instrument, and what is remembered of them. Main thread. */
export interface CalibrationDesk {
  calibrate(kind: CalibrationKind): Calibration;
  /** True where a calibration took the tap. */
  tap(time: Seconds): boolean;
  /** A camera, or a sound output, has come into use: what is remembered of it is set. */
  recall(parameter: CalibratedParameter): Promise<void>;
  /** The value, calibrated or set by hand, belongs to the camera or sound output in use. */
  remember(parameter: CalibratedParameter): Promise<void>;
}

const UNKNOWN: Device = { id: '', label: '' };

/** The camera behind a picture. */
function cameraOf(picture: ReturnType<CalibrationDeskOptions['picture']>): Device {
  const stream = picture && 'srcObject' in picture ? picture.srcObject : null;
  const track = stream instanceof MediaStream ? stream.getVideoTracks()[0] : undefined;
  return track ? { id: track.getSettings().deviceId ?? '', label: track.label } : UNKNOWN;
}

/** Where the sound goes; without the permission that names devices all outputs are the same unnamed one. */
async function outputOf(context: AudioContext | undefined): Promise<Device> {
  const sink = (context as (AudioContext & { readonly sinkId?: unknown }) | undefined)?.sinkId;
  const id = typeof sink === 'string' && sink !== '' ? sink : 'default';
  const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  const output = devices.find(({ kind, deviceId }) => kind === 'audiooutput' && deviceId === id);
  return { id, label: output?.label ?? '' };
}

export function createCalibrationDesk(options: CalibrationDeskOptions): CalibrationDesk {
  const { synth, get, set } = options;
  const openMicrophone = options.openMicrophone ?? createOpenMicrophone();
  const store = createCalibrationStore(options.storage);
  const tap$ = new Subject<Seconds>();
  const map = createClockMap();
  let lead: Seconds = 0;
  synth.clock$.subscribe((sample) => {
    if (!sample) return map.reset();
    map.add(sample.pageTime, sample.contextTime);
    lead = sample.lead - sample.delay;
  });

  const context = (): AudioContext => {
    if (synth.tap && map.ready) return synth.tap.context;
    throw new UserError(
      'calibration-no-sound',
      'There is no sound to calibrate.',
      'Press a key or click into the page, check the loudspeaker, and try again.',
    );
  };

  const device = (parameter: CalibratedParameter): Promise<Device> | Device =>
    parameter === 'cameraDelay' ? cameraOf(options.picture()) : outputOf(synth.tap?.context);

  /** Music off, and the audio clock known: 5 readings are. */
  const openAudio = async (): Promise<void> => {
    options.stopMusic();
    await synth.start();
    for (let wait = 0; wait < 20 && !map.ready; wait += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    context();
  };

  /** Without a camera there is none to remember anything of. */
  const remember = async (parameter: CalibratedParameter): Promise<void> => {
    const used = await device(parameter);
    if (used !== UNKNOWN) store.save(parameter, used, get(parameter));
  };

  return {
    remember,
    calibrate(kind) {
      const parts = {
        now: options.now,
        openAudio,
        openMicrophone: () => openMicrophone(context()),
        playClicks: (count: number, interval: Seconds) => playClicks(context(), count, interval),
        heardAt: (time: Seconds) => map.toSource(time) + get('outputDelay') / 1000,
        lead: () => lead,
        body$: options.body$,
        tap$,
        setting: get,
      };
      return createCalibration(kind, parts, ({ parameter, value }) => {
        set(parameter, value);
        void remember(parameter);
      });
    },
    tap(time) {
      if (!tap$.observed) return false;
      tap$.next(time);
      return true;
    },
    async recall(parameter) {
      const value = store.load(parameter, await device(parameter));
      if (value !== null) set(parameter, value);
    },
  };
}
