import type { Observable, Subscription } from 'rxjs';
import { conform, PARAMETERS } from '../../config.ts';
import { UserError } from '../../core/errors.ts';
import type { Milliseconds, Seconds } from '../../core/units.ts';
import { type BodyMoment, createClapWatch } from './clap-watch.ts';
import type { Clicks } from './clicks.ts';
import { estimateLag, type Lag } from './lag.ts';
import type { Microphone } from './microphone.ts';
import type { CalibratedParameter } from './store.ts';
import type { CalibrationProgress, CalibrationResult } from './types.ts';

/** What a procedure works with: the page's own, or a simulation. */
export interface CalibrationParts {
  /** Stream clock. */
  readonly now: () => Seconds;
  /** Rejects when the calibration is given up. */
  readonly wait: (duration: Seconds) => Promise<void>;
  /** Music off, the audio clock running. @throws UserError where there is no sound */
  readonly openAudio: () => Promise<void>;
  readonly openMicrophone: () => Promise<Microphone>;
  readonly playClicks: (count: number, interval: Seconds) => Clicks;
  /** Stream time at which the loudspeaker plays this AudioContext time, as far as is known: `outputDelay` counted in. */
  readonly heardAt: (contextTime: Seconds) => Seconds;
  /** How far rendering runs ahead of the loudspeaker, as the browser says. */
  readonly lead: () => Seconds;
  readonly body$: Observable<BodyMoment>;
  readonly tap$: Observable<Seconds>;
  readonly setting: (parameter: CalibratedParameter) => Milliseconds;
  readonly say: (progress: Partial<CalibrationProgress> & Pick<CalibrationProgress, 'step' | 'instruction'>) => void;
}

export type Procedure = (parts: CalibrationParts) => Promise<CalibrationResult>;

const CLICKS = 8;
/** Longer than any way through Bluetooth and back. */
const CLICK_INTERVAL: Seconds = 0.9;
const CLAPS = 8;
const CLAP_PATIENCE: Seconds = 45;
/** From hands to microphone: an assumption of a metre and a half, at 343 m/s. */
const SOUND_TRAVEL: Seconds = 1.5 / 343;
const TAPS = 14;
const TAP_INTERVAL: Seconds = 0.75;
/** From the frame that the light is drawn in to the light: two refreshes at 60 Hz. An assumption; screens differ by some 10 ms. */
const DISPLAY_DELAY: Seconds = 2 / 60;

const ROUND_TRIP = { earliest: 0, latest: 0.8, width: 0.01 };
const TAPPING = { earliest: -0.35, latest: 0.35, width: 0.1 };
const CLAP_WIDTH: Seconds = 0.05;

/** Keeps what a stream brings until told to stop. */
function collect<T>(stream$: Observable<T>): { readonly values: readonly T[] } & Pick<Subscription, 'unsubscribe'> {
  const values: T[] = [];
  const subscription = stream$.subscribe((value) => values.push(value));
  return { values, unsubscribe: () => subscription.unsubscribe() };
}

/** One answer lies nowhere: two make a spread. */
const spreadOf = (lag: Lag | null): Milliseconds | null => (lag && lag.pairs > 1 ? lag.spread * 1000 : null);

function resultOf(
  parts: CalibrationParts,
  parameter: CalibratedParameter,
  { lag, spread, error, pairs, rejected, confident }: Lag,
  roundTrip: Seconds | null,
): CalibrationResult {
  const value = conform(parameter, parts.setting(parameter) + lag * 1000);
  const ms = { spread: spread * 1000, error: error * 1000, roundTrip: roundTrip === null ? null : roundTrip * 1000 };
  return { parameter, value, ...ms, used: pairs, rejected, confident };
}

/** From a sample given to the loudspeaker to the same heard by the microphone; null where the clicks were not heard. */
async function measureRoundTrip(parts: CalibrationParts, microphone: Microphone): Promise<Seconds | null> {
  parts.say({
    step: 'clicks',
    instruction: 'Keep quiet for a moment: the page listens to its own clicks.',
    wanted: CLICKS,
  });
  const onsets = collect(microphone.onset$);
  const clicks = parts.playClicks(CLICKS, CLICK_INTERVAL);
  try {
    await parts.wait((CLICKS + 1) * CLICK_INTERVAL);
    const trip = estimateLag(clicks.times, onsets.values, ROUND_TRIP);
    return trip?.confident ? trip.lag : null;
  } finally {
    clicks.stop();
    onsets.unsubscribe();
  }
}

/**
 * Claps, seen and heard. What the microphone hears at AudioContext time c was in the air when the loudspeaker played c less
 * the round trip. So neither the microphone's latency nor the loudspeaker's need be known one by one; and a latency of the
 * loudspeaker that the browser doesn't know makes the camera's delay come out that much larger, which takes it out again of
 * what the dancer hears. Without a round trip (headphones) the browser's own figures must do.
 */
