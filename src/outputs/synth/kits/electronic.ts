import type { Kit, Patch } from '../patch.ts';

/**
 * After the TR-808's circuits. Kick, toms and snare: bridged-T oscillators, one decaying sine each, pitch dropping while the
 * trigger lasts (K. J. Werner, J. S. Abel, J. O. Smith, "A physically-informed, circuit-bendable, digital model of the Roland
 * TR-808 bass drum circuit", DAFx 2014). Hats, crash and ride: six free-running square waves.
 */
const METAL = [205.3, 304.4, 369.6, 522.7, 540, 800];

function tom(frequency: number, decay: number, pan: number): Patch {
  return {
    level: -5,
    pan,
    partials: {
      frequency,
      ratios: [1, 2],
      gains: [1, 0.08],
      decays: [decay, decay * 0.3],
      glide: 0.45,
      glideTime: 0.03,
      softness: 6,
    },
    noise: [{ filter: 'low', frequency: 1400, q: 0.7, gain: 0.25, attack: 0, decay: decay * 0.4, softness: 8 }],
    drive: 0.8,
  };
}

export const ELECTRONIC: Kit = {
  name: 'Electronic',
  gain: -3,
  variation: 0.15,
  voices: {
    kick: {
      level: -1,
      pan: 0,
      partials: {
        frequency: 51,
        ratios: [1, 2],
        gains: [1, 0.05],
        decays: [0.85, 0.15],
        glide: 1.9,
        glideTime: 0.011,
        softness: 6,
      },
      noise: [{ filter: 'low', frequency: 2500, q: 0.7, gain: 0.6, attack: 0, decay: 0.009, softness: 10 }],
      drive: 1.3,
    },
    snare: {
      level: -3,
      pan: 0,
      partials: {
        frequency: 182,
        ratios: [1, 1.82],
        gains: [1, 0.7],
        decays: [0.2, 0.13],
        glide: 0.35,
        glideTime: 0.008,
        softness: 4,
      },
      noise: [
        { filter: 'high', frequency: 1900, q: 0.7, gain: 1, attack: 0, decay: 0.24, softness: 6 },
        { filter: 'band', frequency: 5200, q: 0.8, gain: 0.5, attack: 0, decay: 0.12, softness: 6 },
      ],
      drive: 0.6,
    },
    closedHat: {
      level: -13,
      pan: -0.3,
      squares: { frequencies: METAL, band: 9600, q: 1.1, high: 7200, gain: 1, decay: 0.1 },
      noise: [{ filter: 'high', frequency: 9000, q: 0.7, gain: 0.03, attack: 0, decay: 0.05, softness: 8 }],
      choke: 'hat',
    },
    openHat: {
      level: -12.5,
      pan: -0.3,
      squares: { frequencies: METAL, band: 9600, q: 1.1, high: 7000, gain: 1, decay: 0.65 },
      noise: [{ filter: 'high', frequency: 9000, q: 0.7, gain: 0.02, attack: 0, decay: 0.4, softness: 8 }],
      choke: 'hat',
    },
    lowTom: tom(84, 0.6, 0.45),
    midTom: tom(124, 0.5, 0.15),
    highTom: tom(172, 0.42, -0.2),
    crash: {
      level: -8,
      pan: -0.4,
      squares: { frequencies: METAL.map((hertz) => hertz * 1.37), band: 7100, q: 0.7, high: 2800, gain: 1, decay: 1.7 },
      noise: [
        { filter: 'high', frequency: 6000, q: 0.7, gain: 0.14, attack: 0.001, decay: 1.9, softness: 6 },
        { filter: 'band', frequency: 3600, q: 0.8, gain: 0.1, attack: 0.003, decay: 1.2, softness: 4 },
      ],
    },
    ride: {
      level: -9,
      pan: 0.35,
      partials: {
        frequency: 2960,
        ratios: [1, 1.483, 1.932, 2.546],
        gains: [0.07, 0.06, 0.04, 0.03],
        decays: [1.5, 1.2, 1, 0.8],
        softness: 3,
      },
      squares: {
        frequencies: METAL.map((hertz) => hertz * 1.78),
        band: 8200,
        q: 1.4,
        high: 5200,
        gain: 0.8,
        decay: 0.9,
      },
    },
  },
};
