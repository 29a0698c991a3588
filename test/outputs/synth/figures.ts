import type { Sound } from '../../../src/core/voices.ts';

/** What a sound must be to be recognised. */
export interface Figure {
  /** T60 in seconds, least and most. */
  readonly decay: readonly [number, number];
  /** Hertz between which at least `share` of the power lies. */
  readonly band: readonly [number, number];
  readonly share: number;
  /** Spectral peaks, each within 4 %, in hertz. */
  readonly peaks?: readonly number[];
}

/** Wide ranges, as recordings of such instruments have them: nobody's measurement, but nothing outside them would be taken for one. */
const USUAL: Readonly<Record<Sound, Figure>> = {
  kick: { decay: [0.25, 1.1], band: [40, 160], share: 0.75 },
  snare: { decay: [0.12, 0.4], band: [2000, 16_000], share: 0.2 },
  closedHat: { decay: [0.04, 0.15], band: [5000, 20_000], share: 0.7 },
  openHat: { decay: [0.4, 1.3], band: [5000, 20_000], share: 0.7 },
  lowTom: { decay: [0.4, 1.2], band: [60, 150], share: 0.8 },
  midTom: { decay: [0.35, 1], band: [90, 220], share: 0.75 },
  highTom: { decay: [0.3, 0.8], band: [130, 320], share: 0.75 },
  crash: { decay: [1.1, 3], band: [2000, 20_000], share: 0.6 },
  ride: { decay: [1, 3], band: [2000, 20_000], share: 0.6 },
  clap: { decay: [0.03, 0.25], band: [700, 12_000], share: 0.8 },
  rim: { decay: [0.02, 0.15], band: [350, 4000], share: 0.6 },
  cowbell: { decay: [0.2, 0.6], band: [450, 6000], share: 0.9 },
};

/**
 * By kit. Published: of the 808 the snare's 173.3 and 336 Hz (Werner's analysis of the circuit), the rim's 455 and 1667 Hz, the
 * cowbell's 540 and 800 Hz (Werner, Abel and Smith 2014), the kick near 50 Hz and the clap's filter at 1 kHz (Roland's service
 * notes); of the 909 the rim's 500 and 1000 Hz and the clap's 1140 Hz (network-909.de); of a snare drum's coupled heads 180 and
 * 330 Hz (Reid 2002, after Rossing); of a cajon a plate mode near 110 Hz over the air's lower one (Kicak 2009); of a shaker
 * 5500 Hz (Cook 1997). What else is here narrows the wide ranges to what the kit means to be.
 */
const OF_KIT: Readonly<Record<string, Partial<Record<Sound, Partial<Figure>>>>> = {
  Acoustic: { snare: { peaks: [182, 330] }, kick: { peaks: [55] } },
  '808': {
    kick: { peaks: [49.5] },
    snare: { peaks: [173.3, 336] },
    lowTom: { band: [80, 100], share: 0.5 },
    midTom: { band: [120, 160], share: 0.5 },
    highTom: { band: [165, 220], share: 0.5 },
    rim: { peaks: [455, 1667], decay: [0.02, 0.06] },
    cowbell: { peaks: [540, 800] },
    clap: { band: [700, 1400], share: 0.3 },
  },
  '909': { kick: { peaks: [52] }, rim: { peaks: [500, 1000] }, clap: { band: [700, 20_000] } },
  Hands: {
    kick: { peaks: [85] },
    snare: { decay: [0.1, 0.3] },
    lowTom: { band: [110, 300] },
    midTom: { band: [165, 420] },
    highTom: { band: [260, 520], share: 0.7 },
    closedHat: { band: [3000, 20_000] },
    rim: { peaks: [2500] },
    clap: { decay: [0.03, 0.15] },
  },
  Industrial: {
    kick: { band: [30, 300] },
    highTom: { band: [130, 400] },
    crash: { band: [250, 20_000] },
    ride: { band: [1000, 20_000] },
  },
};

/** The figures of one kit's sound. */
export const figure = (kit: string, sound: Sound): Figure => ({ ...USUAL[sound], ...OF_KIT[kit]?.[sound] });
