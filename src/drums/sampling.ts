import type { Random } from '../core/random.ts';
import type { Unit } from '../core/units.ts';
import { STEPS } from '../core/voices.ts';
import { COLUMN_COUNT, PLAYABLE, SILENT_COLUMN, TABLE_SIZE, VOICES_IN } from './columns.ts';

/** Added to the score of what must not be played. */
const NEVER = -1e9;
/**
 * Logarithm of the smallest share of the best column's probability that may still be drawn (min-p sampling). Higher
 * values make the drummer repeat himself (`models/measure.ts` counts different bars).
 */
export const CUTOFF = Math.log(0.0005);
/** How strongly a full accent speaks against silence, in nats. Effect: see the model card, "control". */
const ACCENT_PULL = 4;
/** How strongly a step without an accent speaks for silence, in nats: the drummer leaves the dancer room. */
const REST_PULL = 0.5;
/** How strongly the density control speaks for or against each further voice at full turn, in nats. */
const DENSITY_PULL = 1.2;
/** A graded rhythm value above this counts as an accent. */
export const PRESENT: Unit = 0.05;

/** Temperature x Gumbel noise: the arg max of logits + this is a sample of softmax(logits / temperature). [16 x 512] */
export function gumbelNoise(random: Random, temperature: number): Float32Array {
  const noise = new Float32Array(TABLE_SIZE);
  if (temperature <= 0) return noise;
  // 1 - next() is in (0, 1]; the outer guard keeps the logarithm of a logarithm finite.
  for (let i = 0; i < TABLE_SIZE; i++) noise[i] = -temperature * Math.log(Math.max(1e-9, -Math.log(1 - random.next())));
  return noise;
}

/**
 * What is added to the model's logits: nothing that two hands can't play, sound on accents, room between them, density
 * turned up or down.
 * @param density -1 sparser .. 1 denser
 * @returns [16 x 512]
 */
export function columnBias(rhythm: Float32Array, density: number): Float32Array {
  const bias = new Float32Array(TABLE_SIZE);
  for (let step = 0; step < STEPS; step++) {
    const accent = rhythm[step]! > PRESENT ? rhythm[step]! : 0;
    const row = step * COLUMN_COUNT;
    for (let word = 0; word < COLUMN_COUNT; word++) {
      bias[row + word] = PLAYABLE[word] ? density * DENSITY_PULL * Math.min(2, VOICES_IN[word]!) : NEVER;
    }
    bias[row + SILENT_COLUMN]! += accent > 0 ? -ACCENT_PULL * (0.5 + 0.5 * accent) : REST_PULL;
  }
  return bias;
}
