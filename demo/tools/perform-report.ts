import type { Beat } from '../../src/beat/types.ts';
import type { LatencyReading } from '../../src/core/latency-meter.ts';
import { STEPS, VOICE_COUNT } from '../../src/core/voices.ts';
import type { DrumBar, Provider } from '../../src/drums/types.ts';
import type { Take } from '../../src/engine/offline.ts';

/** What the report says beside counts and times. */
export interface TakeFacts {
  readonly recording: string;
  readonly seed: number;
  readonly beatFinder: string;
  readonly provider: Provider;
  readonly models: Readonly<Record<string, string>>;
}

const round = (value: number, digits = 6): number => Number(value.toFixed(digits));

/** A [16 x 9] array as 16 lists of 9. */
function rows(values: ArrayLike<number>): number[][] {
  const flat = Array.from(values, (value) => round(value, 4));
  return Array.from({ length: STEPS }, (_, step) => flat.slice(step * VOICE_COUNT, (step + 1) * VOICE_COUNT));
}

/** One line of `beats.jsonl`. */
export function beatLine({ time, emittedAt, bpm, confidence, beatInBar, bar }: Beat): string {
  const exact = {
    time: round(time),
    emittedAt: round(emittedAt),
    bpm: round(bpm, 3),
    confidence: round(confidence, 4),
  };
  return JSON.stringify({ ...exact, beatInBar, bar });
}

/** One line of `bars.jsonl`. */
export function barLine({ request, hits, velocity, offset, elapsedMs, provider }: DrumBar): string {
  return JSON.stringify({
    bar: request.bar,
    start: round(request.start),
    bpm: round(request.bpm, 3),
    decidedAt: round(request.decidedAt),
    danced: request.danced,
    rhythm: Array.from(request.rhythm, (value) => round(value, 4)),
    hits: rows(hits),
    velocity: rows(velocity),
    offset: rows(offset),
    elapsedMs: round(elapsedMs, 2),
    provider,
  });
}

const fallbacks = (take: Take): number => take.bars.filter(({ provider }) => provider === 'fallback').length;

/** `report.json`. Off line nothing can reach an output late; what had no time left is counted as dropped. */
export function report(
  take: Take,
  droppedEvents: number,
  facts: TakeFacts,
  latency: Readonly<Record<string, LatencyReading>>,
): object {
  return {
    ...facts,
    versions: { node: process.version, package: process.env['npm_package_version'] ?? 'unknown' },
    counts: {
      frames: take.frames,
      framesWithoutPerson: take.framesWithoutPerson,
      beats: take.beats.length,
      bars: take.bars.length,
      fallbackBars: fallbacks(take),
      events: take.events.length,
      lateEvents: 0,
      droppedEvents,
    },
    seconds: take.seconds,
    latencyMs: latency,
  };
}

/** One line for a person. */
export function summary(name: string, take: Take): string {
  const bpm = take.beats.at(-1)?.bpm;
  const tempo = bpm === undefined ? 'no beat found' : `${bpm.toFixed(1)} bpm at the end`;
  const counts = `${take.beats.length} beats, ${take.bars.length} bars, ${take.events.length} strokes`;
  return `${name}: ${take.seconds.toFixed(1)} s, ${tempo}, ${counts}`;
}
