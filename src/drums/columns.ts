import { STEPS, VOICE_COUNT, VOICES, type Voice } from '../core/voices.ts';

/** A column is all nine voices of one 16th as a 9-bit word: bit v is set where voice v sounds. */
export const COLUMN_COUNT = 1 << VOICE_COUNT;
export const SILENT_COLUMN = 0;
/** Values of a bar-sized table of column scores, [16 x 512]. */
export const TABLE_SIZE = STEPS * COLUMN_COUNT;
export const CELLS = STEPS * VOICE_COUNT;

const bit = (voice: Voice): number => 1 << VOICES.indexOf(voice);
const HAT = bit('closedHat') | bit('openHat');
/** Voices that only a hand can play; the kick and the closed hat have pedals. */
const BY_HAND = (COLUMN_COUNT - 1) & ~bit('kick') & ~bit('closedHat');

function bits(word: number): number {
  let count = 0;
  for (let rest = word; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}

/** At most two hands, and the hat is not open and closed at once. */
export function isPlayable(word: number): boolean {
  return bits(word & BY_HAND) <= 2 && (word & HAT) !== HAT;
}

/** How many voices sound in each column. */
export const VOICES_IN: readonly number[] = Array.from({ length: COLUMN_COUNT }, (_, word) => bits(word));
/** [512] */
export const PLAYABLE: readonly boolean[] = Array.from({ length: COLUMN_COUNT }, (_, word) => isPlayable(word));

/** The columns among them that can be played. */
export const PLAYABLE_COLUMNS: readonly number[] = PLAYABLE.flatMap((playable, word) => (playable ? [word] : []));

/** The word in which these voices sound. */
export const wordOf = (voices: readonly Voice[]): number => voices.reduce((word, voice) => word | bit(voice), 0);

/** [16 x 9] hits to 16 words. */
export function wordsOf(hits: ArrayLike<number>): number[] {
  return Array.from({ length: STEPS }, (_, step) => {
    let word = 0;
    for (let voice = 0; voice < VOICE_COUNT; voice++) word |= hits[step * VOICE_COUNT + voice] ? 1 << voice : 0;
    return word;
  });
}
