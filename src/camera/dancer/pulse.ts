import type { Unit } from '../../core/units.ts';
import { ease } from './stillness.ts';

/**
 * When a part of the body goes from one key pose to the next, in beats.
 *
 * Phase convention (what is known of real dance: wrists are slowest at 0.75-0.92 of a beat and fastest 0.1-0.25 after
 * it, the pelvis is lowest 0.1-0.25 before it, feet land on it or just before): a pose is *reached* shortly before
 * its beat and *left* right around it. `offset` is how far from the onset, negative is early.
 */
export interface Pulse {
  /** Length of the rhythm in beats, and where in it the onsets are, in rising order. */
  readonly cycle: number;
  readonly onsets: readonly number[];
  /** Beats; negative is early. */
  readonly offset: number;
  /** Part of the gap between onsets that is spent travelling; small is sharp. */
  readonly travel: Unit;
  /** 0: travel begins at the onset, 1: travel ends at the onset. */
  readonly align: Unit;
}

/** Between key poses `index` and `index + 1`, and how far. */
export interface Travel {
  readonly index: number;
  readonly progress: Unit;
}

export function travelAt(pulse: Pulse, beat: number): Travel {
  const { cycle, onsets, offset, travel, align } = pulse;
  const position = beat - offset - onsets[0]!;
  const round = Math.floor(position / cycle);
  const within = position - round * cycle + onsets[0]!;
  const i = onsets.findLastIndex((onset) => onset <= within + 1e-9);
  const onset = onsets[Math.max(0, i)]!;
  const gap = (onsets[i + 1] ?? onsets[0]! + cycle) - onset;
  const passed = (within - onset) / gap;
  return {
    index: round * onsets.length + Math.max(0, i),
    progress: ease((passed - align * (1 - travel)) / travel),
  };
}

/** The item of an endless repetition. */
export function cyclically<T>(items: readonly T[], index: number): T {
  return items[((index % items.length) + items.length) % items.length]!;
}
