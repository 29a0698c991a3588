import type { Sound } from '../../src/core/voices.ts';
import type { DrumEvent } from '../../src/schedule/types.ts';

/** Four bars at 120 bpm with every voice in it. */
export function groove(): DrumEvent[] {
  const events: DrumEvent[] = [];
  for (let step = 0; step < 64; step += 1) {
    const time = step / 8;
    const place = step % 16;
    const play = (voice: Sound, velocity: number, when: boolean): void => {
      if (when) events.push({ voice, velocity, time, dueAt: time, bar: Math.floor(step / 16), step: place });
    };
    play('kick', 0.9, place % 8 === 0 || place === 10);
    play('snare', 0.85, place % 8 === 4);
    play('snare', 0.25, place % 8 === 7);
    play('closedHat', place % 4 === 0 ? 0.7 : 0.45, step < 32 && place % 2 === 0 && place !== 14);
    play('openHat', 0.6, step < 32 && place === 14);
    play('ride', 0.65, step >= 32 && place % 2 === 0);
    play('crash', 0.9, step % 32 === 0);
    if (step >= 60) play((['highTom', 'midTom', 'midTom', 'lowTom'] as const)[step - 60]!, 0.85, true);
  }
  return events;
}
