import { BehaviorSubject } from 'rxjs';
import type { PageClock } from '../../core/clock.ts';
import { UserError } from '../../core/errors.ts';
import type { Bpm, Hertz, Seconds } from '../../core/units.ts';
import { BEATS_PER_BAR } from '../../core/voices.ts';
import type { Source, SourceStatus } from '../types.ts';
import { type ChoreographyOptions, createChoreography, type DancedAccent } from './choreography.ts';
import type { DancerOrder, DancerReport } from './dancer-messages.ts';
import { type CameraView, FRONT_VIEW } from './virtual-camera.ts';

/** Everything may be left out: then it is the dance of the demo. */
export interface DancerOptions extends Partial<ChoreographyOptions> {
  readonly bpm?: Bpm;
  readonly view?: CameraView;
  readonly rate?: Hertz;
}

/** What the dancer really did, on the stream clock. */
export interface DancerTruth {
  readonly beats: readonly Seconds[];
  readonly downbeats: readonly Seconds[];
  readonly accents: readonly DancedAccent[];
}

/** A source that knows the answer. */
export interface DancerSource extends Source {
  /** Ground truth with from <= time < to; empty before the first start. */
  truth(from: Seconds, to: Seconds): DancerTruth;
}

const RATE: Hertz = 30;
const BPM: Bpm = 112;
/** Waves overhead with side steps, pumps with a turn, a march: a cheerful dance. */
const SEED = 5061;
/** The demo's dancer dances for 24 bars (51 s at 112 bpm) and then shows what stillness sounds like, for 3. */
const DANCE_BARS = 24;
const REST_BARS = 3;

function danceOf({ seed = SEED, bpm = BPM, tempo, still, ...rest }: DancerOptions): ChoreographyOptions {
  const bar = (BEATS_PER_BAR * 60) / bpm;
  return {
    seed,
    tempo: tempo ?? [{ at: 0, bpm }],
    still: still ?? { dance: DANCE_BARS * bar, rest: REST_BARS * bar },
    ...(rest.rubato && { rubato: rest.rubato }),
    ...(rest.accents && { accents: rest.accents }),
    ...(rest.unevenness !== undefined && { unevenness: rest.unevenness }),
  };
}

function emptyCanvas(view: CameraView): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = view.width;
  canvas.height = view.height;
  return canvas;
}

const failure = (what: string): SourceStatus => ({
  state: 'failed',
  error: new UserError('dancer', `The drawn dancer cannot be drawn: ${what}.`, 'Use a current browser, or a webcam.'),
});

/**
 * The drawn dancer. A worker draws it, shows it on `picture` and sends the same pixels into the port.
 * Every start begins the dance anew and on a new canvas: read `picture` after `start`.
 * Main thread.
 */
export function createDancerSource(clock: PageClock, options: DancerOptions = {}): DancerSource {
  const { view = FRONT_VIEW, rate = RATE } = options;
  const dance = danceOf(options);
  const choreography = createChoreography(dance);
  const status$ = new BehaviorSubject<SourceStatus>({ state: 'idle' });
  let picture = emptyCanvas(view);
  let fresh = true;
  let worker: Worker | null = null;
  let startedAt: Seconds | null = null;
  /** Ends the wait of a `start` that is still under way. */
  let settle: (status: SourceStatus) => void = () => undefined;

  const end = (status: SourceStatus): void => {
    worker?.terminate();
    worker = null;
    settle(status);
  };
  const hire = (port: MessagePort, start: Seconds): Worker => {
    const canvas = picture.transferControlToOffscreen();
    const order: DancerOrder = {
      canvas,
      port,
      rate,
      dance,
      view,
      start,
      clockOrigin: clock.origin,
      lookSeed: dance.seed,
    };
    const hired = new Worker(new URL('./dancer.worker.ts', import.meta.url), { type: 'module' });
    hired.onmessage = (_: MessageEvent<DancerReport>) => settle({ state: 'running' });
    hired.onerror = (event) => end(failure(event.message || 'its worker did not load'));
    hired.postMessage(order, [canvas, port]);
    return hired;
  };
  const start = (port: MessagePort): Promise<void> => {
    if (worker) end({ state: 'ended' });
    if (!fresh) picture = emptyCanvas(view);
    fresh = false;
    startedAt = clock.now();
    status$.next({ state: 'starting' });
    return new Promise((resolve) => {
      settle = (status) => {
        status$.next(status);
        resolve();
      };
      if ('transferControlToOffscreen' in picture) worker = hire(port, startedAt ?? 0);
      else settle(failure('this browser has no OffscreenCanvas'));
    });
  };
  const stop = (): void => end({ state: 'ended' });
  const truth = (from: Seconds, to: Seconds): DancerTruth => {
    if (startedAt === null) return { beats: [], downbeats: [], accents: [] };
    const origin = startedAt;
    const [a, b] = [Math.max(0, from - origin), Math.max(0, to - origin)];
    return {
      beats: choreography.beats(a, b).map((time) => time + origin),
      downbeats: choreography.downbeats(a, b).map((time) => time + origin),
      accents: choreography.accents(a, b).map(({ time, strength }) => ({ time: time + origin, strength })),
    };
  };
  return {
    kind: 'dancer',
    yields: 'image',
    status$,
    get picture() {
      return picture;
    },
    start,
    stop,
    truth,
  };
}
