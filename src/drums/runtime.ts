import type { InferenceSession, Tensor } from 'onnxruntime-web';

/**
 * What this stage needs of ONNX Runtime Web. The caller imports the entry that suits its platform and hands it over:
 * `onnxruntime-web/webgpu` in a page's worker (it can do wasm too), `onnxruntime-web/wasm` in Node.
 */
export interface Runtime {
  readonly InferenceSession: {
    create(model: Uint8Array, options?: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => Tensor;
  readonly env: { readonly wasm: { numThreads?: number }; logLevel?: string };
}

/** The back ends that run the nets. */
export type Backend = 'wasm' | 'webgpu';

/** One net on one back end: named float tensors in, named float arrays out. Stateless. */
export interface Net {
  run(inputs: Readonly<Record<string, Float32Array>>): Promise<Record<string, Float32Array>>;
  /** Waits for what is running: wasm would go on with memory that is no longer its own, and may never come back. */
  release(): Promise<void>;
}

/** Names and shapes of a net's inputs, as the manifest lists them. */
export type Shapes = Readonly<Record<string, readonly number[]>>;

/**
 * Opens a net. Threads are held at one: two gave no gain and a worse tail where it was measured.
 * @throws whatever the runtime throws: no adapter, an operator it lacks, memory.
 */
export async function openNet(runtime: Runtime, model: Uint8Array, shapes: Shapes, backend: Backend): Promise<Net> {
  runtime.env.wasm.numThreads = 1;
  const session = await runtime.InferenceSession.create(model, {
    executionProviders: [backend],
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
  });
  let running: Promise<void> = Promise.resolve();
  return {
    run: async (inputs) => {
      const feeds = Object.entries(shapes).map(([name, dims]) => [
        name,
        new runtime.Tensor('float32', inputs[name]!, dims),
      ]);
      const work = session.run(Object.fromEntries(feeds));
      running = Promise.allSettled([running, work]).then(() => {}); // without what they gave, or it would all be kept for ever
      const results = await work;
      const arrays = Object.entries(results).map(([name, tensor]) => [name, tensor.data as Float32Array]);
      return Object.fromEntries(arrays);
    },
    release: async () => {
      await running;
      await session.release();
    },
  };
}
