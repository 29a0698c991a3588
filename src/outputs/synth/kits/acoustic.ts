import type { Kit, Patch } from '../patch.ts';
import { plate } from './inharmonic.ts';

/**
 * A dry room kit. Skins: partials of a circular membrane loaded by air (Fletcher and Rossing, ch. 18: 1, 1.59, 2.14, 2.30,
 * 2.65, 2.92), the fundamental the longest, pitch falling as the tension of the blow lets go. Wires, beater and sticks: noise.
 */
const MEMBRANE = [1, 1.59, 2.14, 2.3, 2.65, 2.92, 3.6];

function tom(frequency: number, decay: number, pan: number): Patch {
  return {
    level: -5,
    pan,
    partials: {
      frequency,
      ratios: MEMBRANE,
      gains: [1, 0.55, 0.28, 0.2, 0.14, 0.1, 0.06],
      decays: [1, 0.62, 0.42, 0.34, 0.28, 0.22, 0.15].map((part) => part * decay),
      glide: 0.22,
      glideTime: 0.035,
      softness: 9,
    },
    noise: [
      { filter: 'band', frequency: 3200, q: 0.8, gain: 2, attack: 0, decay: 0.022, softness: 8 },
      { filter: 'band', frequency: frequency * 5, q: 0.7, gain: 0.8, attack: 0.001, decay: 0.09, softness: 6 },
    ],
  };
}

const hat = { seed: 7, low: 3400, high: 14500, count: 28, tilt: 7, softness: 2 };

export const ACOUSTIC: Kit = {
  name: 'Acoustic',
  gain: 2.5,
  variation: 1,
  voices: {
    kick: {
      level: -1,
      pan: 0,
      partials: {
        frequency: 55,
        ratios: [1, 1.62, 2.3, 3.55],
        gains: [1, 0.42, 0.22, 0.12],
        decays: [0.42, 0.2, 0.12, 0.07],
        glide: 1.1,
        glideTime: 0.016,
        softness: 8,
      },
      noise: [
        { filter: 'band', frequency: 3400, q: 0.7, gain: 2.6, attack: 0, decay: 0.016, softness: 9 },
        { filter: 'band', frequency: 900, q: 0.8, gain: 1.4, attack: 0, decay: 0.03, softness: 6 },
      ],
      drive: 0.7,
    },
    snare: {
      level: -3,
      pan: 0.05,
      partials: {
        frequency: 188,
        ratios: [1, 1.72, 2.35, 3.1, 4.2],
        gains: [1, 0.75, 0.35, 0.25, 0.15],
        decays: [0.26, 0.19, 0.13, 0.1, 0.07],
        glide: 0.18,
        glideTime: 0.02,
        softness: 8,
      },
      noise: [
        { filter: 'high', frequency: 5200, q: 0.7, gain: 1.5, attack: 0, decay: 0.2, softness: 6 },
        { filter: 'band', frequency: 2800, q: 0.6, gain: 2.4, attack: 0.001, decay: 0.26, softness: 3 },
        { filter: 'band', frequency: 1100, q: 0.9, gain: 1, attack: 0.0015, decay: 0.14, softness: 4 },
      ],
    },
    closedHat: {
      level: -11,
      pan: -0.35,
      partials: plate({ ...hat, decayLow: 0.1, decayHigh: 0.07 }),
      noise: [
        { filter: 'high', frequency: 7500, q: 0.7, gain: 9, attack: 0, decay: 0.085, softness: 4 },
        { filter: 'band', frequency: 9500, q: 1.2, gain: 6, attack: 0, decay: 0.03, softness: 4 },
      ],
      choke: 'hat',
    },
    openHat: {
      level: -10.5,
      pan: -0.35,
      partials: plate({ ...hat, decayLow: 1.1, decayHigh: 0.7 }),
      noise: [
        { filter: 'high', frequency: 7200, q: 0.7, gain: 7, attack: 0.0005, decay: 0.75, softness: 4 },
        { filter: 'band', frequency: 9500, q: 1.2, gain: 5, attack: 0, decay: 0.05, softness: 4 },
      ],
      choke: 'hat',
    },
    lowTom: tom(82, 0.85, 0.5),
    midTom: tom(118, 0.68, 0.2),
    highTom: tom(165, 0.55, -0.2),
    crash: {
      level: -6,
      pan: -0.45,
      partials: plate({
        seed: 11,
        low: 380,
        high: 12500,
        count: 32,
        decayLow: 2.4,
        decayHigh: 1.3,
        tilt: 8,
        softness: 2.5,
      }),
      noise: [
        { filter: 'high', frequency: 6800, q: 0.7, gain: 12, attack: 0.002, decay: 1.5, softness: 6 },
        { filter: 'band', frequency: 4200, q: 0.6, gain: 11, attack: 0.006, decay: 1.9, softness: 3 },
        { filter: 'band', frequency: 1500, q: 0.7, gain: 4, attack: 0.001, decay: 1.1, softness: 2 },
        { filter: 'high', frequency: 9000, q: 0.7, gain: 8, attack: 0, decay: 0.12, softness: 8 },
      ],
    },
    ride: {
      level: -9,
      pan: 0.4,
      partials: plate({
        seed: 23,
        low: 620,
        high: 11500,
        count: 30,
        decayLow: 2,
        decayHigh: 1.5,
        tilt: 9,
        softness: 1.5,
      }),
      noise: [
        { filter: 'band', frequency: 5200, q: 1.4, gain: 12, attack: 0, decay: 0.045, softness: 4 },
        { filter: 'high', frequency: 7500, q: 0.7, gain: 3, attack: 0.004, decay: 1.2, softness: 8 },
      ],
    },
  },
};
