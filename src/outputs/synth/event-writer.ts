import { createClockMap } from '../../core/clock-map.ts';
import { createRingWriter } from '../../core/ring.ts';
import type { Seconds } from '../../core/units.ts';
import { SOUNDS } from '../../core/voices.ts';
import type { DrumEvent } from '../../schedule/types.ts';
import type { AudioClockSample, StrokeChannel, StrokeMessage } from '../types.ts';

/** Takes a stroke to the audio thread; false if it has no room. */
export type StrokeSink = (stroke: StrokeMessage) => boolean;

/** What became of the strokes given to {@link EventWriter.write}. */
export interface WriteCounts {
  readonly written: number;
  /** Not handed over: the audio thread would have been past their frame, or the clocks were not known yet, or there was no room. */
  readonly dropped: number;
}

/** Puts strokes on the audio clock. Music worker; pure but for the sink. */
export interface EventWriter {
  /** null: the audio clock has stopped (suspended, asleep); strokes are dropped until it is known again. */
  addClock(sample: AudioClockSample | null): void;
  /** Hands over those that can still be on time. */
  write(events: readonly DrumEvent[], now: Seconds): void;
  /** The earliest that a stroke handed over at `now` could be heard is `now` + lead. */
  readonly lead: Seconds;
  /** True once strokes can be placed. */
  readonly ready: boolean;
  readonly counts: WriteCounts;
}

/** Rendering runs in bursts of 10 ms and more: of the leads seen lately (3 s) all but the wildest count, and one burst more. */
const LEADS = 128;
const WILD = 0.05;
const MARGIN: Seconds = 0.01;

/** Of a thread that was held up while it read the clocks comes a lead that never was. */
const largest = (leads: readonly Seconds[]): Seconds =>
  [...leads].sort((a, b) => b - a)[Math.floor(leads.length * WILD)] ?? 0;

export function strokeSink(channel: StrokeChannel): StrokeSink {
  if (channel.kind === 'port') {
    return (stroke) => {
      channel.port.postMessage(stroke);
      return true;
    };
  }
  const writer = createRingWriter(channel.ring);
  return ({ frame, voice, velocity, serial }) => writer.write([frame, voice, velocity, serial]);
}

export function createEventWriter(sink: StrokeSink): EventWriter {
  const map = createClockMap();
  let leads: Seconds[] = [];
  let delay: Seconds = 0;
  let sampleRate = 0;
  let serial = 0;
  let dropped = 0;
  let written = 0;
  const lead = (): Seconds => largest(leads) + MARGIN;

  /** @param earliest audio-clock time that rendering may have come to */
  const place = (event: DrumEvent, earliest: Seconds): boolean => {
    const time = map.toTarget(event.dueAt - delay);
    if (!map.ready || time < earliest) return false;
    const voice = SOUNDS.indexOf(event.voice);
    return sink({ frame: Math.round(time * sampleRate), voice, velocity: event.velocity, serial });
  };

  return {
    addClock(sample) {
      if (!sample) {
        map.reset();
        leads = [];
        return;
      }
      map.add(sample.pageTime, sample.contextTime);
      leads = [...leads.slice(1 - LEADS), sample.lead];
      delay = sample.delay;
      sampleRate = sample.sampleRate;
    },
    write(events, now) {
      const earliest = map.toTarget(now - delay) + lead();
      for (const event of events) {
        if (place(event, earliest)) written += 1;
        else dropped += 1;
        serial += 1;
      }
    },
    get lead() {
      return lead();
    },
    get ready() {
      return map.ready;
    },
    get counts() {
      return { written, dropped };
    },
  };
}
