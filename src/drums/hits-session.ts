import { UserError } from '../core/errors.ts';
import type { Unit } from '../core/units.ts';
import { STEPS } from '../core/voices.ts';
import { CELLS, TABLE_SIZE } from './columns.ts';
import type { ModelEntry } from './model-store.ts';
import type { Net } from './runtime.ts';

/** The net's memory of earlier bars: state tensors by input name. Never written after it was made. */
export type Memory = Readonly<Record<string, Float32Array>>;

/** One bar's inputs to the hits net; tables are [16 x 512]. */
export interface HitsInput {
  readonly rhythm: Float32Array;
  readonly condition: Float32Array;
  /** Added to the logits before the choice. */
  readonly bias: Float32Array;
  /** Temperature x Gumbel. */
  readonly noise: Float32Array;
  /** Logarithm of the smallest share of the best column's probability that may be drawn. */
  readonly cutoff: number;
  /** Share of the probability, bias counted, from whose likeliest columns is drawn; 1: from all. */
  readonly topP: Unit;
}

export interface HitsOutput {
  /** [16 x 9] 0 or 1. */
  readonly hits: Uint8Array;
  /** [16 x 512] before bias and noise. */
  readonly logits: Float32Array;
  /** To be given to the next bar. */
  readonly memory: Memory;
}

const NEXT = '_next';
/** What `open` holds where the memory has no step yet: it shuts the attention. */
const SHUT = -1e4;

/** The memory of a drummer who has played nothing. */
export function emptyMemory(entry: ModelEntry): Memory {
  const names = Object.keys(entry.outputs).filter((name) => name.endsWith(NEXT));
  const blank = (name: string): Float32Array => {
    const size = entry.inputs[name]!.reduce((product, extent) => product * extent, 1);
    return new Float32Array(size).fill(name === 'open' ? SHUT : 0);
  };
  return Object.fromEntries(names.map((name) => name.slice(0, -NEXT.length)).map((name) => [name, blank(name)]));
}

/**
 * Writes one bar: one call of the net, all 16 steps inside.
 * @throws UserError if the net gave numbers that are no bar (a poisoned back end).
 */
export async function writeHits(net: Net, input: HitsInput, memory: Memory): Promise<HitsOutput> {
  const { cutoff, topP, ...tables } = input;
  const scalars = { cutoff: Float32Array.of(cutoff), top_p: Float32Array.of(topP) };
  const results = await net.run({ ...memory, ...tables, ...scalars });
  const { hits: raw, logits, ...rest } = results;
  if (raw?.length !== CELLS || logits?.length !== TABLE_SIZE || !raw.every((hit) => hit === 0 || hit === 1)) {
    const what = `The hits net did not give ${STEPS} steps of hits.`;
    throw new UserError('hits-broken', what, 'Another back end or the fallback goes on playing.');
  }
  const next = Object.entries(rest).map(([name, data]) => [name.slice(0, -NEXT.length), data]);
  return { hits: Uint8Array.from(raw), logits, memory: Object.fromEntries(next) };
}
