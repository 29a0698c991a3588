import { createRandom } from '../../src/core/random.ts';
import { VOICES } from '../../src/core/voices.ts';
import type { DrumEvent } from '../../src/schedule/types.ts';

const STEP_SECONDS = 60 / 170 / 4;

/** Bars at 170 bpm, more than half of all cells struck, hard: nobody plays denser. */
export function denseBars(bars: number, seed: number): DrumEvent[] {
  const random = createRandom(seed);
  const events: DrumEvent[] = [];
  for (let step = 0; step < bars * 16; step += 1) {
    for (const voice of VOICES) {
      if (random.between(0, 1) > 0.6) continue;
      const dueAt = (step + random.between(0, 0.2)) * STEP_SECONDS;
      const velocity = random.between(0.5, 1);
      events.push({ voice, velocity, time: dueAt, dueAt, bar: Math.floor(step / 16), step: step % 16 });
    }
  }
  return events;
}
