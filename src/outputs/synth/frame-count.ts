import type { SampleFrame } from '../../core/units.ts';

/** Frames of an AudioWorklet's quantum. */
export const QUANTUM = 128;

/**
 * The audio thread's own count of its frames. `currentFrame` can't be believed: Chromium sets it at each quantum only if it gets
 * the graph's lock without waiting (BaseAudioContext::UpdateWorkletGlobalScopeOnRenderingThread), and while the main thread has
 * that lock, to connect a node or schedule a parameter, the number stands still though sound goes on. It never runs ahead; so where
 * it is behind, quanta are counted, and where it is ahead (nothing was asked of the node for a while) it is right.
 */
export class FrameCount {
  /** One number: the first frame of the quantum that is being rendered, or else of the next. In an array, so that it isn't boxed. */
  readonly at = new Float64Array(1);

  /** @param shown the global scope's `currentFrame` */
  begin(shown: SampleFrame): void {
    if (shown > this.at[0]!) this.at[0] = shown;
  }

  end(): void {
    this.at[0]! += QUANTUM;
  }
}
