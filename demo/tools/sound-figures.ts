import type { Seconds } from '../../src/core/units.ts';
import type { Sound } from '../../src/core/voices.ts';

/** What a sound must be to be recognised. */
export interface Figure {
  /** T60 in seconds, least and most. */
  readonly decay: readonly [number, number];
  /** Hertz between which at least `share` of the power lies. */
  readonly band: readonly [number, number];
  readonly share: number;
  /** Spectral peaks, each within 4 %, in hertz. */
  readonly peaks?: readonly number[];
  /** How much higher the first half cycle is than the pitch that it settles on: least and most, as a factor. */
  readonly drop?: readonly [number, number];
  /** Whose figures these are. Left out: wide ranges of ours. */
  readonly source?: string;
}

/** After this the pitch has come to rest. */
export const SETTLED: Partial<Record<Sound, Seconds>> = { kick: 0.1, snare: 0.03 };

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

const WERNER = 'Werner, Abel and Smith 2014';
const SERVICE_NOTES = 'Roland’s TR-808 service notes';
const NETWORK_909 = 'network-909.de, from the TR-909’s circuits';

/** By kit: what is published of the instruments, with its source; and where there is none, what the kit means to be. */
const OF_KIT: Readonly<Record<string, Partial<Record<Sound, Partial<Figure>>>>> = {
  Acoustic: {
    kick: { peaks: [55], drop: [1.2, 3] },
    snare: { peaks: [182, 330], source: 'coupled heads at 180 and 330 Hz: Reid 2002, after Rossing' },
  },
  '808': {
    kick: {
      peaks: [49.5],
      drop: [1.5, 3],
      source: `49.5 Hz: ${WERNER} (bass drum); twice as high for the first half cycle: ${SERVICE_NOTES}`,
    },
    snare: { peaks: [173.3, 336], source: 'Werner, of R195-R198 and C58-C61' },
    lowTom: { band: [80, 100], share: 0.5, source: SERVICE_NOTES },
    midTom: { band: [120, 160], share: 0.5, source: SERVICE_NOTES },
    highTom: { band: [165, 220], share: 0.5, source: SERVICE_NOTES },
    closedHat: {
      band: [6000, 20_000],
      share: 0.75,
      source: `band-pass at 7100 Hz, then a high-pass: ${WERNER} (cymbal)`,
    },
    openHat: {
      band: [6000, 20_000],
      share: 0.75,
      source: `band-pass at 7100 Hz, then a high-pass: ${WERNER} (cymbal)`,
    },
    crash: { band: [2000, 20_000], share: 0.8, source: `band-passes at 3440 and 7100 Hz: ${WERNER} (cymbal)` },
    rim: { peaks: [455, 1667], decay: [0.02, 0.06], source: 'Werner, of the bridged-T networks' },
    cowbell: { peaks: [540, 800], source: `${WERNER} (cymbal)` },
    clap: { band: [700, 1400], share: 0.3, source: `noise through 1 kHz: ${SERVICE_NOTES}` },
  },
  '909': {
    kick: { peaks: [52], drop: [2, 5], source: 'pitch thrown down by an envelope: Reid, Synth Secrets, February 2002' },
    rim: { peaks: [500, 1000], source: NETWORK_909 },
    clap: { band: [700, 20_000], source: `1140 Hz: ${NETWORK_909}` },
  },
  Hands: {
    kick: { peaks: [85, 110], source: 'a cajon’s front plate near 110 Hz over its air: Kicak 2009' },
    snare: { decay: [0.1, 0.3] },
    lowTom: { band: [110, 300] },
    midTom: { band: [165, 420] },
    highTom: { band: [260, 520], share: 0.7 },
    closedHat: { band: [3000, 20_000], source: 'a shaker’s resonance at 5500 Hz: Cook 1997' },
    openHat: { band: [5000, 20_000], source: 'jingles at 5600 and 8100 Hz: Cook 1997' },
    rim: { peaks: [2500], source: 'claves as a free bar: Fletcher and Rossing, ch. 2' },
    clap: { decay: [0.03, 0.15] },
  },
  Industrial: {
    kick: { band: [30, 300], drop: [2, 6] },
    highTom: { band: [130, 400] },
    crash: { band: [250, 20_000] },
    ride: { band: [1000, 20_000] },
  },
};

/** The figures of one kit's sound. */
export const figure = (kit: string, sound: Sound): Figure => ({ ...USUAL[sound], ...OF_KIT[kit]?.[sound] });
