import type { BeatState } from '../beat/types.ts';
import { STEPS } from '../core/voices.ts';
import type { DrumBar } from '../drums/types.ts';
import type { PoseStats } from '../pose/types.ts';
import type { MusicMetrics, MusicMoment } from './music-protocol.ts';
import type { EngineState, Metrics, MidiCounts } from './types.ts';

/** Bars kept for display: the one that sounds, the one that comes, and those that were on the way when one was counted. */
const KEPT_BARS = 4;

const RESTING: BeatState = { time: 0, mode: 'rest', bpm: 0, phase: 0, confidence: 0, committed: [] };

/** Before the first motion frame. */
export const SILENT_MOMENT: MusicMoment = {
  beat: RESTING,
  accents: new Array<number>(STEPS).fill(0),
  descriptors: { energy: 0, regularity: 0, balance: 0, arms: 0.5 },
  motion: {
    time: 0,
    energy: { leftArm: 0, rightArm: 0, leftLeg: 0, rightLeg: 0, trunk: 0, whole: 0 },
    activity: 0,
  },
  bar: -1,
  step: -1,
};

/** The newest bars, oldest first. */
export const keepBars = (bars: readonly DrumBar[], bar: DrumBar): readonly DrumBar[] =>
  [...bars, bar].slice(-KEPT_BARS);

/** What the page shows, from what the threads said last. */
export function viewState(
  moment: MusicMoment,
  bars: readonly DrumBar[],
  source: EngineState['source'],
  running: boolean,
): EngineState {
  const { beat, accents, descriptors, bar, step } = moment;
  const playing = bars.find(({ request }) => request.bar === bar) ?? null;
  const next = bars.at(-1);
  const coming = beat.mode === 'locked' && next && next.request.bar > bar ? next : null;
  return { running, source, beat, accents, descriptors, playing, coming, step };
}

const NO_MUSIC: MusicMetrics = {
  beats: 0,
  bars: 0,
  fallbackBars: 0,
  events: 0,
  droppedEvents: 0,
  slackBudget: 0,
  provider: 'fallback',
  latency: {},
};

const NO_MIDI: MidiCounts = { sent: 0, late: 0, dropped: 0 };

/** All threads' counts in one object. */
export function viewMetrics(
  music: MusicMetrics | null,
  pose: PoseStats | null,
  lateEvents: number,
  midi: MidiCounts = NO_MIDI,
): Metrics {
  const { latency, ...counts } = music ?? NO_MUSIC;
  return {
    ...counts,
    lateEvents,
    midi,
    framesIn: pose?.framesIn ?? 0,
    framesDropped: pose?.framesDropped ?? 0,
    framesWithoutPerson: pose?.framesWithoutPerson ?? 0,
    poseRate: pose?.rate ?? 0,
    poseDelegate: pose?.delegate ?? 'none',
    latency: pose ? { pose: pose.detect, ...latency } : latency,
  };
}
