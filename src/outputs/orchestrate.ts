import type { Unit } from '../core/units.ts';
import { STEPS_PER_BEAT } from '../core/voices.ts';
import type { DrumEvent } from '../schedule/types.ts';

/** What the parameter `percussion` chooses from. */
export const PERCUSSION = ['Off', 'Claps', 'Rim', 'Cowbell', 'All'] as const;
const [OFF, CLAPS, RIM, COWBELL, ALL] = [0, 1, 2, 3, 4] as const;

/** A snare stroke from here on is a back beat rather than a ghost note, and below there a ghost note. */
const BACK_BEAT: Unit = 0.5;
const GHOST: Unit = 0.35;
/** Against the stroke that brings it. */
const CLAP_LEVEL: Unit = 0.85;
const COWBELL_LEVEL: Unit = 0.7;

/** 1 on the first beat, 2 on the second, ... 0 between beats. */
const beatOf = (step: number): number => (step % STEPS_PER_BEAT === 0 ? step / STEPS_PER_BEAT + 1 : 0);

function arrange(stroke: DrumEvent, choice: number): readonly DrumEvent[] {
  const { voice, velocity, step } = stroke;
  const wanted = (sort: number): boolean => choice === sort || choice === ALL;
  if (voice === 'snare' && velocity < GHOST && wanted(RIM)) return [{ ...stroke, voice: 'rim' }];
  if (voice === 'snare' && velocity >= BACK_BEAT && beatOf(step) % 2 === 0 && beatOf(step) > 0 && wanted(CLAPS)) {
    return [stroke, { ...stroke, voice: 'clap', velocity: velocity * CLAP_LEVEL }];
  }
  if ((voice === 'closedHat' || voice === 'ride') && beatOf(step) > 0 && wanted(COWBELL)) {
    return [stroke, { ...stroke, voice: 'cowbell', velocity: velocity * COWBELL_LEVEL }];
  }
  return [stroke];
}

/**
 * Gives the sounds that the drummer doesn't write their part: hands clap with the back beats, ghost notes go to the rim, a
 * cowbell beats with hat or ride. Times and order stay. Pure; for sound and MIDI alike. @param choice index into PERCUSSION
 */
export function orchestrate(strokes: readonly DrumEvent[], choice: number): readonly DrumEvent[] {
  return choice === OFF ? strokes : strokes.flatMap((stroke) => arrange(stroke, choice));
}
