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
/**
 * Everything that the synthesiser and MIDI devices can sound: the nine voices first, in the same order, so that a voice's index
 * is its sound's index; then what the nets don't write.
 */
export const SOUNDS = [...VOICES, 'clap', 'rim', 'cowbell'] as const;
export type Sound = (typeof SOUNDS)[number];
export const SOUND_COUNT = SOUNDS.length;
/** What people call the sounds. */
export const SOUND_LABELS: Readonly<Record<Sound, string>> = {
  kick: 'Kick',
  snare: 'Snare',
  closedHat: 'Closed hat',
  openHat: 'Open hat',
  lowTom: 'Low tom',
  midTom: 'Mid tom',
  highTom: 'High tom',
  crash: 'Crash',
  ride: 'Ride',
  clap: 'Clap',
  rim: 'Rim',
  cowbell: 'Cowbell',
};
/** 16th steps in a bar of 4/4. */
export const STEPS = 16;
/** Beats in a bar. */
export const BEATS_PER_BAR = 4;
/** 16th steps in a beat. */
export const STEPS_PER_BEAT = 4;
