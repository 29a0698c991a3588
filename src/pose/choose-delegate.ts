import type { Milliseconds } from '../core/units.ts';

/** What is compared. */
export interface Candidate {
  measure(): Milliseconds;
  close(): void;
}

/** WebGL on a CPU: every one of them was measured an order of magnitude slower than the CPU delegate, and slow to start. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** True if WebGL 2 runs on a real graphics processor, as far as the browser says. */
export function hasGpu(canvas: OffscreenCanvas = new OffscreenCanvas(1, 1)): boolean {
  const gl = canvas.getContext('webgl2');
  if (!gl) return false;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return !SOFTWARE.test(renderer);
}

/**
 * The delegate that is faster here and now on blank pictures; the CPU's whenever the GPU's fails or `gpu` says there is none.
 * @throws what `create` throws for the CPU.
 */
export async function chooseDelegate<T extends Candidate>(
  create: (delegate: 'CPU' | 'GPU') => Promise<T>,
  gpu: boolean,
): Promise<T> {
  const onCpu = await create('CPU');
  const cpuTime = onCpu.measure();
  if (!gpu) return onCpu;
  const onGpu = await create('GPU').catch(() => undefined);
  const faster = onGpu !== undefined && timeOf(onGpu) < cpuTime;
  (faster ? onCpu : onGpu)?.close();
  return faster ? onGpu : onCpu;
}

function timeOf(candidate: Candidate): Milliseconds {
  try {
    return candidate.measure();
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
