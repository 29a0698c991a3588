import type { Kit, Patch } from '../patch.ts';

/**
 * After the TR-808's circuits. Bridged-T networks ring as one decaying sine each: the kick near 50 Hz, an octave higher for the
 * first half cycle (Roland's service notes; K. J. Werner, J. S. Abel, J. O. Smith, "A physically-informed, circuit-bendable,
 * digital model of the Roland TR-808 bass drum circuit", DAFx 2014); the snare at 173.3 and 336 Hz, the upper one dying sooner
 * (Werner's analysis of R195-R198, C58-C61); the rim shot at 455 and 1667 Hz, driven into clipping; toms by ear. Hats and
 * cymbal: six free-running Schmitt-trigger squares through 7100 and 3440 Hz band-passes and half-wave rectifying amplifiers;
 * cowbell: the two of them at 540 and 800 Hz (the same authors, "The TR-808 cymbal", ICMC 2014). Hand clap: noise through
 * 1 kHz, three saw-teeth of 10 ms and one of 20 ms, and a tail of 100 ms (service notes, p. 6).
 */
export const METAL = [205.3, 304.4, 369.6, 522.7, 540, 800];

function tom(frequency: number, decay: number, pan: number): Patch {
  return {
    level: -5,
    pan,
    partials: {
      frequency,
      ratios: [1, 2],
      gains: [1, 0.08],
      decays: [decay, decay * 0.3],
      glides: [{ depth: 0.3, time: 0.018 }],
      softness: 6,
    },
    noise: [{ filter: 'low', frequency: 1400, q: 0.7, gain: 0.25, attack: 0, decay: decay * 0.4, softness: 8 }],
    drive: 0.8,
  };
}

function hat(level: number, decay: number): Patch {
  return {
    level,
    pan: -0.3,
    squares: {
      frequencies: METAL,
      bands: [
        { frequency: 7100, q: 1.6, gain: 1, decay, softness: 0, rectified: 7800, snap: { gain: 1.5, decay: 0.012 } },
      ],
    },
    noise: [{ filter: 'high', frequency: 9000, q: 0.7, gain: 0.02, attack: 0, decay: decay * 0.6, softness: 8 }],
    choke: 'hat',
  };
}

export const TR808: Kit = {
  name: '808',
  gain: -2.2,
  variation: 0.15,
  sounds: {
    kick: {
      level: -1,
      pan: 0,
      partials: {
        frequency: 49.5,
        ratios: [1, 2],
        gains: [1, 0.05],
        decays: [0.9, 0.15],
        glides: [
          { depth: 1.7, time: 0.008 },
          { depth: 0.06, time: 0.12 },
        ],
        softness: 6,
      },
      noise: [{ filter: 'low', frequency: 2500, q: 0.7, gain: 0.6, attack: 0, decay: 0.009, softness: 10 }],
      drive: 1.3,
    },
    snare: {
      level: -3,
      pan: 0,
      partials: {
        frequency: 173.3,
        ratios: [1, 336 / 173.3],
        gains: [1, 0.7],
        decays: [0.22, 0.09],
        glides: [{ depth: 0.3, time: 0.008 }],
        softness: 4,
      },
      noise: [
        { filter: 'high', frequency: 1760, q: 0.7, gain: 1, attack: 0, decay: 0.24, softness: 6 },
        { filter: 'band', frequency: 5200, q: 0.8, gain: 0.5, attack: 0, decay: 0.12, softness: 6 },
      ],
      drive: 0.6,
    },
    closedHat: hat(-13, 0.11),
    openHat: hat(-12.5, 0.6),
    lowTom: tom(90, 0.6, 0.45),
    midTom: tom(138, 0.5, 0.15),
    highTom: tom(190, 0.42, -0.2),
    crash: {
      level: -8,
      pan: -0.4,
      squares: {
        frequencies: METAL,
        bands: [
          {
            frequency: 7100,
            q: 1,
            gain: 1,
            decay: 1.1,
            softness: 6,
            rectified: 5000,
            snap: { gain: 1.2, decay: 0.09 },
          },
          { frequency: 3440, q: 1.2, gain: 0.55, decay: 2, softness: 0, rectified: 2200 },
        ],
      },
      noise: [{ filter: 'high', frequency: 6000, q: 0.7, gain: 0.03, attack: 0.001, decay: 1.2, softness: 6 }],
    },
    ride: {
      level: -9,
      pan: 0.35,
      partials: {
        frequency: 2960,
        ratios: [1, 1.483, 1.932, 2.546],
        gains: [0.022, 0.02, 0.014, 0.01],
        decays: [1.5, 1.2, 1, 0.8],
        softness: 3,
      },
      squares: {
        frequencies: METAL.map((hertz) => hertz * 1.78),
        bands: [
          {
            frequency: 8200,
            q: 1.4,
            gain: 0.8,
            decay: 1.4,
            softness: 4,
            rectified: 5200,
            snap: { gain: 2, decay: 0.05 },
          },
        ],
      },
    },
    clap: {
      level: -6,
      pan: 0.1,
      noise: [
        {
          filter: 'band',
          frequency: 1000,
          q: 2.2,
          gain: 1,
          attack: 0,
          decay: 0.032,
          softness: 2,
          bursts: { count: 4, spacing: 0.01 },
        },
        { filter: 'high', frequency: 900, q: 0.7, gain: 0.14, attack: 0, decay: 0.09, softness: 6 },
        { filter: 'band', frequency: 1000, q: 1.2, gain: 0.35, attack: 0.02, decay: 0.3, softness: 3 },
      ],
    },
    rim: {
      level: -6,
      pan: 0.05,
      partials: {
        frequency: 455,
        ratios: [1, 1667 / 455],
        gains: [0.7, 1],
        decays: [0.04, 0.035],
        softness: 4,
      },
      noise: [{ filter: 'high', frequency: 3000, q: 0.7, gain: 0.25, attack: 0, decay: 0.006, softness: 8 }],
      drive: 2.5,
    },
    cowbell: {
      level: -10,
      pan: 0.25,
      squares: {
        frequencies: [540, 800],
        bands: [
          { frequency: 900, q: 0.9, gain: 1, decay: 0.5, softness: 0, snap: { gain: 2.5, decay: 0.045 } },
          { frequency: 2640, q: 1.4, gain: 0.9, decay: 0.32, softness: 12, snap: { gain: 2.5, decay: 0.03 } },
        ],
      },
    },
  },
};
