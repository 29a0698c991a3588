import type { Kit, Patch } from '../patch.ts';
import { membrane, plate } from './modes.ts';

/**
 * A room kit. Skins are loaded membranes, their pitch falling as the tension of the blow lets go; wires, beater and sticks are
 * noise. The snare drum's two heads, coupled by the air between them, split the (0,1) mode into two, near 180 and 330 Hz
 * (G. Reid, "Synth Secrets", Sound on Sound, March 2002, after Rossing); its other modes lie around them by ear. Cymbals: drawn
 * plates, whose middle frequencies build up over some 10 ms as energy passes to them (Fletcher and Rossing, ch. 20).
 */
function tom(frequency: number, decay: number, airLoad: number, pan: number): Patch {
  return {
    level: -5,
    pan,
    partials: membrane({
      frequency,
      decay,
      strike: 0.3,
      airLoad,
      rolloff: 0.9,
      damping: 0.9,
      glides: [{ depth: 0.22, time: 0.035 }],
      softness: 9,
    }),
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
  sounds: {
    kick: {
      level: -1,
      pan: 0,
      partials: membrane({
        frequency: 55,
        decay: 0.42,
        strike: 0.08,
        airLoad: 2.2,
        rolloff: 1.1,
        damping: 1.1,
        glides: [
          { depth: 0.9, time: 0.016 },
          { depth: 0.1, time: 0.07 },
        ],
        softness: 8,
      }),
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
        frequency: 182,
        ratios: [1, 278 / 182, 330 / 182, 341 / 182, 403 / 182, 512 / 182, 3.6, 4.4],
        gains: [1, 0.5, 0.6, 0.35, 0.28, 0.22, 0.16, 0.1],
        decays: [0.24, 0.26, 0.17, 0.18, 0.15, 0.12, 0.09, 0.07],
        glides: [{ depth: 0.18, time: 0.02 }],
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
        { filter: 'high', frequency: 7500, q: 0.7, gain: 16, attack: 0, decay: 0.085, softness: 4 },
        { filter: 'band', frequency: 9500, q: 1.2, gain: 6, attack: 0, decay: 0.03, softness: 4 },
      ],
      choke: 'hat',
    },
    openHat: {
      level: -10.5,
      pan: -0.35,
      partials: plate({ ...hat, decayLow: 1.1, decayHigh: 0.7 }),
      noise: [
        { filter: 'high', frequency: 7200, q: 0.7, gain: 18, attack: 0.0005, decay: 0.75, softness: 4 },
        { filter: 'band', frequency: 9500, q: 1.2, gain: 10, attack: 0, decay: 0.05, softness: 4 },
      ],
      choke: 'hat',
    },
    lowTom: tom(82, 0.8, 1.6, 0.5),
    midTom: tom(118, 0.64, 1.3, 0.2),
    highTom: tom(165, 0.52, 1.1, -0.2),
    crash: {
      level: -6,
      pan: -0.45,
      partials: plate({
        seed: 11,
        low: 380,
        high: 12500,
        count: 30,
        decayLow: 2.4,
        decayHigh: 1.3,
        tilt: 8,
        softness: 2.5,
      }),
      noise: [
        { filter: 'high', frequency: 6800, q: 0.7, gain: 12, attack: 0.002, decay: 1.5, softness: 6 },
        { filter: 'band', frequency: 4200, q: 0.6, gain: 11, attack: 0.012, decay: 1.9, softness: 3 },
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
        count: 36,
        decayLow: 2.7,
        decayHigh: 0.9,
        tilt: 9,
        softness: 1.5,
      }),
      noise: [
        { filter: 'band', frequency: 5200, q: 1.4, gain: 12, attack: 0, decay: 0.045, softness: 4 },
        { filter: 'high', frequency: 6000, q: 0.7, gain: 7, attack: 0.004, decay: 1.1, softness: 8 },
      ],
    },
    clap: {
      level: -7,
      pan: 0.15,
      noise: [
        {
          filter: 'band',
          frequency: 1150,
          q: 1.6,
          gain: 1,
          attack: 0,
          decay: 0.035,
          softness: 2,
          bursts: { count: 4, spacing: 0.0085 },
        },
        {
          filter: 'band',
          frequency: 2600,
          q: 0.9,
          gain: 0.7,
          attack: 0,
          decay: 0.028,
          softness: 9,
          bursts: { count: 5, spacing: 0.0069 },
        },
        { filter: 'band', frequency: 1400, q: 0.6, gain: 0.3, attack: 0.012, decay: 0.24, softness: 3 },
      ],
    },
    rim: {
      level: -6,
      pan: 0.05,
      partials: {
        frequency: 480,
        ratios: [1, 1.61, 2.23, 3.55, 4.9, 6.7],
        gains: [0.6, 0.5, 0.4, 1, 0.5, 0.3],
        decays: [0.09, 0.07, 0.06, 0.055, 0.04, 0.03],
        softness: 5,
      },
      noise: [{ filter: 'band', frequency: 3600, q: 0.8, gain: 2, attack: 0, decay: 0.014, softness: 8 }],
    },
    cowbell: {
      level: -10,
      pan: 0.25,
      partials: {
        frequency: 562,
        ratios: [1, 1.504, 2.61, 3.33, 4.42, 5.53, 6.9, 8.4],
        gains: [1, 0.95, 0.45, 0.5, 0.3, 0.28, 0.2, 0.12],
        decays: [0.38, 0.34, 0.2, 0.17, 0.13, 0.1, 0.08, 0.06],
        softness: 4,
      },
      noise: [{ filter: 'band', frequency: 4200, q: 0.9, gain: 1.6, attack: 0, decay: 0.016, softness: 6 }],
    },
  },
};
