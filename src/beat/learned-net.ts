import { JOINT_COUNT } from '../core/joints.ts';
import type { MotionFrame } from '../motion/types.ts';

/** Frames ago, one layer each, and twice that: what the net's layers remember. As models/training/beat_model.py has it. */
const DILATIONS: readonly number[] = [1, 2, 4, 8, 16, 32, 64];
const LAYERS = DILATIONS.length;
const WIDTH = 64;
/** Frames of memory: a whole number of rings, twice the longest dilation. */
const MEMORY = 128;
/** Position, velocity, visibility. */
const FRAME = JOINT_COUNT * 5;

interface NetTensor {
  readonly data: unknown;
}

/** What this stage needs of ONNX Runtime Web; the caller imports the entry that suits its platform. */
export interface BeatRuntime {
  readonly InferenceSession: {
    create(
      model: Uint8Array,
      options: { executionProviders: readonly ['wasm']; graphOptimizationLevel: 'all'; logSeverityLevel: 3 },
    ): Promise<{
      run(feeds: Record<string, NetTensor>): Promise<Readonly<Record<string, NetTensor>>>;
      release(): Promise<void>;
    }>;
  };
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => NetTensor;
  readonly env: { readonly wasm: { numThreads?: number } };
}

/** The beat net, a frame at a time; it remembers the last 4.3 s in full and 8.5 s in part. */
export interface BeatNet {
  /** @returns logits of beat, downbeat and dance, then a Phasor. Not to be overlapped. */
  step(frame: MotionFrame): Promise<Float32Array>;
  reset(): void;
  release(): Promise<void>;
}

/** Opens the net on one wasm thread. @throws whatever the runtime throws for bytes that are no such model. */
export async function openBeatNet(runtime: BeatRuntime, model: Uint8Array): Promise<BeatNet> {
  runtime.env.wasm.numThreads = 1;
  const session = await runtime.InferenceSession.create(model, {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
  });
  const memory = new Float32Array(MEMORY * LAYERS * WIDTH);
  const input = new Float32Array(FRAME);
  const past = new Float32Array(LAYERS * 2 * WIDTH);
  const feeds = {
    frame: new runtime.Tensor('float32', input, [1, FRAME]),
    past: new runtime.Tensor('float32', past, [LAYERS, 2 * WIDTH]),
  };
  let count = 0;

  /** One layer's input of `ago` frames ago. */
  const remembered = (layer: number, ago: number): Float32Array => {
    const at = (((count - ago) % MEMORY) + MEMORY) % MEMORY;
    return memory.subarray((at * LAYERS + layer) * WIDTH, (at * LAYERS + layer + 1) * WIDTH);
  };
  const recall = (): void => {
    DILATIONS.forEach((dilation, layer) => {
      past.set(remembered(layer, 2 * dilation), layer * 2 * WIDTH);
      past.set(remembered(layer, dilation), (layer * 2 + 1) * WIDTH);
    });
  };

  return {
    async step({ position, velocity, visibility }) {
      input.set(position, 0);
      input.set(velocity, JOINT_COUNT * 2);
      input.set(visibility, JOINT_COUNT * 4);
      recall();
      const { heads, now } = await session.run(feeds);
      memory.set(now!.data as Float32Array, (count % MEMORY) * LAYERS * WIDTH);
      count++;
      return heads!.data as Float32Array;
    },
    reset() {
      memory.fill(0);
      count = 0;
    },
    release: () => session.release(),
  };
}