export const calibrateByClaps: Procedure = async (parts) => {
  await parts.openAudio();
  const microphone = await parts.openMicrophone();
  const seen: Seconds[] = [];
  const watch = createClapWatch();
  const watching = parts.body$.subscribe((moment) => {
    const met = watch.step(moment);
    if (met !== null) seen.push(met);
  });
  const heard: Seconds[] = [];
  try {
    const roundTrip = await measureRoundTrip(parts, microphone);
    const trip = roundTrip ?? parts.lead() + parts.setting('outputDelay') / 1000 + microphone.latency;
    seen.length = 0;
    microphone.onset$.subscribe((time) => heard.push(parts.heardAt(time - trip) - SOUND_TRAVEL));
    const lag = await countClaps(parts, heard, seen);
    if (lag) return resultOf(parts, 'cameraDelay', lag, roundTrip);
    throw new UserError(
      'calibration-no-claps',
      `${heard.length} claps were heard and ${seen.length} were seen, but none of them together.`,
      'Stand so that both hands can be seen, clap loudly about once a second, and try again.',
    );
  } finally {
    watching.unsubscribe();
    microphone.close();
  }
};

/** Until enough were both heard and seen. */
async function countClaps(parts: CalibrationParts, heard: readonly Seconds[], seen: readonly Seconds[]) {
  const { min, max } = PARAMETERS.cameraDelay;
  const current = parts.setting('cameraDelay');
  const search = { earliest: (min - current) / 1000, latest: (max - current) / 1000, width: CLAP_WIDTH };
  const end = parts.now() + CLAP_PATIENCE;
  for (;;) {
    const lag = estimateLag(heard, seen, search);
    const taken = Math.min(CLAPS, lag?.pairs ?? 0);
    const instruction = 'Clap your hands in front of the camera, about once a second.';
    parts.say({ step: 'clap', instruction, taken, wanted: CLAPS, spread: spreadOf(lag) });
    if (taken === CLAPS || parts.now() > end) return lag;
    await parts.wait(0.25);
  }
}

/** @returns how much later than the marks the taps come, and null where there were none */
async function tapAlong(
  parts: CalibrationParts,
  marks: readonly Seconds[],
  words: Pick<CalibrationProgress, 'step' | 'instruction' | 'flashes'>,
): Promise<Lag | null> {
  const taps = collect(parts.tap$);
  try {
    while (parts.now() < marks.at(-1)! + TAP_INTERVAL) {
      const spread = spreadOf(estimateLag(marks, taps.values, TAPPING));
      parts.say({ ...words, taken: Math.min(TAPS, taps.values.length), wanted: TAPS, spread });
      await parts.wait(0.25);
    }
    return estimateLag(marks, taps.values, TAPPING);
  } finally {
    taps.unsubscribe();
  }
}

/**
 * Taps to a light, then to clicks. A person's taps lie before what they are tapped to, by a habit of their own (Repp and Su,
 * Sensorimotor synchronization, Psychon. Bull. Rev. 20, 2013): what the taps to the clicks come later than those to the light
 * is what the browser doesn't know of the sound's way.
 */
export const calibrateByTaps: Procedure = async (parts) => {
  await parts.openAudio();
  const first = parts.now() + 1;
  const flashes = Array.from({ length: TAPS }, (_, i) => first + i * TAP_INTERVAL);
  const light = await tapAlong(parts, flashes, {
    step: 'light',
    instruction: 'Tap T each time the light flashes.',
    flashes,
  });
  const clicks = parts.playClicks(TAPS, TAP_INTERVAL);
  try {
    const heard = clicks.times.map(parts.heardAt);
    const words = { step: 'sound', instruction: 'Now tap T with the clicks.', flashes: [] } as const;
    const sound = await tapAlong(parts, heard, words);
    if (light && sound) return resultOf(parts, 'outputDelay', difference(sound, light), null);
    throw new UserError(
      'calibration-no-taps',
      'There were too few taps to the light or to the clicks.',
      'Tap T with every flash and every click, and try again.',
    );
  } finally {
    clicks.stop();
  }
};

/** The light was seen DISPLAY_DELAY after its mark. */
const difference = (sound: Lag, light: Lag): Lag => ({
  lag: sound.lag - (light.lag - DISPLAY_DELAY),
  spread: Math.max(sound.spread, light.spread),
  error: Math.hypot(sound.error, light.error),
  pairs: sound.pairs + light.pairs,
  rejected: sound.rejected + light.rejected,
  confident: sound.confident && light.confident,
});
