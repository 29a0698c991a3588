import { STEPS, VOICE_COUNT, VOICES, type Voice } from '../../core/voices.ts';
import type { DrumBar } from '../../drums/types.ts';

/** What the voices are called in front of people. */
export const VOICE_NAMES: Readonly<Record<Voice, string>> = {
  kick: 'Kick',
  snare: 'Snare',
  closedHat: 'Closed hat',
  openHat: 'Open hat',
  lowTom: 'Low tom',
  midTom: 'Mid tom',
  highTom: 'High tom',
  crash: 'Crash',
  ride: 'Ride',
};

/** A bar in words for those who can't see the grid: "Kick on 1, 9; Snare on 5, 13". Steps count from 1. */
export function describeBar(bar: Pick<DrumBar, 'hits'> | null): string {
  if (!bar) return 'nothing written';
  const lines = VOICES.map((voice, index) => {
    const steps = Array.from({ length: STEPS }, (_, step) => step + 1).filter(
      (step) => bar.hits[(step - 1) * VOICE_COUNT + index],
    );
    return steps.length > 0 ? `${VOICE_NAMES[voice]} on ${steps.join(', ')}` : '';
  }).filter(Boolean);
  return lines.length > 0 ? lines.join('; ') : 'silence';
}
