/** The nine drum voices, in the order of every hits, velocity and offset array. */
export const VOICES = [
  'kick',
  'snare',
  'closedHat',
  'openHat',
  'lowTom',
  'midTom',
  'highTom',
  'crash',
  'ride',
] as const;
export type Voice = (typeof VOICES)[number];
export const VOICE_COUNT = VOICES.length;
/** 16th steps in a bar of 4/4. */
export const STEPS = 16;
/** Beats in a bar. */
export const BEATS_PER_BAR = 4;
/** 16th steps in a beat. */
export const STEPS_PER_BEAT = 4;
