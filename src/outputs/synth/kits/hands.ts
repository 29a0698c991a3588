import type { Kit, Patch } from '../patch.ts';
import { bar, membrane, plate } from './modes.ts';

/**
 * Drums for bare hands. Kick and snare are a cajon's bass and slap: the box's air near 85 Hz and the front plate's lowest mode
 * near 110 Hz (P. Kicak, "Frequency and dynamics analysis of bass tone of cajon box drum", Acoustics High Tatras 2009), and
 * the plate's upper modes with wires. Toms: tumba, conga and djembe tones, skins open to the air below and struck near the rim,
 * so that (1,1) and (2,1) speak (Fletcher and Rossing, ch. 18). Hats: a shaker and a tambourine of single collisions after
 * Cook's PhISEM, resonances of its sekere (5500 Hz) and tambourine (shell 2300, jingles 5600 and 8100 Hz). Crash: a splash
 * cymbal under the fingers; ride: finger cymbals, two nearly equal ones that beat; rim: claves, free bars at 2500 Hz.
 */
function skin(frequency: number, decay: number, strike: number, pan: number): Patch {
  return {
    level: -5,
    pan,
    partials: membrane({
      frequency,
      decay,
      strike,
      airLoad: 0.8,
      rolloff: 1,
      damping: 1.1,
      glides: [{ depth: 0.07, time: 0.02 }],
      softness: 8,
    }),
    noise: [
      { filter: 'band', frequency: 1700, q: 0.8, gain: 1.5, attack: 0.0005, decay: 0.018, softness: 7 },
      { filter: 'band', frequency: frequency * 3, q: 1, gain: 0.5, attack: 0.001, decay: 0.06, softness: 5 },
    ],
  };
}

