import { createPageClock } from '../../src/core/clock.ts';
import { VOICES } from '../../src/core/voices.ts';
import { createEventWriter, strokeSink } from '../../src/outputs/synth/event-writer.ts';
import type { AudioClockSample, StrokeChannel, StrokeMessage } from '../../src/outputs/types.ts';

/** Plays the part of the music worker: a stroke every `interval` seconds, handed over 0.1 s and the lead ahead by a 10 ms tick. */
export type PlayerMessage =
  | { readonly type: 'open'; readonly channel: StrokeChannel; readonly origin: number }
  | { readonly type: 'clock'; readonly sample: AudioClockSample }
  | { readonly type: 'play'; readonly count: number; readonly interval: number };

export interface PlayerReport {
  readonly strokes: readonly StrokeMessage[];
  readonly dueAts: readonly number[];
  readonly dropped: number;
}

let clock = createPageClock();
let writer: ReturnType<typeof createEventWriter>;
const strokes: StrokeMessage[] = [];

function open(channel: StrokeChannel, origin: number): void {
  clock = createPageClock(origin);
  const sink = strokeSink(channel);
  writer = createEventWriter((stroke) => {
    strokes.push(stroke);
    return sink(stroke);
  });
}

function play(count: number, interval: number): void {
  const start = clock.now() + 0.5 + writer.lead;
  const dueAts = Array.from({ length: count }, (_, i) => start + i * interval);
  let next = 0;
  const timer = setInterval(() => {
    const now = clock.now();
    for (; next < count && dueAts[next]! <= now + 0.1 + writer.lead; next += 1) {
      const time = dueAts[next]!;
      writer.write([{ voice: VOICES[2], velocity: 0.8, time, dueAt: time, bar: 0, step: 0 }], now);
    }
    if (now < start + count * interval + 0.3) return;
    clearInterval(timer);
    postMessage({ strokes, dueAts, dropped: writer.counts.dropped } satisfies PlayerReport);
  }, 10);
}

self.onmessage = ({ data }: MessageEvent<PlayerMessage>) => {
  if (data.type === 'open') open(data.channel, data.origin);
  else if (data.type === 'clock') writer.addClock(data.sample);
  else play(data.count, data.interval);
};
