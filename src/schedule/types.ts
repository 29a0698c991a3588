import type { Seconds, Unit } from '../core/units.ts';
import type { Sound } from '../core/voices.ts';

/** One stroke, with its one and only time. */
export interface DrumEvent {
  /** What is struck: a voice that the nets write, or a sound that the orchestration adds. */
  readonly voice: Sound;
  readonly velocity: Unit;
  /** Where it stands in the music, stream clock, micro-timing included. */
  readonly time: Seconds;
  /** When it must be heard: `time` + the fixed latency. */
  readonly dueAt: Seconds;
  readonly bar: number;
  readonly step: number;
}