export const HANDS: Kit = {
  name: 'Hands',
  gain: 3.8,
  variation: 1,
  sounds: {
    kick: {
      level: -1,
      pan: 0,
      partials: {
        frequency: 85,
        ratios: [1, 110 / 85, 2.6, 3.4, 5.1],
        gains: [1, 0.75, 0.2, 0.14, 0.08],
        decays: [0.34, 0.26, 0.12, 0.1, 0.06],
        glides: [{ depth: 0.25, time: 0.012 }],
        softness: 8,
      },
      noise: [
        { filter: 'band', frequency: 1500, q: 0.7, gain: 1.4, attack: 0.0006, decay: 0.02, softness: 8 },
        { filter: 'low', frequency: 420, q: 0.7, gain: 1.2, attack: 0.001, decay: 0.05, softness: 5 },
      ],
    },
    snare: {
      level: -4,
      pan: 0.05,
      partials: {
        frequency: 205,
        ratios: [1, 1.42, 2.05, 2.9, 4.1, 5.6, 7.4],
        gains: [0.8, 0.6, 0.7, 0.6, 0.4, 0.3, 0.2],
        decays: [0.14, 0.12, 0.1, 0.085, 0.07, 0.05, 0.04],
        softness: 7,
      },
      noise: [
        { filter: 'band', frequency: 2600, q: 0.7, gain: 2, attack: 0, decay: 0.03, softness: 6 },
        { filter: 'high', frequency: 4200, q: 0.7, gain: 1.5, attack: 0.001, decay: 0.17, softness: 7 },
        { filter: 'band', frequency: 5200, q: 0.8, gain: 1.6, attack: 0.002, decay: 0.2, softness: 5, grains: 2600 },
      ],
    },
    closedHat: {
      level: -13,
      pan: -0.35,
      noise: [
        { filter: 'band', frequency: 5500, q: 1.4, gain: 1, attack: 0.006, decay: 0.09, softness: 3, grains: 3200 },
        { filter: 'high', frequency: 8500, q: 0.7, gain: 0.7, attack: 0.008, decay: 0.075, softness: 8, grains: 5200 },
      ],
      choke: 'hat',
    },
    openHat: {
      level: -12,
      pan: -0.35,
      partials: plate({
        seed: 53,
        low: 4900,
        high: 14000,
        count: 16,
        decayLow: 0.7,
        decayHigh: 0.45,
        tilt: 0,
        softness: 3,
      }),
      noise: [
        { filter: 'band', frequency: 5600, q: 9, gain: 8, attack: 0, decay: 0.55, softness: 3, grains: 900 },
        { filter: 'band', frequency: 8100, q: 9, gain: 10, attack: 0, decay: 0.6, softness: 4, grains: 1100 },
        { filter: 'band', frequency: 2300, q: 2, gain: 4, attack: 0, decay: 0.03, softness: 4 },
        { filter: 'high', frequency: 9500, q: 0.7, gain: 4, attack: 0.001, decay: 0.35, softness: 8, grains: 2600 },
      ],
      choke: 'hat',
    },
    lowTom: skin(131, 0.55, 0.55, 0.45),
    midTom: skin(185, 0.46, 0.6, 0.15),
    highTom: skin(294, 0.34, 0.7, -0.2),
    crash: {
      level: -8,
      pan: -0.4,
      partials: plate({
        seed: 59,
        low: 640,
        high: 12500,
        count: 32,
        decayLow: 1.6,
        decayHigh: 0.9,
        tilt: 6,
        softness: 3,
      }),
      noise: [
        { filter: 'band', frequency: 5200, q: 0.6, gain: 9, attack: 0.006, decay: 1.2, softness: 4 },
        { filter: 'high', frequency: 8000, q: 0.7, gain: 7, attack: 0.003, decay: 1, softness: 7 },
        { filter: 'band', frequency: 1900, q: 0.8, gain: 4, attack: 0.001, decay: 0.05, softness: 3 },
      ],
    },
    ride: {
      level: -14,
      pan: 0.4,
      partials: {
        frequency: 2780,
        ratios: [1, 1.0043, 1.86, 2.71, 2.723, 3.62, 4.21],
        gains: [1, 0.9, 0.25, 0.6, 0.5, 0.3, 0.25],
        decays: [1.5, 1.4, 0.9, 0.8, 0.75, 0.5, 0.4],
        softness: 3,
      },
      noise: [{ filter: 'high', frequency: 6000, q: 0.7, gain: 1.4, attack: 0, decay: 0.02, softness: 8 }],
    },
    clap: {
      level: -7,
      pan: 0.15,
      noise: [
        {
          filter: 'band',
          frequency: 1350,
          q: 2,
          gain: 1,
          attack: 0,
          decay: 0.03,
          softness: 2,
          bursts: { count: 2, spacing: 0.009 },
        },
        {
          filter: 'band',
          frequency: 2400,
          q: 1,
          gain: 0.8,
          attack: 0,
          decay: 0.022,
          softness: 10,
          bursts: { count: 3, spacing: 0.006 },
        },
        { filter: 'band', frequency: 900, q: 0.7, gain: 0.25, attack: 0.006, decay: 0.14, softness: 3 },
      ],
    },
    rim: {
      level: -8,
      pan: 0.1,
      partials: bar({ frequency: 2500, decay: 0.11, rolloff: 1.3, damping: 0.6, softness: 10 }),
      noise: [{ filter: 'band', frequency: 5000, q: 0.8, gain: 0.8, attack: 0, decay: 0.008, softness: 8 }],
    },
    cowbell: {
      level: -11,
      pan: 0.25,
      partials: {
        frequency: 730,
        ratios: [1, 1.487, 2.51, 3.74, 5.02, 6.6],
        gains: [1, 0.5, 0.5, 0.35, 0.2, 0.12],
        decays: [0.5, 0.4, 0.26, 0.18, 0.12, 0.08],
        softness: 4,
      },
      noise: [{ filter: 'band', frequency: 5000, q: 0.9, gain: 1.2, attack: 0, decay: 0.012, softness: 6 }],
    },
  },
};
