import type { Beat } from '../../src/beat/types.ts';
import { STEPS, VOICE_COUNT } from '../../src/core/voices.ts';
import type { DrumBar } from '../../src/drums/types.ts';

/** A phrase of beats with the given inter-beat intervals; a new bar every four. */
export function phrase(start: number, intervals: readonly number[], firstIndex = 0, firstBar = 0): Beat[] {
  let time = start;
  return intervals.map((interval, i) => {
    const beat: Beat = {
      time,
      emittedAt: time - 0.4,
      bpm: 60 / interval,
      confidence: 1,
      index: firstIndex + i,
      beatInBar: (i % 4) as Beat['beatInBar'],
      bar: firstBar + Math.floor(i / 4),
      first: i === 0,
    };
    time += interval;
    return beat;
  });
}

export interface Hit {
  readonly step: number;
  readonly voice: number;
  readonly velocity?: number;
  readonly offset?: number;
}

export function drumBar(downbeat: Beat, hits: readonly Hit[]): DrumBar {
  const bar = {
    hits: new Uint8Array(STEPS * VOICE_COUNT),
    velocity: new Float32Array(STEPS * VOICE_COUNT),
    offset: new Float32Array(STEPS * VOICE_COUNT),
  };
  for (const { step, voice, velocity = 0.8, offset = 0 } of hits) {
    const i = step * VOICE_COUNT + voice;
    bar.hits[i] = 1;
    bar.velocity[i] = velocity;
    bar.offset[i] = offset;
  }
  const request: DrumBar['request'] = {
    bar: downbeat.bar,
    downbeat,
    start: downbeat.time,
    bpm: downbeat.bpm,
    decidedAt: downbeat.emittedAt,
    rhythm: new Float32Array(STEPS),
    danced: STEPS,
    from: 0,
    sinceStart: downbeat.bar,
    descriptors: { energy: 0.5, regularity: 0.5, balance: 0, arms: 0.5 },
  };
  return { ...bar, request, elapsedMs: 1, provider: 'wasm' };
}
