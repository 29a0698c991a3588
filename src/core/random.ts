/** A seeded source of randomness. Same seed, same sequence, on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Uniform integer in [low, high], both included. */
  integer(low: number, high: number): number;
  /** Normal with mean 0 and standard deviation 1 (Box-Muller). */
  normal(): number;
  /** One of the items. The list must not be empty. */
  pick<T>(items: readonly T[]): T;
  /** An independent generator, e.g. one per stage, so that one stage's draws don't shift another's. */
  fork(salt: number): Random;
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, plenty for music and cheap everywhere. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** @param seed any number; only its 32-bit integer part counts. */
export function createRandom(seed: number): Random {
  const next = mulberry32(seed);
  const between = (low: number, high: number): number => low + (high - low) * next();
  return {
    next,
    between,
    integer: (low, high) => Math.floor(between(low, high + 1)),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick: (items) => items[Math.floor(next() * items.length)]!,
    fork: (salt) => createRandom(Math.imul(Math.floor(next() * 4294967296) ^ salt, 0x9e3779b1)),
  };
}
