import { SOUND_LABELS, STEPS, VOICE_COUNT, VOICES } from '../../core/voices.ts';
import type { DrumBar } from '../../drums/types.ts';

/** A bar in words for those who can't see the grid: "Kick on 1, 9; Snare on 5, 13". Steps count from 1. */
export function describeBar(bar: Pick<DrumBar, 'hits'> | null): string {
  if (!bar) return 'nothing written';
  const lines = VOICES.map((voice, index) => {
    const steps = Array.from({ length: STEPS }, (_, step) => step + 1).filter(
      (step) => bar.hits[(step - 1) * VOICE_COUNT + index],
    );
    return steps.length > 0 ? `${SOUND_LABELS[voice]} on ${steps.join(', ')}` : '';
  }).filter(Boolean);
  return lines.length > 0 ? lines.join('; ') : 'silence';
}
