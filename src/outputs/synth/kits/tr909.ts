import type { Kit, Patch } from '../patch.ts';
import { plate } from './modes.ts';

/**
 * After the TR-909. Kick: an oscillator shaped to a sine whose pitch an envelope throws down by two octaves, with a click of
 * low-passed noise and pulse (G. Reid, "Synth Secrets", Sound on Sound, February 2002). Snare: two such oscillators and noise
 * in two envelopes (the same, April 2002). Toms: three partials swept together, by ear. Rim shot: bridged-T networks at 220, 500
 * and 1000 Hz into a diode clipper and a high-pass; clap: the TR-808's with its noise at 1.1 kHz and some 11 ms between
 * hands (network-909.de). Hats, crash and ride are 6-bit samples of real cymbals in the machine: here drawn plates, brighter
 * and tighter than the room kit's, on a stiff envelope. It has no cowbell: two clipped squares stand in.
 */
function tom(frequency: number, decay: number, pan: number): Patch {
  return {
    level: -5,
    pan,
    partials: {
      frequency,
      ratios: [1, 1.5, 2.02],
      gains: [1, 0.32, 0.14],
      decays: [decay, decay * 0.55, decay * 0.35],
      glides: [
        { depth: 0.5, time: 0.02 },
        { depth: 0.08, time: 0.15 },
      ],
      softness: 6,
    },
    noise: [
      { filter: 'low', frequency: 3600, q: 0.7, gain: 0.7, attack: 0, decay: 0.03, softness: 9 },
      { filter: 'low', frequency: 900, q: 0.7, gain: 0.15, attack: 0, decay: decay * 0.5, softness: 6 },
    ],
    drive: 1.2,
  };
}

const hat = { seed: 31, low: 4300, high: 16500, count: 28, tilt: 5, softness: 1.5 };

export const TR909: Kit = {
  name: '909',
  gain: -3.3,
  variation: 0.2,
  sounds: {
    kick: {
      level: -1,
      pan: 0,
      partials: {
        frequency: 52,
        ratios: [1],
        gains: [1],
        decays: [0.52],
        glides: [
          { depth: 3.4, time: 0.011 },
          { depth: 0.5, time: 0.045 },
        ],
        softness: 6,
      },
      noise: [
        { filter: 'low', frequency: 3800, q: 0.7, gain: 1.1, attack: 0, decay: 0.011, softness: 9 },
        { filter: 'band', frequency: 1600, q: 0.7, gain: 0.5, attack: 0, decay: 0.025, softness: 8 },
      ],
      drive: 1.9,
    },
    snare: {
      level: -3,
      pan: 0,
      partials: {
        frequency: 185,
        ratios: [1, 1.72],
        gains: [1, 0.6],
        decays: [0.17, 0.11],
        glides: [{ depth: 0.9, time: 0.012 }],
        softness: 4,
      },
      noise: [
        { filter: 'high', frequency: 2400, q: 0.8, gain: 1.2, attack: 0, decay: 0.22, softness: 6 },
        { filter: 'low', frequency: 6500, q: 0.9, gain: 0.7, attack: 0, decay: 0.07, softness: 4 },
      ],
      drive: 1,
    },
    closedHat: {
      level: -11.5,
      pan: -0.3,
      partials: plate({ ...hat, decayLow: 0.13, decayHigh: 0.09 }),
      noise: [{ filter: 'high', frequency: 8200, q: 0.8, gain: 11, attack: 0, decay: 0.09, softness: 5 }],
      choke: 'hat',
    },
    openHat: {
      level: -11,
      pan: -0.3,
      partials: plate({ ...hat, decayLow: 0.8, decayHigh: 0.6 }),
      noise: [{ filter: 'high', frequency: 7800, q: 0.8, gain: 20, attack: 0, decay: 0.55, softness: 5 }],
      choke: 'hat',
    },
    lowTom: tom(82, 0.62, 0.45),
    midTom: tom(122, 0.5, 0.15),
    highTom: tom(172, 0.42, -0.2),
    crash: {
      level: -6.5,
      pan: -0.4,
      partials: plate({
        seed: 37,
        low: 700,
        high: 14500,
        count: 32,
        decayLow: 1.5,
        decayHigh: 1.3,
        tilt: 10,
        softness: 2,
      }),
      noise: [
        { filter: 'high', frequency: 7200, q: 0.7, gain: 14, attack: 0, decay: 1.5, softness: 6 },
        { filter: 'band', frequency: 4800, q: 0.6, gain: 9, attack: 0.002, decay: 1.3, softness: 3 },
      ],
    },
    ride: {
      level: -9,
      pan: 0.35,
      partials: plate({
        seed: 41,
        low: 900,
        high: 12500,
        count: 28,
        decayLow: 1.7,
        decayHigh: 1.1,
        tilt: 8,
        softness: 1.5,
      }),
      noise: [
        { filter: 'band', frequency: 6400, q: 1.2, gain: 10, attack: 0, decay: 0.03, softness: 5 },
        { filter: 'high', frequency: 8000, q: 0.7, gain: 6, attack: 0, decay: 1, softness: 6 },
      ],
    },
    clap: {
      level: -6,
      pan: 0.1,
      noise: [
        {
          filter: 'band',
          frequency: 1140,
          q: 1.95,
          gain: 1,
          attack: 0,
          decay: 0.036,
          softness: 2,
          bursts: { count: 4, spacing: 0.011 },
        },
        { filter: 'high', frequency: 1500, q: 0.7, gain: 0.3, attack: 0, decay: 0.14, softness: 5 },
        { filter: 'band', frequency: 1140, q: 1, gain: 0.3, attack: 0.02, decay: 0.34, softness: 3 },
      ],
      drive: 0.8,
    },
    rim: {
      level: -6,
      pan: 0.05,
      partials: {
        frequency: 500,
        ratios: [1, 220 / 500, 2],
        gains: [1, 0.4, 0.9],
        decays: [0.06, 0.05, 0.045],
        softness: 5,
      },
      noise: [{ filter: 'high', frequency: 4000, q: 0.7, gain: 0.3, attack: 0, decay: 0.008, softness: 8 }],
      drive: 3.5,
    },
    cowbell: {
      level: -10,
      pan: 0.25,
      squares: {
        frequencies: [587, 879],
        bands: [
          { frequency: 1100, q: 0.8, gain: 1, decay: 0.34, softness: 0, snap: { gain: 2, decay: 0.05 } },
          { frequency: 3300, q: 1.6, gain: 1, decay: 0.22, softness: 12, snap: { gain: 2, decay: 0.025 } },
        ],
      },
      drive: 1.4,
    },
  },
};
