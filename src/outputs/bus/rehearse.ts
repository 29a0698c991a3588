import { Limiter } from './limiter.ts';

const BLOCK = 128;
/** Blocks in which the compiler has seen every path often enough to optimise it. */
const BLOCKS = 400;

/**
 * Limits what nobody hears, now loud, now soft, so that the compiler has optimised the limiter before its first sound: code that
 * isn't optimised puts every number that it computes on the heap. Takes about 50 ms; call it once, where nothing sounds yet.
 */
export function rehearseLimiter(sampleRate: number): void {
  const limiter = new Limiter(sampleRate);
  const left = new Float32Array(BLOCK);
  const right = new Float32Array(BLOCK);
  for (let block = 0; block < BLOCKS; block += 1) {
    const peak = block % 3 === 0 ? 0.01 : 2;
    for (let n = 0; n < BLOCK; n += 1) {
      left[n] = peak * Math.sin(n * 0.9 + block);
      right[n] = peak * Math.sin(n * 0.31);
    }
    limiter.process(left, right);
  }
}
