import type { Random } from '../core/random.ts';
import type { Unit } from '../core/units.ts';
import { STEPS, STEPS_PER_BEAT } from '../core/voices.ts';
import { COLUMN_COUNT, PLAYABLE_COLUMNS, SILENT_COLUMN, TABLE_SIZE, VOICES_IN, wordOf } from './columns.ts';

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
const REST_PULL = 0.65;
/** How strongly the density control speaks for or against each further voice at full turn, in nats. */
const DENSITY_PULL = 1.2;
/** How strongly complexity at full turn speaks against silence on the weakest steps, in nats. */
const COMPLEXITY_PULL = 2;
/** How weak the 16ths of a beat are: syncopation is what sounds on them without an accent. */
const WEAKNESS = [0, 1, 0.5, 1] as const;
/** How strongly a held groove speaks for its columns, in nats: the drummer changes a stroke or two a bar. */
const HOLD_PULL = 1.5;
/** How strongly a full accent speaks for kick or snare: what a body stamps is drums, what it doesn't is cymbals. */
const BODY_PULL = 1.5;
/** How strongly everything but a fill speaks against toms: they announce the end of a phrase. */
const TOM_PULL = 0.8;
/** How strongly a fill speaks for toms, in nats: with it they get as many strokes as in recorded fills (model card, "control"). */
const FILL_PULL = 0.3;
/** How strongly a full accent speaks for voices that were muted until lately: else they would stay away for bars. */
const COMEBACK_PULL = 3;
/** A graded rhythm value above this counts as an accent. */
export const PRESENT: Unit = 0.05;

const BODY = wordOf(['kick', 'snare']);
const TOMS = wordOf(['lowTom', 'midTom', 'highTom']);

/**
 * Temperature x Gumbel noise: the arg max of logits + this is a sample of softmax(logits / temperature). [16 x 512], 0 for
 * the four in five columns that nobody can play, which the bias bars.
 */
export function gumbelNoise(random: Random, temperature: number): Float32Array {
  const noise = new Float32Array(TABLE_SIZE);
  if (temperature <= 0) return noise;
  for (let row = 0; row < TABLE_SIZE; row += COLUMN_COUNT) {
    for (const word of PLAYABLE_COLUMNS) {
      // 1 - next() is in (0, 1]; the outer guard keeps the logarithm of a logarithm finite.
      noise[row + word] = -temperature * Math.log(Math.max(1e-9, -Math.log(1 - random.next())));
    }
  }
  return noise;
}

/** What speaks for and against columns, beside the model. */
export interface Leaning {
  readonly rhythm: Float32Array;
  /** -1 sparser .. 1 denser, and a little beyond. */
  readonly density: number;
  /** -1 plain .. 1 busy. */
  readonly complexity: number;
  /** The bar is a fill. */
  readonly fill: boolean;
  /** Voices that may not sound, as a word. */
  readonly muted: number;
  /** Voices that were muted and are missed, as a word. */
  readonly missed: number;
  /** 16 words of a groove that is to come again. */
  readonly held?: readonly number[];
}

/** What speaks for silence at a step. */
function restPull({ rhythm, complexity, held, fill }: Leaning, step: number): number {
  const accent = rhythm[step]!;
  if (accent > PRESENT) return -ACCENT_PULL * (0.5 + 0.5 * accent);
  if (held) return 0;
  const room = fill ? 0 : REST_PULL; // a fill is the drummer's own
  return room - COMPLEXITY_PULL * complexity * WEAKNESS[step % STEPS_PER_BEAT]!;
}

/** What speaks for a column that may sound at a step, by its voices. */
function voicesPull({ rhythm, density, fill, missed }: Leaning, step: number, word: number): number {
  const accent = rhythm[step]!;
  const body = accent > PRESENT && (word & BODY) !== 0 ? BODY_PULL * accent : 0;
  const back = accent > PRESENT && (word & missed) !== 0 ? COMEBACK_PULL * accent : 0;
  const toms = (word & TOMS) === 0 ? 0 : fill ? FILL_PULL : -TOM_PULL;
  return density * DENSITY_PULL * Math.min(2, VOICES_IN[word]!) + body + toms + back;
}

/**
 * What is added to the model's logits: nothing that two hands can't play and nothing muted, sound on accents, room between
 * them, density and complexity turned up or down, toms for fills, missed voices, a held groove.
 * @returns [16 x 512]
 */
export function columnBias(leaning: Leaning): Float32Array {
  const { muted, held } = leaning;
  const bias = new Float32Array(TABLE_SIZE).fill(NEVER);
  const allowed = PLAYABLE_COLUMNS.filter((word) => (word & muted) === 0);
  for (let step = 0; step < STEPS; step++) {
    const row = step * COLUMN_COUNT;
    for (const word of allowed) bias[row + word] = voicesPull(leaning, step, word);
    bias[row + SILENT_COLUMN]! += restPull(leaning, step);
    if (held) bias[row + (held[step]! & ~muted)]! += HOLD_PULL;
  }
  return bias;
}
