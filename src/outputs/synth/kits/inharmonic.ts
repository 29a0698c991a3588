import { createRandom } from '../../../core/random.ts';
import type { Partials } from '../patch.ts';

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
 * density of a plate suggests (Fletcher and Rossing, ch. 20), high ones dying sooner. Seeded, so a cymbal is always itself.
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
    gains: places.map((place) => 10 ** ((tilt * place + random.between(-4, 4)) / 20)),
    decays: places.map((place) => decayLow * Math.exp(slope * place) * random.between(0.75, 1.25)),
    softness,
  };
}
