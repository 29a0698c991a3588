import { Limiter } from '../src/outputs/bus/limiter.ts';
import { LIMITER_PROCESSOR } from '../src/outputs/bus/protocol.ts';
import { rehearseLimiter } from '../src/outputs/bus/rehearse.ts';

declare const sampleRate: number;
declare function registerProcessor(name: string, processor: unknown): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

/** The true-peak limiter on the audio thread: stereo in, stereo out. `process` does not allocate. */
class LimiterProcessor extends AudioWorkletProcessor {
  private readonly limiter = new Limiter(sampleRate);

  constructor() {
    super();
    rehearseLimiter(sampleRate);
  }

  process(inputs: readonly Float32Array[][], outputs: readonly Float32Array[][]): boolean {
    const input = inputs[0]!;
    const output = outputs[0]!;
    // Without anything connected there are no channels; the outputs come zeroed.
    if (input[0]) {
      output[0]!.set(input[0]);
      output[1]!.set(input[1] ?? input[0]);
    }
    this.limiter.process(output[0]!, output[1]!);
    return true;
  }
}

registerProcessor(LIMITER_PROCESSOR, LimiterProcessor);
