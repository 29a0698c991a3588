import { COMMIT_LEAD } from '../../beat/types.ts';
import type { Milliseconds } from '../../core/units.ts';
import type { Metrics } from '../../engine/types.ts';
import { formatMs } from './format.ts';

/** Below this many poses a second beats are placed visibly worse: a 150 bpm 16th is 100 ms. */
const FEW_POSES = 15;
/** Strokes handed over with less than this to spare are one stutter from being dropped. */
const SHORT_SLACK_MS = 20;

/** How the instrument is doing, in one word, one line and a table. */
export interface Health {
  readonly level: 'good' | 'strained' | 'bad';
  readonly word: string;
  readonly line: string;
  readonly rows: readonly (readonly [label: string, value: string])[];
  /** Where the time goes between a movement and the beat that it announces; empty where nothing was measured. */
  readonly budget: readonly BudgetPart[];
}

/** A stretch of the time from shutter to beat, one after the other. */
export interface BudgetPart {
  readonly label: string;
  readonly ms: Milliseconds;
}

/** What the metrics don't know. */
export interface HealthContext {
  /** What is subtracted from every frame's time: 0 where the source is no webcam. */
  readonly cameraDelay: Milliseconds;
  /** The constant from a beat of the body to its sound. */
  readonly latency: Milliseconds;
}

/** Median time of a stage, undefined where it was never measured. */
function median({ latency }: Metrics, stage: string): number | undefined {
  const summary = latency[stage];
  return summary && summary.count > 0 ? summary.p50 : undefined;
}

function judge(metrics: Metrics): Pick<Health, 'level' | 'word'> {
  const { lateEvents, droppedEvents, fallbackBars, poseRate, midi } = metrics;
  if (lateEvents > 0) return { level: 'bad', word: 'Strokes too late' };
  if (midi.late > 0) return { level: 'bad', word: 'MIDI late' };
  if (droppedEvents > 0) return { level: 'strained', word: 'Strokes dropped' };
  if (fallbackBars > 0) return { level: 'strained', word: 'Drum model failing' };
  if (poseRate === 0) return { level: 'strained', word: 'No poses' };
  if (poseRate < FEW_POSES) return { level: 'strained', word: 'Few pictures' };
  if ((median(metrics, 'slack') ?? SHORT_SLACK_MS) < SHORT_SLACK_MS)
    return { level: 'strained', word: 'Close to late' };
  return { level: 'good', word: 'On time' };
}

/** What was to spare at worst and usually, of what there is to spare. */
function slackOf({ latency, slackBudget }: Metrics): string {
  const slack = latency['slack'];
  if (!slack || slack.count === 0) return '–';
  return `${formatMs(slack.p50)} of ${formatMs(slackBudget)}, least ${formatMs(slack.min)}`;
}

/**
 * A bar's first beat is committed COMMIT_LEAD ahead. Of that, shutter to beat estimate ('age', in which the camera's delay is counted) and
 * the writing of a bar are spent; the rest is to spare.
 */
function budgetOf(metrics: Metrics, cameraDelay: Milliseconds): readonly BudgetPart[] {
  const age = median(metrics, 'age');
  if (age === undefined) return [];
  const pose = Math.min(age, median(metrics, 'pose') ?? 0);
  const camera = Math.min(age - pose, cameraDelay);
  const drums = median(metrics, 'drums') ?? 0;
  return [
    { label: 'Camera', ms: camera },
    { label: 'Pose', ms: pose },
    { label: 'Beat', ms: age - pose - camera },
    { label: 'Drums', ms: drums },
    { label: 'To spare', ms: Math.max(0, COMMIT_LEAD * 1000 - age - drums) },
  ];
}

function lateWords({ lateEvents, midi }: Metrics): string {
  if (midi.late === 0) return `${lateEvents} late`;
  return `sound ${lateEvents} late · MIDI ${midi.late} late`;
}

function rows(metrics: Metrics, { latency: constant }: HealthContext): Health['rows'] {
  const { latency, midi } = metrics;
  const stage = (name: string): string => {
    const summary = latency[name];
    return summary && summary.count > 0 ? `${formatMs(summary.p50)}, p95 ${formatMs(summary.p95)}` : '–';
  };
  return [
    ['Poses', `${metrics.poseRate.toFixed(1)} a second`],
    ['Pose model', `${stage('pose')}, ${metrics.poseDelegate}`],
    ['Pictures dropped', `${metrics.framesDropped} of ${metrics.framesIn}`],
    ['Pictures without a person', String(metrics.framesWithoutPerson)],
    ['Movement to beat', stage('age')],
    ['Drum model', `${stage('drums')}, ${metrics.provider}`],
    ['Bars written', `${metrics.bars}, ${metrics.fallbackBars} by fallback`],
    ['Slack at hand-over', slackOf(metrics)],
    ['Latency', `${constant} ms, constant`],
    ['Strokes', `${metrics.events}, ${metrics.lateEvents} late, ${metrics.droppedEvents} dropped`],
    ['MIDI notes', `${midi.sent}, ${midi.late} late, ${midi.dropped} dropped`],
  ];
}

/** The health of a run from its metrics. Null: nothing measured yet. */
export function healthOf(metrics: Metrics | null, context: HealthContext): Health {
  if (!metrics || metrics.framesIn === 0)
    return { level: 'strained', word: 'No pictures yet', line: 'waiting for the source', rows: [], budget: [] };
  const line = [
    `${Math.round(metrics.poseRate)} poses/s`,
    `movement to beat ${formatMs(median(metrics, 'age'))}`,
    lateWords(metrics),
  ].join(' · ');
  return { ...judge(metrics), line, rows: rows(metrics, context), budget: budgetOf(metrics, context.cameraDelay) };
}
