import { createRandom } from '../../../core/random.ts';
import type { Glide, Partials } from '../patch.ts';

/** Order m and zero j of the Bessel function: the modes (m, n) of a circular membrane by rising frequency. */
const MEMBRANE_MODES: readonly (readonly [number, number])[] = [
  [0, 2.4048],
  [1, 3.8317],
  [2, 5.1356],
  [0, 5.5201],
  [3, 6.3802],
  [1, 7.0156],
  [4, 7.5883],
  [2, 8.4172],
  [0, 8.6537],
  [5, 8.7715],
  [3, 9.761],
  [1, 10.1735],
];

/** Bessel function of the first kind, by its power series: exact enough for the arguments up to 11 needed here. */
function besselJ(order: number, x: number): number {
  let term = 1;
  for (let i = 1; i <= order; i += 1) term *= x / 2 / i;
  let sum = 0;
  for (let k = 1; k < 40; k += 1) {
    sum += term;
    term *= -(x * x) / 4 / (k * (k + order));
  }
  return sum;
}

interface Membrane {
  /** Of the lowest mode. */
  readonly frequency: number;
  /** T60 of the lowest mode. */
  readonly decay: number;
  /** Where it is struck: 0 the centre .. 1 the rim. */
  readonly strike: number;
  /** Mass of the air that moves with the skin against the skin's: 0 in a vacuum, 1.2 for a 30 cm tom. It lowers low modes most. */
  readonly airLoad: number;
  /** Powers of the frequency ratio by which higher modes are weaker and die sooner. */
  readonly rolloff: number;
  readonly damping: number;
  readonly glides?: readonly Glide[];
  readonly softness: number;
}

/**
 * A struck skin. Frequencies are the zeros of Bessel functions, lowered by the air's mass (which goes as the wavelength);
 * amplitudes are the modes' shapes at the place that is struck; (0,n) modes radiate best and so die soonest
 * (Fletcher and Rossing, "The Physics of Musical Instruments", ch. 3 and 18).
 */
export function membrane(spec: Membrane): Partials {
  const loaded = (j: number): number => j / Math.sqrt(1 + spec.airLoad / j);
  const ratios = MEMBRANE_MODES.map(([, j]) => loaded(j) / loaded(2.4048));
  const first = besselJ(0, 2.4048 * spec.strike);
  return {
    frequency: spec.frequency,
    ratios,
    gains: MEMBRANE_MODES.map(([m, j], i) => besselJ(m, j * spec.strike) / first / ratios[i]! ** spec.rolloff),
    decays: MEMBRANE_MODES.map(([m], i) => (spec.decay * (m === 0 ? 1 : 1.3)) / ratios[i]! ** spec.damping),
    softness: spec.softness,
    ...(spec.glides && { glides: spec.glides }),
  };
}

/** Transverse modes of a bar with free ends (Fletcher and Rossing, ch. 2): claves, anvils, rails, pipes. */
const BAR_RATIOS = [1, 2.756, 5.404, 8.933, 13.345];

interface Bar {
  readonly frequency: number;
  readonly decay: number;
  readonly rolloff: number;
  readonly damping: number;
  readonly softness: number;
}

export function bar({ frequency, decay, rolloff, damping, softness }: Bar): Partials {
  return {
    frequency,
    ratios: BAR_RATIOS,
    gains: BAR_RATIOS.map((ratio) => ratio ** -rolloff),
    decays: BAR_RATIOS.map((ratio) => decay / ratio ** damping),
    softness,
  };
}

interface Plate {
  readonly seed: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** T60 of the lowest and the highest partial; between them it falls as a power of frequency. */
  readonly decayLow: number;
  readonly decayHigh: number;
  /** dB that the highest partial lies above the lowest. */
  readonly tilt: number;
  readonly softness: number;
}

/**
 * Partials of a cymbal: so many and so irregular that they are drawn, not computed: log-spaced with jitter, as the mode
 * density of a plate suggests (Fletcher and Rossing, ch. 20), high ones dying sooner; what lies between them is left to
 * noise. Seeded, so a cymbal is always itself.
 */
export function plate({ seed, low, high, count, decayLow, decayHigh, tilt, softness }: Plate): Partials {
  const random = createRandom(seed);
  const places = Array.from({ length: count }, (_, i) =>
    Math.min(1, Math.max(0, (i + random.between(-0.4, 0.4)) / (count - 1))),
  );
  const ratios = places.map((place) => (high / low) ** place);
  const slope = Math.log(decayHigh / decayLow);
  return {
    frequency: low,
    ratios,
    gains: places.map((place) => 10 ** ((tilt * place + random.between(-6, 6)) / 20)),
    decays: places.map((place) => decayLow * Math.exp(slope * place) * random.between(0.75, 1.25)),
    softness,
    scattered: true,
  };
}
