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
}

/** Median time of a stage, undefined where it was never measured. */
function median({ latency }: Metrics, stage: string): number | undefined {
  const summary = latency[stage];
  return summary && summary.count > 0 ? summary.p50 : undefined;
}

function judge(metrics: Metrics): Pick<Health, 'level' | 'word'> {
  const { lateEvents, droppedEvents, fallbackBars, poseRate } = metrics;
  if (lateEvents > 0) return { level: 'bad', word: 'Heard late' };
  if (droppedEvents > 0) return { level: 'strained', word: 'Strokes dropped' };
  if (fallbackBars > 0) return { level: 'strained', word: 'Drum model failing' };
  if (poseRate === 0) return { level: 'strained', word: 'No poses' };
  if (poseRate < FEW_POSES) return { level: 'strained', word: 'Few pictures' };
  if ((median(metrics, 'slack') ?? SHORT_SLACK_MS) < SHORT_SLACK_MS)
    return { level: 'strained', word: 'Close to late' };
  return { level: 'good', word: 'On time' };
}

function rows(metrics: Metrics): Health['rows'] {
  const { latency } = metrics;
  const stage = (name: string): string => {
    const summary = latency[name];
    return summary && summary.count > 0 ? `${formatMs(summary.p50)}, p95 ${formatMs(summary.p95)}` : '–';
  };
  return [
    ['Poses', `${metrics.poseRate.toFixed(1)} a second`],
    ['Pose model', `${stage('pose')}, ${metrics.poseDelegate}`],
    ['Pictures dropped', `${metrics.framesDropped} of ${metrics.framesIn}`],
    ['Pictures without a person', String(metrics.framesWithoutPerson)],
    ['Age of a beat estimate', stage('age')],
    ['Drum model', `${stage('drums')}, ${metrics.provider}`],
    ['Bars written', `${metrics.bars}, ${metrics.fallbackBars} by fallback`],
    ['Slack at hand-over', stage('slack')],
    ['Strokes', `${metrics.events}, ${metrics.lateEvents} late, ${metrics.droppedEvents} dropped`],
  ];
}

/** The health of a run from its metrics. Null: nothing measured yet. */
export function healthOf(metrics: Metrics | null): Health {
  if (!metrics || metrics.framesIn === 0)
    return { level: 'strained', word: 'No pictures yet', line: 'waiting for the source', rows: [] };
  const line = [
    `${Math.round(metrics.poseRate)} poses/s`,
    `pose ${formatMs(median(metrics, 'pose'))}`,
    `age ${formatMs(median(metrics, 'age'))}`,
    `${metrics.lateEvents} late`,
  ].join(' · ');
  return { ...judge(metrics), line, rows: rows(metrics) };
}
