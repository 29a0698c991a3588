import type { Milliseconds, Unit } from '../core/units.ts';
import type { Voice } from '../core/voices.ts';
import type { BarRequest } from '../rhythm/types.ts';

export type Provider = 'wasm' | 'webgpu' | 'fallback';

/** One written bar of drums. Arrays are [16 x 9], step-major, voices in the order of `VOICES`. */
export interface DrumBar {
  readonly request: BarRequest;
  /** 0 or 1. */
  readonly hits: Uint8Array;
  /** 0..1, meaningful where there is a hit. */
  readonly velocity: Float32Array;
  /** Parts of a 16th, -0.5..0.5, positive is late; meaningful where there is a hit. */
  readonly offset: Float32Array;
  readonly elapsedMs: Milliseconds;
  readonly provider: Provider;
}

/** Controls that may change between bars. */
export interface DrumControls {
  /** 0.2..2; 1 samples from the model as trained. */
  readonly temperature: number;
  /** 0..1: only the likeliest columns that together have this share are drawn from (to half a nat); 1 leaves all in. */
  readonly topP: Unit;
  /** -1 sparser .. 1 denser; 0 as the model and the dancer want it. */
  readonly density: number;
  /** -1 plain .. 1 busy between the accents, most on the weak 16ths; 0 as the model and the dancer want it. */
  readonly complexity: number;
  /** Index into the model's style list, or -1 for "any". */
  readonly style: number;
  /** What the drummer does without. Accents are still answered, by others. */
  readonly muted: readonly Voice[];
  /** The bar is to be a fill; left out, fills come where phrases end. */
  readonly fill?: boolean;
  /**
   * The last whole bar before it was on comes again, with variation and played anew; the dancer's energy still counts, the
   * accents don't. Phrases end without fills then; one that is asked for is played, and the groove goes on.
   */
  readonly hold?: boolean;
}

/** Writes bars one after the other, with memory of the earlier ones. Calls are never overlapped. */
export interface DrumWriter {
  /** Never rejects: on any failure it answers with a fallback bar. */
  write(request: BarRequest, controls: DrumControls): Promise<DrumBar>;
  /** Forgets earlier bars and starts the random sequence anew, from another seed if one is given. */
  reset(seed?: number): void;
  dispose(): Promise<void>;
  readonly provider: Provider;
}
