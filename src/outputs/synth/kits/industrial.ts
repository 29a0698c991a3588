import type { Kit, Patch } from '../patch.ts';
import { bar, plate } from './modes.ts';

/**
 * A workshop. Sheets are drawn plates and Chowning's phase modulation; pipes are Karplus-Strong loops with the modes of a free
 * bar; an anvil and a wrench are free bars (Fletcher and Rossing, ch. 2); steam is noise. Much of it is driven into
 * saturation or sampled coarsely, as early samplers did.
 */
function pipe(frequency: number, decay: number, pan: number): Patch {
  return {
    level: -5,
    pan,
    partials: {
      frequency,
      ratios: [1, 2.756, 5.404],
      gains: [1, 0.45, 0.25],
      decays: [decay, decay * 0.5, decay * 0.3],
      glides: [{ depth: 0.35, time: 0.015 }],
      softness: 14,
    },
    string: { frequency: frequency * 2, gain: 0.6, decay: decay * 0.8, damping: 0.35, strike: 0.012 },
    clang: { frequency: frequency * 4.3, ratio: 1.43, index: 3, gain: 0.3, decay: 0.16, indexDecay: 0.1 },
    drive: 1.6,
  };
}

export const INDUSTRIAL: Kit = {
  name: 'Industrial',
  gain: -5.9,
  variation: 0.5,
  sounds: {
    kick: {
      level: -1,
      pan: 0,
      partials: {
        frequency: 46,
        ratios: [1, 2.02],
        gains: [1, 0.12],
        decays: [0.45, 0.12],
        glides: [
          { depth: 5, time: 0.008 },
          { depth: 0.6, time: 0.05 },
        ],
        softness: 6,
      },
      noise: [
        { filter: 'band', frequency: 2200, q: 0.6, gain: 2.2, attack: 0, decay: 0.02, softness: 9 },
        { filter: 'low', frequency: 300, q: 0.9, gain: 0.8, attack: 0, decay: 0.12, softness: 6 },
      ],
      drive: 4,
    },
    snare: {
      level: -3,
      pan: 0,
      partials: {
        frequency: 158,
        ratios: [1, 1.83, 2.71, 4.4],
        gains: [1, 0.6, 0.4, 0.3],
        decays: [0.16, 0.13, 0.12, 0.1],
        glides: [{ depth: 0.7, time: 0.01 }],
        softness: 5,
      },
      clang: { frequency: 910, ratio: 1.732, index: 4, gain: 0.35, decay: 0.22, indexDecay: 0.15 },
      noise: [
        { filter: 'band', frequency: 2400, q: 0.6, gain: 2, attack: 0, decay: 0.19, softness: 5 },
        { filter: 'high', frequency: 5000, q: 0.7, gain: 1.4, attack: 0, decay: 0.24, softness: 7 },
      ],
      drive: 2,
      crush: { rate: 22_000, bits: 10 },
    },
    closedHat: {
      level: -13,
      pan: -0.3,
      clang: { frequency: 6800, ratio: 1.3247, index: 3, gain: 0.5, decay: 0.07, indexDecay: 0.05 },
      noise: [{ filter: 'high', frequency: 7500, q: 1.2, gain: 1, attack: 0, decay: 0.08, softness: 8 }],
      choke: 'hat',
    },
    openHat: {
      level: -13,
      pan: -0.3,
      clang: { frequency: 6800, ratio: 1.3247, index: 3, gain: 0.4, decay: 0.4, indexDecay: 0.3 },
      noise: [
        { filter: 'band', frequency: 7200, q: 1.6, gain: 1.3, attack: 0.006, decay: 0.65, softness: 5 },
        { filter: 'high', frequency: 9500, q: 0.7, gain: 0.6, attack: 0.002, decay: 0.45, softness: 8 },
      ],
      choke: 'hat',
    },
    lowTom: pipe(74, 0.65, 0.5),
    midTom: pipe(112, 0.55, 0.15),
    highTom: pipe(166, 0.45, -0.25),
    crash: {
      level: -10,
      pan: -0.45,
      partials: plate({
        seed: 71,
        low: 210,
        high: 9800,
        count: 30,
        decayLow: 2.6,
        decayHigh: 1.6,
        tilt: 3,
        softness: 3,
      }),
      string: { frequency: 187, gain: 3, decay: 1.6, damping: 0.12, strike: 0.03 },
      noise: [
        { filter: 'band', frequency: 3600, q: 0.5, gain: 13, attack: 0.004, decay: 1.5, softness: 3 },
        { filter: 'high', frequency: 7500, q: 0.7, gain: 10, attack: 0.001, decay: 1.1, softness: 6 },
      ],
      drive: 0.1,
    },
    ride: {
      level: -13.5,
      pan: 0.4,
      partials: bar({ frequency: 1180, decay: 1.7, rolloff: 0.25, damping: 0.25, softness: 2 }),
      clang: { frequency: 3170, ratio: 1.618, index: 2.5, gain: 0.8, decay: 1.1, indexDecay: 0.8 },
      noise: [{ filter: 'band', frequency: 5600, q: 0.9, gain: 1.6, attack: 0, decay: 0.02, softness: 7 }],
    },
    clap: {
      level: -7,
      pan: 0.15,
      noise: [
        {
          filter: 'band',
          frequency: 1250,
          q: 1.1,
          gain: 1,
          attack: 0,
          decay: 0.045,
          softness: 3,
          bursts: { count: 3, spacing: 0.013 },
        },
        { filter: 'high', frequency: 2500, q: 0.7, gain: 0.5, attack: 0, decay: 0.11, softness: 14 },
      ],
      string: { frequency: 620, gain: 0.2, decay: 0.16, damping: 0.3, strike: 0.03 },
      drive: 3,
      crush: { rate: 16_000, bits: 8 },
    },
    rim: {
      level: -7,
      pan: 0.05,
      partials: bar({ frequency: 1460, decay: 0.12, rolloff: 0.5, damping: 0.5, softness: 4 }),
      clang: { frequency: 2300, ratio: 1.47, index: 2, gain: 0.6, decay: 0.05, indexDecay: 0.04 },
      noise: [{ filter: 'high', frequency: 4000, q: 0.7, gain: 0.8, attack: 0, decay: 0.01, softness: 8 }],
      drive: 2,
    },
    cowbell: {
      level: -10,
      pan: 0.25,
      partials: bar({ frequency: 486, decay: 0.5, rolloff: 0.4, damping: 0.45, softness: 3 }),
      clang: { frequency: 729, ratio: 2.236, index: 3.5, gain: 0.7, decay: 0.3, indexDecay: 0.2 },
      drive: 1.5,
    },
  },
};
